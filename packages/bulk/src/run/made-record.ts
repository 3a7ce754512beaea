import type { WireRecord } from 'halopsa';
import type { Resource } from 'halopsa-catalogue';
import { schemaOf } from '../mapping/find-field.js';
import { sameValue } from '../matching/same-value.js';

type Fields = Readonly<Record<string, unknown>>;

/** What a new record held beside the fields that were set, as Halo answered: texts and numbers that are not empty. */
export type MadeRecord = Readonly<Record<string, string | number | true>>;

const longestText = 120;

/** Fields that change without anybody's doing: counters, and times of the last change. */
const changesByItself = (name: string): boolean => name.startsWith('_') || /last|updated|modified|count|age$|token|password/i.test(name);

const isTelling = (value: unknown): value is string | number | true =>
  value === true ||
  (typeof value === 'number' && value !== 0) ||
  (typeof value === 'string' && value !== '' && value.length <= longestText);

/**
 * What to keep of the answer to a new record, its mark as the server spells it among it; undefined where it does not even hold what was
 * set.
 */
export function madeRecord(answered: Readonly<WireRecord>, set: Fields, marker?: string): MadeRecord | undefined {
  const sent = Object.keys(set).filter((name) => !name.startsWith('_'));
  if (sent.some((name) => answered[name] === undefined)) return undefined;
  const kept: Record<string, string | number | true> = {};
  for (const [name, value] of Object.entries(answered))
    if ((name === marker || !(name in set)) && name !== 'id' && !changesByItself(name) && isTelling(value)) kept[name] = value;
  return kept;
}

/** Which field of a record somebody has changed since it was made; undefined for none. */
export function changedSince(
  made: MadeRecord,
  set: Fields,
  { found, resource }: { found: Fields; resource: Resource },
): string | undefined {
  for (const [name, value] of Object.entries(made))
    if (found[name] !== undefined && !sameValue(value, found[name])) return changeText(name, value, found[name]);
  const schema = schemaOf(resource);
  for (const [name, value] of Object.entries(found)) {
    if (name in made || name in set || changesByItself(name) || typeof value !== 'string' || value === '') continue;
    const field = schema?.fields.get(name);
    // A long text was not kept, and a name that Halo works out is nobody's doing.
    const isTheirs = field === undefined || (field.type === 'string' && field.set === 'writable');
    if (value.length <= longestText && isTheirs && !name.endsWith('_name')) return changeText(name, '', value);
  }
  return undefined;
}

const changeText = (name: string, was: unknown, is: unknown): string =>
  `${name} was ${was === '' ? 'empty' : JSON.stringify(was)} when it was made and is ${JSON.stringify(is)} now`;
