import { findResource } from 'halopsa-catalogue';
import type { Reference } from 'halopsa-catalogue/references';
import type { Behaviour, Context, Draft, ResourceModel } from '../../resources/contract.js';
import { linkedRecord, missing } from '../../resources/demand.js';

/**
 * A reference that a write sets leads to a record, in any field of any resource. Behaviours of single resources look before, and refuse in
 * the words that are known of them.
 */
export const referencesResolve: Behaviour = {
  ids: ['post.references-resolve'],
  rules: { check: demandReferences },
};

function demandReferences(draft: Draft, model: ResourceModel, context: Context): void {
  for (const [field, reference] of model.refers())
    if (refers(field, draft)) demand(field, reference, draft, context);
}

/** Whether a write sets a field to something that stands for a record: zero, less and the empty GUID stand for none. */
function refers(field: string, { before, patch }: Draft): boolean {
  const value = patch[field];
  if (value === before?.[field]) return false;
  return typeof value === 'string' ? /[^0\s-]/.test(value) : Number(value) > 0;
}

function demand(field: string, reference: Reference, draft: Draft, context: Context): void {
  const { resource, key, query } = reference;
  if (!canHold(resource, context)) return;
  const { before } = draft;
  const next = { ...draft.next, ...query, [field]: draft.patch[field] };
  if (key === 'id') linkedRecord(resource, field, { before, next }, context);
  else if (isNone(context.records(resource).matching(key, next[field])))
    throw missing(resource, next[field], context);
}

/** Some records come from elsewhere, and a sandbox has none of them: what refers to them is taken. */
const canHold = (resource: string, context: Context): boolean =>
  findResource(resource)?.operations.upsert !== undefined || context.records(resource).size > 0;

const isNone = (records: Iterable<object>): boolean => {
  for (const _ of records) return false;
  return true;
};
