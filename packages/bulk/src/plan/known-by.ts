import type { Fields } from '../fields.js';
import { foldKey, isIdAlone, keyOf, type MatchKey } from '../matching/match-key.js';
import { nameFieldOf } from '../matching/record-name.js';
import type { PlanRow } from './plan-file.js';

/**
 * What the record of a row is known by, beside its id: the key that the row names it by, and the name of one that is deleted. Who gives
 * it another one makes another record of it, which the row does not mean.
 */
export function knownBy(
  found: Fields | undefined,
  { action, key }: { action: PlanRow['action']; key: MatchKey | undefined },
): Fields | undefined {
  if (!found || (action !== 'update' && action !== 'delete')) return undefined;
  const name = action === 'delete' ? nameFieldOf(found) : undefined;
  const fields = [...(key && !isIdAlone(key) ? key : []), ...(name === undefined ? [] : [name])];
  const filled = [...new Set(fields)].filter((field) => keyOf(found, [field]) !== undefined);
  return filled.length === 0
    ? undefined
    : Object.fromEntries(filled.map((field) => [field, found[field]]));
}

/** Why a record is not the one that a row means any more; undefined where it is. */
export function otherRecord({ known = {} }: PlanRow, found: Fields): string | undefined {
  const folded = (record: Fields, field: string): string | undefined => {
    const value = keyOf(record, [field]);
    return value === undefined ? undefined : foldKey(value);
  };
  const field = Object.keys(known).find((name) => folded(known, name) !== folded(found, name));
  return field === undefined
    ? undefined
    : `${field} was ${JSON.stringify(known[field])} when it was planned and is ${JSON.stringify(found[field] ?? null)} now`;
}
