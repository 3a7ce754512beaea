import { createHash } from 'node:crypto';
import type { Resource } from 'halopsa-catalogue';
import { type Fields, type FieldValue, objectsIn } from '../fields.js';
import { schemaOf } from '../mapping/find-field.js';
import { sameValue } from '../matching/same-value.js';
import { shownOf } from '../matching/shown-fields.js';

/** What a new record held beside the fields that were set, as Halo answered: texts and numbers that are not empty. */
export type MadeRecord = Readonly<Record<string, string | number | true>>;

const longestText = 120;
const shownText = 60;

/** Words that hold one of the words below without meaning it. */
const misleadingWords = /account|discount|country|county|last_?name/gi;

/** Fields that change by themselves: counters, and times of the last change. */
const changesByItself = (name: string): boolean =>
  name.startsWith('_') ||
  /last|updated|modified|count|token|password|(?:^|_|ticket)age$/i.test(
    name.replaceAll(misleadingWords, ''),
  );

const isTelling = (value: FieldValue): value is string | number | true =>
  value === true ||
  (typeof value === 'number' && value !== 0) ||
  (typeof value === 'string' && value !== '');

/** A long text is kept by its beginning and its digest. */
const brief = (value: string | number | true): string | number | true =>
  typeof value === 'string' && value.length > longestText
    ? `${value.slice(0, shownText)}... (${value.length} characters, ${createHash('sha256').update(value).digest('hex').slice(0, 16)})`
    : value;

/** The fields of a record that tell something, custom fields by their own names. */
function tellingFields(record: Fields): [name: string, value: string | number | true][] {
  const telling: [string, string | number | true][] = [];
  for (const [name, value] of [...Object.entries(record), ...customFields(record)])
    if (name !== 'id' && !changesByItself(name) && isTelling(value)) telling.push([name, value]);
  return telling;
}

const customFields = ({ customfields: list }: Fields): [name: string, value: FieldValue][] =>
  objectsIn(list).flatMap(({ name, value }): [string, FieldValue][] =>
    typeof name === 'string' ? [[`customfields.${name}`, value]] : [],
  );

/**
 * What to keep of the answer to a new record, including its mark as the server spells it; undefined if the answer does not even hold what
 * was set.
 */
export function madeRecord(
  answered: Fields,
  set: Fields,
  { resource, marker }: { resource: Resource; marker?: string | undefined },
): MadeRecord | undefined {
  const sent = Object.keys(shownOf(set, resource));
  if (sent.some((name) => answered[name] === undefined)) return undefined;
  const given = givenNames(set);
  const isKept = (name: string): boolean => name === marker || !given.has(name);
  return Object.fromEntries(
    tellingFields(answered).flatMap(([name, value]) =>
      isKept(name) ? [[name, brief(value)]] : [],
    ),
  );
}

const givenNames = (set: Fields): ReadonlySet<string> =>
  new Set([...Object.keys(set), ...customFields(set).map(([name]) => name)]);

/** Which field of a record somebody has changed since it was made; undefined for none. */
export function changedSince(
  made: MadeRecord,
  set: Fields,
  { found, resource }: { found: Fields; resource: Resource },
): string | undefined {
  return changedField(made, found) ?? filledField(made, set, { found, resource });
}

/** A field that held something else when the record was made. */
function changedField(made: MadeRecord, found: Fields): string | undefined {
  const now = { ...found, ...Object.fromEntries(customFields(found)) };
  for (const [name, value] of Object.entries(made)) {
    const is = now[name];
    if (is !== undefined && !sameValue(value, isTelling(is) ? brief(is) : is))
      return changeText(name, value, is);
  }
  return undefined;
}

/** A field that was empty when the record was made. */
function filledField(
  made: MadeRecord,
  set: Fields,
  { found, resource }: { found: Fields; resource: Resource },
): string | undefined {
  const schema = schemaOf(resource);
  const given = givenNames(set);
  for (const [name, value] of tellingFields(found)) {
    if (Object.hasOwn(made, name) || given.has(name) || name.endsWith('_name')) continue;
    const field = schema?.fields.get(name);
    // Nobody has changed a value that Halo works out.
    if (field === undefined || field.set === 'writable') return changeText(name, '', brief(value));
  }
  return undefined;
}

const changeText = (name: string, was: FieldValue, is: FieldValue): string =>
  `${name} was ${was === '' ? 'empty' : JSON.stringify(was)} when it was made and is ${is === '' ? 'empty' : JSON.stringify(isTelling(is) ? brief(is) : is)} now`;
