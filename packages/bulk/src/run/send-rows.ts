import { resourceNamed } from 'halopsa-catalogue';
import { mayRenew } from '../matching/renewed-id.js';
import { createKeys } from '../plan/create-keys.js';
import { idOf, type PlanHeader, type PlanRow } from '../plan/plan-file.js';
import type { Tenant } from '../tenant.js';
import type { CustomFields } from './custom-fields.js';
import { type Proof, proofOfCreates, proofOfUpdates } from './proof.js';

/** Sends rows of one action in one request, and says which of them its answer proves. */
export async function sendRows(
  tenant: Tenant,
  { header, customFields }: { header: PlanHeader; customFields: CustomFields },
  rows: readonly PlanRow[],
): Promise<Proof> {
  const { resource } = header;
  const [first] = rows as [PlanRow];
  if (first.action === 'delete') {
    await tenant.remove(resource, idOf(first), first.set);
    return { proven: rows, others: [] };
  }
  const isUpdate = first.action === 'update';
  const records = isUpdate ? await customFields.records(rows) : rows.map(({ set }) => ({ ...set }));
  const model = resourceNamed(resource);
  // Sent again, a change that has given a record a new id would meet no record, and be refused.
  const safety = isUpdate && !mayRenew(model) ? 'idempotent' : 'unsafe';
  const answered = await tenant.write(resource, records, safety);
  return isUpdate
    ? proofOfUpdates(rows, answered, model)
    : proofOfCreates(rows, answered, createKeys(header)[0]);
}
