import type { Resource } from 'halopsa-catalogue';
import { HaloAPIError } from '../errors/api-error.js';
import { type Fields, type FieldValue, isPlainObject } from './json-value.js';
import { toldError } from './told-error.js';

/** The rows of a list answer, with the server's count of the whole set where it gave one. */
export interface Rows {
  readonly rows: readonly Fields[];
  readonly recordCount: number | undefined;
}

/** Arrays that stand in an answer beside its rows, or in one that tells of a failure. */
const beside = /^(?:columns|errors|details|warnings|messages)$/i;

/**
 * Finds the rows of a list answer: a bare array, the declared key, or else the first array that is not `columns`.
 * One body can hold several arrays, and versions differ in their keys; three independent clients ended with this rule.
 */
export function readRows(resource: Resource, value: unknown, status = 200): Rows {
  if (value === undefined) throw brokenList(resource, 'nothing', status);
  if (Array.isArray(value)) return { rows: checked(resource, value), recordCount: undefined };
  if (!isPlainObject(value)) throw brokenList(resource, 'something that is not a list');
  const recordCount = countOf(value);
  const rows = declaredRows(resource, value) ?? firstRows(value);
  if (rows && rows.length > 0) return { rows: checked(resource, rows), recordCount };
  const failure = toldError(value);
  if (failure !== undefined) throw brokenList(resource, `a failure: ${failure}`);
  // Null properties are left out of answers, so an envelope that counts no rows may come without its array.
  if (rows || recordCount === 0) return { rows: [], recordCount };
  throw brokenList(resource, 'something that is not a list');
}

/** The server's count, where it is one. */
const countOf = ({ record_count: count }: Fields): number | undefined =>
  Number.isSafeInteger(count) && Number(count) >= 0 ? Number(count) : undefined;

function declaredRows({ list }: Resource, value: Fields): readonly FieldValue[] | undefined {
  const rows = list?.kind === 'envelope' ? value[list.key] : undefined;
  return Array.isArray(rows) ? rows : undefined;
}

const firstRows = (value: Fields): readonly FieldValue[] | undefined =>
  Object.entries(value).find(([key, item]) => Array.isArray(item) && !beside.test(key))?.[1] as
    | readonly FieldValue[]
    | undefined;

/** Rows that are records; whatever else stands among them would fail far from here. */
function checked(resource: Resource, rows: readonly FieldValue[]): readonly Fields[] {
  const odd = rows.findIndex((row) => !isPlainObject(row));
  if (odd < 0) return rows.filter(isPlainObject);
  const what =
    rows[odd] === null ? 'null' : Array.isArray(rows[odd]) ? 'a list' : `a ${typeof rows[odd]}`;
  throw brokenList(resource, `${what} in place of record ${odd + 1}`);
}

const brokenList = ({ attribute }: Resource, what: string, status = 200): HaloAPIError =>
  new HaloAPIError('halo/broken-answer', `${attribute}.list answered with ${what}`, {
    status,
    // What came may be of any size and depth.
    body: undefined,
    operation: `${attribute}.list`,
  });

/** The records of an answer to a write: one, several, or those in the envelope of a list (behaviour-2026-11 N9.1). */
export function readRecords(resource: Resource | undefined, value: unknown): readonly Fields[] {
  const rows =
    resource && isPlainObject(value) && !('id' in value) ? writtenRows(resource, value) : undefined;
  return (rows ?? (Array.isArray(value) ? value : [value])).filter(isPlainObject);
}

function writtenRows(resource: Resource, value: Fields): readonly FieldValue[] | undefined {
  return declaredRows(resource, value) ?? ('record_count' in value ? firstRows(value) : undefined);
}

/** The one record of an answer: an object, an array of one, or an envelope of one (behaviour-2026-11 N9.1). */
export function readRecord(resource: Resource, value: unknown): Fields | undefined {
  if (Array.isArray(value)) {
    const last: FieldValue = value.at(-1);
    return isPlainObject(last) ? last : undefined;
  }
  if (!isPlainObject(value)) return undefined;
  if ('id' in value) return value;
  const last = writtenRows(resource, value)?.at(-1);
  return isPlainObject(last) ? last : value;
}
