import type { Resource } from 'halopsa-catalogue';
import type { Fields } from '../fields.js';
import { foldKey, keyOf, type MatchKey } from '../matching/match-key.js';
import type { Id } from '../matching/record-id.js';
import { mayRenew, showsSent } from '../matching/renewed-id.js';
import type { PlanRow } from '../plan/plan-file.js';

/** Which rows of a request its answer proves, the ids of new records and of those that a change may have given a new one, and the rows of which it says nothing. */
export interface Proof {
  readonly proven: readonly PlanRow[];
  readonly ids?: readonly Id[] | undefined;
  /** The records that were answered to proven rows. */
  readonly records?: readonly Fields[] | undefined;
  readonly others: readonly PlanRow[];
}

/** What an answer proves of new records: each is the answer to one row, identified by its place and its key, by its key, or as the only one left. */
export function proofOfCreates(
  rows: readonly PlanRow[],
  answered: readonly Fields[],
  key: MatchKey | undefined,
): Proof {
  const folded = (record: Fields): string | undefined => {
    const value = key && keyOf(record, key);
    return value === undefined ? undefined : foldKey(value);
  };
  const keys = rows.map(({ set }) => folded(set ?? {}));
  const named = answered.filter(isNamed);
  // A record that the answer names twice is one record.
  const made = [...new Map(named.map((record) => [String(record['id']), record])).values()];
  if (made.length === rows.length && made.every((record, at) => folded(record) === keys[at]))
    return { proven: rows, ids: made.map(idOf), records: made, others: [] };
  const found = new Map(
    rows.map((row, at) => [
      row,
      keys[at] === undefined ? [] : made.filter((record) => folded(record) === keys[at]),
    ]),
  );
  const pairs = [...found].flatMap(([row, [record, another]]) =>
    record && !another ? [{ row, record }] : [],
  );
  const leftRows = rows.filter((row) => !pairs.some((pair) => pair.row === row));
  const leftMade = made.filter((record) => !pairs.some((pair) => pair.record === record));
  const [[row, ...otherRows], [record, ...otherMade]] = [leftRows, leftMade];
  const isOnePair = row && record && otherRows.length === 0 && otherMade.length === 0;
  if (isOnePair) pairs.push({ row, record });
  return {
    proven: pairs.map(({ row }) => row),
    ids: pairs.map(({ record }) => idOf(record)),
    records: pairs.map(({ record }) => record),
    others: isOnePair ? [] : leftRows,
  };
}

/**
 * What an answer proves of changes. One that names no record, or only one of several, as older servers answer, is taken at its word; but
 * not where a change may have given a record a new id.
 */
export function proofOfUpdates(
  rows: readonly PlanRow[],
  answered: readonly Fields[],
  resource: Resource,
): Proof {
  if (mayRenew(resource)) return proofOfRenewed(rows, answered, resource);
  const named = new Set(answered.filter(isNamed).map(({ id }) => String(id)));
  if (named.size === 0 || (named.size === 1 && rows.length > 1))
    return { proven: rows, others: [] };
  const isProven = ({ id }: PlanRow): boolean => named.has(String(id));
  return { proven: rows.filter(isProven), others: rows.filter((row) => !isProven(row)) };
}

/** A changed record is the one with the id of its row, or the one at its place that shows what was sent and is that of no other row. */
function proofOfRenewed(
  rows: readonly PlanRow[],
  answered: readonly Fields[],
  resource: Resource,
): Proof {
  const asked = new Set(rows.map(({ id }) => String(id)));
  const answers = new Map(answered.filter(isNamed).map((record) => [String(record.id), record]));
  const isWhole = answers.size === rows.length && answered.length === rows.length;
  const idAfter = ({ id, set = {} }: PlanRow, at: number): Id | undefined => {
    if (answers.has(String(id))) return id;
    const record = isWhole ? answered[at] : undefined;
    if (!record || asked.has(String(record.id))) return undefined;
    return showsSent(set, record, resource) ? idOf(record) : undefined;
  };
  const ids = new Map(rows.map((row, at) => [row, idAfter(row, at)]));
  const isProven = (row: PlanRow): boolean => ids.get(row) !== undefined;
  const proven = rows.filter(isProven);
  return {
    proven,
    ids: proven.flatMap((row) => ids.get(row) ?? []),
    others: rows.filter((row) => !isProven(row)),
  };
}

/** Whether an answer tells which record it is: an id of 0 is that of none. */
const isNamed = ({ id }: Fields): boolean =>
  id !== undefined && id !== null && id !== '' && Number(id) !== 0;

const idOf = (record: Fields): Id => record['id'] as Id;
