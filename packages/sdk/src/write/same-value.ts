import type { Field } from 'halopsa-catalogue/schemas';
import { isKnownId, sameId } from '../codec/asked-record.js';
import { type Fields, type FieldValue, isEmptyValue, isPlainObject } from '../codec/json-value.js';
import { sameMarkup } from './same-markup.js';
import { isEmptyMoment, sameDay, sameMoment } from './same-moment.js';

/** What the catalogue says of a field that is compared, and the record that it stands in. */
interface Kind extends Partial<Pick<Field, 'type' | 'none' | 'day'>> {
  /** The id of the record that was written. */
  readonly owner?: FieldValue;
}

/**
 * Whether the value found is the one that was sent, as Halo stores it: numbers as texts and texts as numbers, moments in any
 * zone and to the second, one of three dates for none, markup written anew, lists of records by their ids.
 */
export function sameValue(sent: FieldValue, found: FieldValue, kind: Kind = {}): boolean {
  const { type, none, day, owner } = kind;
  if (isNothing(sent, type, none)) return isNothing(found, type, none);
  if (day && sameDay(sent, found)) return true;
  if (Array.isArray(sent)) return sameList(sent, found, owner);
  if (sent instanceof Date) return sameMoment(sent, found);
  if (isPlainObject(sent)) return isPlainObject(found) && sameMembers(sent, found, owner);
  if (typeof sent === 'boolean' || type === 'bool') return sameTruth(sent, found);
  return (
    Object.is(sent, found) || String(sent) === String(found ?? '') || sameScalar(sent, found, type)
  );
}

const sameScalar = (sent: FieldValue, found: FieldValue, type: string | undefined): boolean =>
  sameNumber(sent, found) ||
  sameMoment(sent, found) ||
  sameTimeOfDay(sent, found) ||
  sameText(sent, found, type);

const numeric = /^(?:int|long|double)$/;

/** Null and what Halo stores in its place; a 0 that was sent is a 0, and no field of that type need show it. */
function isNothing(value: FieldValue, type: string | undefined, none: number | undefined): boolean {
  if (isEmptyValue(value)) return true;
  if (typeof value === 'string' && isEmptyMoment(value)) return true;
  if (type === 'bool') return truthOf(value) === false;
  if (!numeric.test(type ?? '') || typeof value === 'object') return false;
  const number = Number(value);
  return number === 0 || number === -1 || number === none;
}

/** What is not there is false. */
function sameTruth(sent: FieldValue, found: FieldValue): boolean {
  const wanted = truthOf(sent);
  return wanted !== undefined && wanted === (isEmptyValue(found) ? false : truthOf(found));
}

function truthOf(value: FieldValue): boolean | undefined {
  const word = String(value).trim().toLowerCase();
  return word === 'true' || word === '1'
    ? true
    : word === 'false' || word === '0'
      ? false
      : undefined;
}

const number = /^\s*[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?\s*$/i;

/** Two spellings of one number; doubles lose their last digits on the way. */
function sameNumber(sent: FieldValue, found: FieldValue): boolean {
  if (!isNumeric(sent) || !isNumeric(found)) return false;
  const [a, b] = [Number(sent), Number(found)];
  return a === b || Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));
}

const isNumeric = (value: FieldValue): boolean =>
  typeof value === 'number' ||
  (typeof value === 'string' && value.length < 60 && number.test(value));

const timeOfDay = /^(\d\d?):(\d\d)(?::(\d\d))?(?:\.0+)?$/;

function sameTimeOfDay(sent: FieldValue, found: FieldValue): boolean {
  const [a, b] = [timeOfDay.exec(String(sent)), timeOfDay.exec(String(found))];
  return (
    a !== null &&
    b !== null &&
    Number(a[1]) === Number(b[1]) &&
    a[2] === b[2] &&
    Number(a[3] ?? 0) === Number(b[3] ?? 0)
  );
}

function sameText(sent: FieldValue, found: FieldValue, type: string | undefined): boolean {
  if (typeof sent !== 'string' || typeof found !== 'string') return false;
  if (type === 'uuid')
    return sent.replace(/[{}]/g, '').toLowerCase() === found.replace(/[{}]/g, '').toLowerCase();
  return (
    sent.replaceAll('\r\n', '\n') === found.replaceAll('\r\n', '\n') || sameMarkup(sent, found)
  );
}

/** Beyond this nobody compares element by element. */
const mostPairs = 1_000_000;

/** A list of texts and numbers holds the same ones, or is the same text with commas; of records each one sent is there. */
function sameList(sent: readonly FieldValue[], found: FieldValue, owner: FieldValue): boolean {
  if (!Array.isArray(found))
    return (
      typeof found === 'string' &&
      sent.every((item) => !isPlainObject(item)) &&
      sent.join(',') === found
    );
  if (!sent.some(isPlainObject)) return sent.length === found.length && sameCounts(sent, found);
  const byId = new Map(found.filter(isPlainObject).map((item) => [String(item.id), item]));
  return sent.every((item) => {
    if (!isPlainObject(item)) return true;
    const own = isEmptyValue(item.id) ? undefined : byId.get(String(item.id));
    if (own || sent.length * found.length > mostPairs)
      return own === undefined || sameMembers(item, own, owner);
    return found.some(
      (other) => isPlainObject(other) && couldBe(item, other) && sameMembers(item, other, owner),
    );
  });
}

function sameCounts(sent: readonly FieldValue[], found: readonly FieldValue[]): boolean {
  const left = new Map<string, number>();
  for (const item of found) left.set(String(item), (left.get(String(item)) ?? 0) + 1);
  return sent.every((item) => {
    const count = left.get(String(item)) ?? 0;
    left.set(String(item), count - 1);
    return count > 0;
  });
}

/** Whether a record without a known id could be another: new ones get ids, and some are told by their name. */
function couldBe(sent: Fields, found: Fields): boolean {
  if (!isEmptyValue(sent.id) && !isEmptyValue(found.id))
    return String(sent.id) === String(found.id);
  const name = (value: FieldValue): string => String(value).toLowerCase();
  return (
    sent.name === undefined || found.name === undefined || name(sent.name) === name(found.name)
  );
}

/**
 * Members that steer the write, and those that the answer leaves out, say nothing; neither does what links the row to the record
 * that it stands in, as in rows that came from another one. A custom field may be sent by what it shows.
 */
function sameMembers(sent: Fields, found: Fields, owner: FieldValue): boolean {
  return Object.entries(sent).every(([name, value]) => {
    if (value === undefined || name === 'id' || name === 'name' || name.startsWith('_'))
      return true;
    if (isKnownId(owner) && name.endsWith('id') && sameId(found[name], owner)) return true;
    if (name === 'value' && 'display' in found && sameValue(value, found.display)) return true;
    return !(name in found)
      ? name !== 'value' || isEmptyValue(value)
      : sameValue(value, found[name], { owner });
  });
}
