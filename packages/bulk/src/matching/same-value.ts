import { parseHaloDate } from 'halopsa-ground';
import { type Fields, type FieldValue, isList, isObject, objectsIn } from '../fields.js';

/** The field whose elements are identified by name; the server merges them one by one. */
const customFields = 'customfields';

const isEmpty = (value: FieldValue): boolean =>
  value === undefined || value === null || value === '' || (isList(value) && value.length === 0);

/** Whether Halo holds a value already. It leaves null out, turns texts into numbers and numbers into texts, and writes dates without a zone. */
export function sameValue(wanted: FieldValue, found: FieldValue): boolean {
  if (isEmpty(wanted) || isEmpty(found)) return isEmpty(wanted) && isEmpty(found);
  if (isList(wanted))
    return (
      isList(found) &&
      wanted.length === found.length &&
      wanted.every((item, at) => sameValue(item, found[at]))
    );
  if (isObject(wanted))
    return (
      isObject(found) &&
      Object.entries(wanted).every(([name, value]) => sameValue(value, found[name]))
    );
  if (typeof wanted === 'boolean')
    return wanted === (found === true || found === 1 || found === 'true');
  const [one, other] = [String(wanted), String(found ?? '')];
  return (
    one === other ||
    one.trim() === other.trim() ||
    sameMoment(wanted, found) ||
    sameCharacters(one, other)
  );
}

/** The fields that a record has to change, and what they hold now; null for nothing. */
export interface Difference {
  readonly set: Record<string, FieldValue>;
  readonly before: Record<string, FieldValue>;
}

/** Whether Halo holds a value already, with the same blanks at its ends. */
export const sameToTheEnds = (wanted: FieldValue, found: FieldValue): boolean =>
  sameValue(wanted, found) &&
  !(
    typeof wanted === 'string' &&
    typeof found === 'string' &&
    wanted !== found &&
    wanted.trim() === found.trim()
  );

/** The fields of a record that differ from those that are wanted; undefined where none does. */
export function differenceOf(
  wanted: Fields,
  found: Fields,
  same: typeof sameValue = sameValue,
): Difference | undefined {
  const set: Record<string, FieldValue> = {};
  const before: Record<string, FieldValue> = {};
  let differs = false;
  for (const name in wanted) {
    // The id names the record, and names with an underscore steer the write.
    if (name === 'id' || name.startsWith('_')) continue;
    const differenceIn = name === customFields ? customDifference : plainDifference;
    const changed = differenceIn(wanted[name], found[name], same);
    if (!changed) continue;
    differs = true;
    set[name] = changed.set;
    before[name] = changed.before;
  }
  return differs ? { set, before } : undefined;
}

/** Whether a record has all of these values. */
export const hasAll = (wanted: Fields, found: Fields): boolean =>
  differenceOf(wanted, found) === undefined;

/** What one field has to change, and what it holds now; undefined where they are the same. */
interface FieldDifference {
  readonly set: FieldValue;
  readonly before: FieldValue;
}

const plainDifference = (
  wanted: FieldValue,
  found: FieldValue,
  same: typeof sameValue,
): FieldDifference | undefined =>
  same(wanted, found) ? undefined : { set: wanted, before: found ?? null };

function customDifference(
  wanted: FieldValue,
  found: FieldValue,
  same: typeof sameValue,
): FieldDifference | undefined {
  const current = new Map(objectsIn(found).map((field) => [field.name, field.value]));
  const changed = objectsIn(wanted).filter(({ name, value }) => !same(value, current.get(name)));
  if (changed.length === 0) return undefined;
  return {
    set: changed.map(({ name, value }) => ({ name, value: value ?? null })),
    before: changed.map(({ name }) => ({ name, value: current.get(name) ?? null })),
  };
}

/** Whether a text is a time as Halo writes it. */
export const isTime = (text: string): boolean => /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text);

/** A letter and its accent are one character or two: the same text. */
const sameCharacters = (one: string, other: string): boolean =>
  /[^\u0000-\u007f]/.test(one) && one.trim().normalize('NFC') === other.trim().normalize('NFC');

function sameMoment(wanted: FieldValue, found: FieldValue): boolean {
  if (typeof wanted !== 'string' || typeof found !== 'string' || !isTime(wanted) || !isTime(found))
    return false;
  // A time to the second, as spreadsheets write it, says nothing about fractions.
  const unit = /T\d\d:\d\d(:\d\d)?\./.test(wanted) ? 1 : 1000;
  return Math.floor(momentOf(wanted) / unit) === Math.floor(momentOf(found) / unit);
}

/** Milliseconds since 1970; not a number for what is not a date. */
export const momentOf = (text: string): number => parseHaloDate(text) ?? Number.NaN;
