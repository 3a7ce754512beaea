import { type Resource, resourceNamed } from 'halopsa-catalogue';
import type { Fields } from '../fields.js';
import { CurrentRecords } from '../matching/current-records.js';
import { isNamedById, keyOf } from '../matching/match-key.js';
import type { Id } from '../matching/record-id.js';
import { mayRenew } from '../matching/renewed-id.js';
import { hasAll } from '../matching/same-value.js';
import { shownOf } from '../matching/shown-fields.js';
import { createKeys, filledKeys } from '../plan/create-keys.js';
import { idOf, type PlanHeader, type PlanRow } from '../plan/plan-file.js';
import type { Tenant } from '../tenant.js';

/** What reading back says of a row whose answer was lost. */
export type Finding =
  /** It took effect, and made or changed this record. */
  | { readonly kind: 'applied'; readonly id: Id | undefined }
  /** It took no effect: the record is unchanged. */
  | { readonly kind: 'not-applied' }
  /** Somebody else has changed the record since. */
  | { readonly kind: 'changed'; readonly reason: string }
  /** More than one record has its key. */
  | { readonly kind: 'several'; readonly reason: string }
  /** Nothing tells. */
  | { readonly kind: 'unclear'; readonly reason: string };

/** Reads the records of rows as they are now: by their list, or one by one where that takes fewer requests. */
export async function readBack(
  tenant: Tenant,
  header: PlanHeader,
  rows: readonly PlanRow[],
): Promise<CurrentRecords> {
  const keys = createKeys(header);
  // New records are looked for by their keys alone.
  const fields = rows.every(({ action }) => action === 'create') ? [] : header.fields;
  const current = new CurrentRecords(tenant, { resource: header.resource, fields, keys });
  const byKey = keys.length > 0 && rows.some(({ action }) => action === 'create');
  const ids = isNamedById(resourceNamed(header.resource))
    ? rows.flatMap(({ id }) => (id === undefined ? [] : [id]))
    : [];
  if (byKey) await current.readList();
  if (byKey) await current.readListsOf(rows.map(({ set }) => set ?? {}));
  await current.prefetch(ids);
  return current;
}

/** What the records tell of a row. */
export function findOut(row: PlanRow, header: PlanHeader, current: CurrentRecords): Finding {
  if (row.action === 'create') return findCreated(row, header, current);
  // Deleting what is gone is answered by 404, which is as good as done.
  const resource = resourceNamed(header.resource);
  if (!isNamedById(resource)) return { kind: 'not-applied' };
  const found = current.get(idOf(row));
  if (row.action === 'delete')
    return found ? { kind: 'not-applied' } : { kind: 'applied', id: undefined };
  if (!found) return goneAs(row, resource);
  if (isThere(row.set ?? {}, found, resource)) return { kind: 'applied', id: undefined };
  if (!row.before || hasAll(row.before, found)) return { kind: 'not-applied' };
  return { kind: 'changed', reason: changeText(row, found) };
}

/** A record that is not there any more: by somebody else's hand, or since the change has given it a new id, which nothing tells. */
const goneAs = ({ id }: PlanRow, resource: Resource): Finding => {
  const reason = `the record with id ${id} is gone`;
  return mayRenew(resource)
    ? { kind: 'unclear', reason: `${reason}: it may have come back under a new id` }
    : { kind: 'changed', reason };
};

/** Whether a record shows that it has taken what was sent; where nothing of it is shown, that is sent once more. */
export function isThere(set: Fields, found: Fields, resource: Resource): boolean {
  const shown = shownOf(set, resource);
  return Object.keys(shown).length > 0 && hasAll(shown, found);
}

/** A record is looked for by each of its keys: a server may have dropped one of them. */
function findCreated(row: PlanRow, header: PlanHeader, current: CurrentRecords): Finding {
  const keys = filledKeys(row, header);
  for (const key of keys) {
    const value = keyOf(row.set ?? {}, key);
    const ids = value === undefined ? [] : current.idsOf(key, value);
    if (ids.length === 1) return { kind: 'applied', id: ids[0] };
    if (ids.length > 1)
      return {
        kind: 'several',
        reason: `${ids.length} records have its ${key.join('+')}: ids ${ids.slice(0, 5).join(', ')}`,
      };
  }
  return keys.length > 0
    ? { kind: 'not-applied' }
    : { kind: 'unclear', reason: 'it has no key by which it could be found' };
}

/** Which field is not as it was planned, and what it is. */
export function changeText(row: PlanRow, found: Fields): string {
  const changed = Object.entries(row.before ?? {}).find(
    ([name, value]) => !hasAll({ [name]: value }, found),
  );
  if (!changed) return 'the record was changed after it was planned';
  const [field, before] = changed;
  return `${field} was ${JSON.stringify(before)} when it was planned and is ${JSON.stringify(found[field] ?? null)} now`;
}

/** Why the record of a new row that was accepted cannot be shown. */
export const notFound =
  'no record has its key: look for it under another spelling before the row is sent again';

/** Why a row that was accepted took no effect. */
export const missingIn = (finding: Finding): string =>
  finding.kind === 'changed' ? finding.reason : 'its record is as it was';
