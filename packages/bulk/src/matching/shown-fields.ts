import type { Resource } from 'halopsa-catalogue';
import type { Fields, FieldValue } from '../fields.js';
import { schemaOf } from '../mapping/find-field.js';

/** Whether answers show a field: passwords are written alone, and what a new record is made with is not kept as a field of it. */
export function isShown(name: string, resource: Resource): boolean {
  const set = schemaOf(resource)?.fields.get(name)?.set;
  return !name.startsWith('_') && set !== 'writeOnly' && set !== 'createOnly';
}

/** Of the values that are sent, those that an answer can be compared with. */
export const shownOf = (values: Fields, resource: Resource): Record<string, FieldValue> =>
  Object.fromEntries(Object.entries(values).filter(([name]) => isShown(name, resource)));
