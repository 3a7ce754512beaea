import type { Resource } from 'halopsa-catalogue';
import type { Fields } from '../fields.js';
import { schemaOf } from '../mapping/find-field.js';

const names = [
  'name',
  'summary',
  'title',
  'subject',
  'inventory_number',
  'reference',
  'description',
];

/** Fields that a person knows a record of a resource by. */
export const nameFields = (resource: Resource): readonly string[] =>
  names.filter((field) => schemaOf(resource)?.fields.has(field) === true).slice(0, 2);

/** The first of the names of a record that is filled. */
export const nameFieldOf = (record: Fields | undefined): string | undefined =>
  names.find((one) => typeof record?.[one] === 'string' && record[one] !== '');

/** What a person calls a record. */
export function recordName(record: Fields | undefined): string | undefined {
  const field = nameFieldOf(record);
  return field === undefined ? undefined : String(record?.[field]);
}
