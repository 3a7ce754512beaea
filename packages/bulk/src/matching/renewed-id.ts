import type { Resource } from 'halopsa-catalogue';
import type { Fields } from '../fields.js';
import { schemaOf } from '../mapping/find-field.js';
import { hasAll } from './same-value.js';
import { shownOf } from './shown-fields.js';

/** Whether a change can give a record of this kind a new id. */
export const mayRenew = (resource: Resource): boolean =>
  schemaOf(resource)?.fields.get('id')?.renewed === true;

/** Whether a record, whose id no row has, shows what was sent and is thereby the record that was changed. */
export function showsSent(set: Fields, record: Fields, resource: Resource): boolean {
  const shown = shownOf(set, resource);
  return Object.keys(shown).some((name) => name in record) && hasAll(shown, record);
}
