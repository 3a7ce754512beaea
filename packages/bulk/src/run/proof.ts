import type { WireRecord } from 'halopsa';
import { foldKey, keyOf, type MatchKey } from '../matching/match-key.js';
import type { PlanRow } from '../plan/plan-file.js';

type Id = string | number;

/** Which rows of a request its answer proves, the ids of their new records, and the rows of which it says nothing. */
export interface Proof {
  readonly proven: readonly PlanRow[];
  readonly ids?: readonly Id[] | undefined;
  /** The records that were answered to proven rows. */
  readonly records?: readonly WireRecord[] | undefined;
  readonly others: readonly PlanRow[];
}

/** What an answer proves of new records: each is the answer to one row, identified by its place and its key, by its key, or as the only one left. */
export function proofOfCreates(
  rows: readonly PlanRow[],
  answered: readonly WireRecord[],
  key: MatchKey | undefined,
): Proof {
  const folded = (record: Readonly<Record<string, unknown>>): string | undefined => {
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
  const pairs = [...found].flatMap(([row, records]) =>
    records.length === 1 ? [{ row, record: records[0]! }] : [],
  );
  const leftRows = rows.filter((row) => !pairs.some((pair) => pair.row === row));
  const leftMade = made.filter((record) => !pairs.some((pair) => pair.record === record));
  if (leftRows.length === 1 && leftMade.length === 1)
    pairs.push({ row: leftRows.pop()!, record: leftMade[0]! });
  return {
    proven: pairs.map(({ row }) => row),
    ids: pairs.map(({ record }) => idOf(record)),
    records: pairs.map(({ record }) => record),
    others: leftRows,
  };
}

/** What an answer proves of changes. One that names no record, or only one of several, as older servers answer, is taken at its word. */
export function proofOfUpdates(rows: readonly PlanRow[], answered: readonly WireRecord[]): Proof {
  const named = new Set(answered.filter(isNamed).map(({ id }) => String(id)));
  if (named.size === 0 || (named.size === 1 && rows.length > 1))
    return { proven: rows, others: [] };
  const isProven = ({ id }: PlanRow): boolean => named.has(String(id));
  return { proven: rows.filter(isProven), others: rows.filter((row) => !isProven(row)) };
}

/** Whether an answer tells which record it is: an id of 0 is that of none. */
const isNamed = ({ id }: WireRecord): boolean =>
  id !== undefined && id !== null && id !== '' && Number(id) !== 0;

const idOf = (record: WireRecord): Id => record['id'] as Id;
