import type { Reference } from 'halopsa-catalogue/references';
import { oneLine } from 'halopsa-ground';
import { isReadById } from '../../mapping/known-ids.js';
import { isShort, References, referenceOf } from '../../mapping/references.js';
import { isRefused } from '../../matching/is-refused.js';
import { mostAlone } from '../../matching/look-up-cost.js';
import { recordName } from '../../matching/record-name.js';
import type { Tenant } from '../../tenant.js';
import type { ReviewChange } from './review-rows.js';

/** The name of the record behind an id in a field; undefined where none is known. */
export type NameOf = (field: string, id: string | undefined) => string | undefined;

/**
 * Looks up the records that changes refer to: short lists are read, and of longer ones as many records as are worth a request each, those
 * of the first changes first. What may not be read stays an id.
 */
export async function namesOfIds(
  changes: readonly ReviewChange[],
  { resource, tenant }: { resource: string; tenant: Tenant | undefined },
): Promise<NameOf> {
  const names = new Map<string, ReadonlyMap<string, string>>();
  if (tenant)
    for (const [field, ids] of idsOf(changes)) {
      const reference = referenceOf(resource, field);
      if (reference) names.set(field, await namesOf(reference, [...ids], tenant));
    }
  return (field, id) => (id === undefined ? undefined : names.get(field)?.get(id));
}

function idsOf(changes: readonly ReviewChange[]): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const { field, before, after } of changes) {
    const ids = found.get(field) ?? new Set();
    for (const id of [after, before]) if (id && /^-?\d+$/.test(id)) ids.add(id);
    if (ids.size > 0) found.set(field, ids);
  }
  return found;
}

async function namesOf(
  reference: Reference,
  ids: readonly string[],
  tenant: Tenant,
): Promise<ReadonlyMap<string, string>> {
  try {
    return isShort(reference)
      ? await namesInList(reference, tenant)
      : await namesOfRecords(reference, ids, tenant);
  } catch (error) {
    if (isRefused(error)) return new Map();
    throw error;
  }
}

async function namesInList(
  reference: Reference,
  tenant: Tenant,
): Promise<ReadonlyMap<string, string>> {
  const references = new References(tenant);
  await references.load(reference);
  return new Map(references.labels(reference).map(([id, label]) => [String(id), oneLine(label)]));
}

async function namesOfRecords(
  reference: Reference,
  ids: readonly string[],
  tenant: Tenant,
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  if (!isReadById(reference)) return names;
  await tenant.each(ids.slice(0, mostAlone), async (id) => {
    const name = recordName(await tenant.get(reference.resource, Number(id)));
    if (name !== undefined) names.set(id, oneLine(name));
  });
  return names;
}
