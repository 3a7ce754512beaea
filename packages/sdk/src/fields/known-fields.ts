import { type Reference, referenceOf } from 'halopsa-catalogue/references';

/** Resources whose records are listed as the values of a field. */
const listed: readonly string[] = ['statuses', 'priorities', 'teams', 'agents', 'outcomes'];

/** A ticket has categories of four types. */
const categoryTypes = [1, 2, 3, 4] as const;

/** Where the values of a built-in field come from: the records of a resource, a category type, or a kind of lookup. */
export type ValueSource =
  | { readonly kind: 'list'; readonly reference: Reference }
  | {
      readonly kind: 'category';
      readonly type: (typeof categoryTypes)[number];
      readonly reference: Reference;
    }
  | { readonly kind: 'lookup'; readonly lookup: number };

/** Where the values of a field of tickets come from; undefined for one without listed values. */
export function sourceOf(field: string): ValueSource | undefined {
  const reference = referenceOf('tickets', field, 'int') ?? referenceOf('tickets', field, 'string');
  if (!reference) return undefined;
  const { query, only } = reference;
  if (typeof query?.lookupid === 'number') return { kind: 'lookup', lookup: query.lookupid };
  const type = categoryTypes.find((one) => one === only?.type_id);
  if (type) return { kind: 'category', type, reference };
  return listed.includes(reference.resource) ? { kind: 'list', reference } : undefined;
}
