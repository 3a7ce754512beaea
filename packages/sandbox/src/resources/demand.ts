import { exception } from '../http/refusal.js';
import type { HaloRecord, HaloValue } from '../store/port.js';
import type { Context, Draft } from './contract.js';

/** A record with the resource that it is of. */
interface Found {
  readonly record: HaloRecord;
  readonly attribute: string;
}

/** The record that an id of this resource means, where there is one. `within` has the further fields of a key that is more than the id, such as the ticket of an action. */
export function findRecord(
  attribute: string,
  id: HaloValue,
  context: Context,
  within: HaloRecord = {},
): Found | undefined {
  for (const one of [attribute, ...(context.model(attribute).rule('kin') ?? [])]) {
    const model = context.model(one);
    const own = model.resource.idKind === 'uuid' ? String(id).toLowerCase() : Number(id);
    const key = model.keyOf({ ...within, id: own });
    // Where nothing says within which record it is, such as the kind of a lookup, any with the number is meant.
    const isAny = model.rule('keyOf') !== undefined && key === model.keyOf({ id: own });
    const [any] = isAny ? context.records(one).matching('id', own) : [];
    const record = context.records(one).get(key) ?? any;
    if (record) return { record, attribute: one };
  }
  return undefined;
}

/** The record that a reference leads to; refused with its kind and id where there is none. */
export function demandRecord(
  attribute: string,
  id: HaloValue,
  context: Context,
  within?: HaloRecord,
): HaloRecord {
  const found = findRecord(attribute, id, context, within)?.record;
  if (found) return found;
  throw missing(attribute, id, context);
}

/** The refusal of a reference that leads to no record. */
export function missing(attribute: string, id: HaloValue, context: Context): Error {
  const { singular } = context.model(attribute).resource;
  const noun = singular.charAt(0).toUpperCase() + singular.slice(1);
  return exception(
    id === undefined || id === null
      ? `${noun} must be specified`
      : `${noun} ${String(id)} not found`,
  );
}

/**
 * The record that a field of a record leads to. A reference that this write sets is demanded; one that stood there before may lead to
 * a record that has been deleted since, and then returns undefined: an update is merged first, and what it leaves alone is not checked again.
 */
export function linkedRecord(
  attribute: string,
  field: string,
  { before, next }: Pick<Draft, 'before' | 'next'>,
  context: Context,
): HaloRecord | undefined {
  const id = next[field];
  if (before && before[field] === id) return findRecord(attribute, id, context, next)?.record;
  return demandRecord(attribute, id, context, next);
}

/** The members of a list that are objects; whatever else a caller put there is left out. */
export const objectsOf = (value: HaloValue): HaloRecord[] =>
  Array.isArray(value)
    ? value.filter((member): member is HaloRecord => typeof member === 'object' && member !== null)
    : [];

/** The highest of the numbers that records of a list have as ids; zero where there is none. */
export const highestId = (members: readonly HaloRecord[]): number =>
  members.reduce((highest, { id }) => (typeof id === 'number' && id > highest ? id : highest), 0);
