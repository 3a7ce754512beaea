import type { Resource } from 'halopsa-catalogue';
import { unified } from 'halopsa-catalogue/names';
import type { Fields } from '../fields.js';
import { BulkInputError } from '../input-error.js';
import { schemaOf } from '../mapping/find-field.js';
import { isTime, momentOf } from './same-value.js';

/** Fields that together name a record. */
export type MatchKey = readonly string[];

/** A key as one text, the same for equal keys: keys are compared by their fields, never by the array that holds them. */
export const keyName = (key: MatchKey): string => key.join('+');

/** Whether a key is the id and nothing else. */
export const isIdAlone = (key: MatchKey): boolean => key.length === 1 && key[0] === 'id';

/** Whether an id alone names a record; an action, for one, is named by its ticket and its number there. */
export const isNamedById = ({ key }: Pick<Resource, 'key'>): boolean => isIdAlone(key);

/** Reads `--match` options: `id`, `name`, or several fields of one key joined by `+`. */
export function readMatchKeys(texts: readonly string[], resource: Resource): MatchKey[] {
  const schema = schemaOf(resource);
  return texts.map((text) => {
    const fields = text.split('+').map((field) => field.trim());
    const unknown = fields.find(
      (field) => field === '' || (field !== 'id' && schema && !schema.fields.has(field)),
    );
    const part = fields.find((field) => /\[\]$|^[A-Z]/.test(schema?.fields.get(field)?.type ?? ''));
    if (part !== undefined)
      throw new BulkInputError(
        `${part} holds several values, so no record can be found by it`,
        'Match by id or by a field of one value.',
      );
    if (unknown === undefined) return fields;
    const keys =
      resource.naturalKeys.length > 0 ? ` Its usual key is ${resource.naturalKeys.join('+')}.` : '';
    throw new BulkInputError(
      `${resource.title} have no field "${unknown}" to match by`,
      `Match by id or by a field.${keys}`,
    );
  });
}

/** The value of a key in a record, as one text; undefined where a part of it is empty, since everything empty would match. */
export function keyOf(record: Fields, key: MatchKey): string | undefined {
  const [first, ...others] = key;
  if (first !== undefined && others.length === 0) {
    const value = record[first];
    return value === undefined || value === null || value === '' ? undefined : unified(value);
  }
  const parts = key.map((field) => record[field]);
  if (parts.some((part) => part === undefined || part === null || part === '')) return undefined;
  return JSON.stringify(parts.map(unified));
}

/** A key without case, and a time without its spelling: Halo holds keys for the same that differ in these. */
export const foldKey = (value: string): string =>
  isTime(value) ? String(momentOf(value)) : value.toLowerCase();

/**
 * What people write for the same name: without accents, apostrophes, the kind of dashes, and how many blanks there are; ß is ss. What looks
 * like a Latin letter is that letter, and what a web page writes as `&amp;` is the sign.
 */
export const nearKey = (value: string): string =>
  foldKey(value)
    .replace(/&(?:amp|lt|gt|quot|apos|nbsp|#39);/g, (entity) => entities[entity] ?? entity)
    .normalize('NFKD')
    .replace(/[\u0300-\u036f\p{Cf}'\u2018\u2019\u201a\u201b\u02bb\u02bc\u2032`\u00b4\uff07]/gu, '')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/[ßıłøđæœаеорсухіјѕοανρι]/g, (letter) => plainLetters[letter] ?? letter)
    .replace(/\s+/g, ' ')
    .trim();

const plainLetters: Readonly<Record<string, string>> = {
  ß: 'ss',
  ı: 'i',
  ł: 'l',
  ø: 'o',
  đ: 'd',
  æ: 'ae',
  œ: 'oe',
  // Cyrillic and Greek letters that are read as Latin ones.
  ...pairsOf('аеорсухіјѕ', 'aeopcyxijs'),
  ...pairsOf('οανρι', 'oavpi'),
};

const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': '',
  '&#39;': '',
  '&nbsp;': ' ',
};

function pairsOf(letters: string, plain: string): Record<string, string> {
  return Object.fromEntries([...letters].map((letter, at) => [letter, plain[at] ?? letter]));
}

/** A key with its value in words: `name "Acme"`. */
export const keyText = (record: Fields, key: MatchKey): string =>
  key.map((field) => `${field} ${JSON.stringify(record[field])}`).join(' and ');
