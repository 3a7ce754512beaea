import type { Operation } from 'halopsa-catalogue';
import type { FieldTypes } from './record-data.js';

/** The catalogue types of the fields of the record that an operation takes. */
export async function fieldTypes({ bodyType }: Operation): Promise<FieldTypes> {
  if (bodyType === undefined) return () => undefined;
  const { findSchema } = await import('halopsa-catalogue/schemas');
  const fields = findSchema(bodyType)?.fields;
  return (name) => fields?.get(name)?.type;
}
