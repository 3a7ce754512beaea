import type { Operation } from 'halopsa-catalogue';

/** Types of top-level fields by name, so that `key=5` becomes a number where the field is one. */
export type FieldTypes = (name: string) => string | undefined;

/** The catalogue types of the fields of the record that an operation takes. */
export async function fieldTypes({ bodyType }: Operation): Promise<FieldTypes> {
  if (bodyType === undefined) return () => undefined;
  const { findSchema } = await import('halopsa-catalogue/schemas');
  const fields = findSchema(bodyType)?.fields;
  return (name) => fields?.get(name)?.type;
}
