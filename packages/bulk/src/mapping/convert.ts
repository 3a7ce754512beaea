import type { Scope } from 'halopsa-catalogue/names';
import type { Field } from 'halopsa-catalogue/schemas';
import type { Json } from 'halopsa-catalogue/types';
import { digitsKept } from 'halopsa-ground';
import { truthWords } from '../data/truth-words.js';
import { type FieldValue, isList } from '../fields.js';
import { own } from './own.js';
import { Problem } from './problem.js';
import type { DateReader } from './read-date.js';

/** Turns a cell that is not empty into the value of a field, or says why not; a name may be narrowed down by the rest of the row. */
export type Converter = (cell: Json, scope?: Scope) => FieldValue | Problem;

/** How numbers and dates of a source are written. */
export interface Notation {
  readonly readDate: DateReader;
  /** Undefined if it is not given: a point is then the decimal sign, unless the number can be read in two ways. */
  readonly decimal: '.' | ',' | undefined;
}

const largestInt = 2_147_483_647;

/** The converter for a field of this type; a field that the catalogue does not know takes the cell unchanged. */
export function converterFor(
  field: Pick<Field, 'type' | 'maxLength'> | undefined,
  notation: Notation,
): Converter {
  if (!field) return (cell) => cell;
  const { type } = field;
  if (type.endsWith('[]')) return list(type.slice(0, -2), notation);
  if (type === 'int' || type === 'long')
    return whole(type === 'int' ? largestInt : Number.MAX_SAFE_INTEGER, notation);
  if (type === 'double' || type === 'decimal' || type === 'float')
    return (cell) => number(cell, notation);
  if (type === 'bool') return readTruth;
  if (type === 'datetime')
    return (cell) =>
      typeof cell === 'string'
        ? notation.readDate(cell)
        : new Problem(`${shown(cell)} is not a date`);
  if (type === 'string') return text(field.maxLength);
  return fromJson;
}

const shown = (cell: Json): string => JSON.stringify(cell);
const brief = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}...` : text);

function text(maxLength: number | undefined): Converter {
  return (cell) => {
    if (typeof cell === 'number' && Number.isInteger(cell) && !Number.isSafeInteger(cell))
      return new Problem(`${cell} is too long a number to be exact: write it as a text, in quotes`);
    if (typeof cell === 'object')
      return new Problem(
        `${brief(shown(cell))} is ${Array.isArray(cell) ? 'a list' : 'an object'}, and the field holds a text`,
      );
    const value = String(cell);
    if (maxLength !== undefined && value.length > maxLength)
      return new Problem(`${value.length} characters, and the field holds ${maxLength}`);
    return value;
  };
}

const whole =
  (largest: number, notation: Notation): Converter =>
  (cell) => {
    // The usual case first, since this runs for every cell of a million rows.
    if (typeof cell === 'string' && /^-?\d{1,9}$/.test(cell)) return Number(cell);
    const value = number(cell, notation);
    if (value instanceof Problem)
      return isGrouped.test(String(cell))
        ? value
        : new Problem(`${shown(cell)} is not a whole number`);
    if (!Number.isInteger(value)) return new Problem(`${shown(cell)} is not a whole number`);
    return Math.abs(value) > largest
      ? new Problem(`${shown(cell)} is too large for the field`)
      : value;
  };

/** 1.500 and 1,500: a thousand and a half for one reader, one and a half for another. */
export const isGrouped: RegExp = /^[+-]?[1-9]\d{0,2}[.,]\d{3}$/;

function number(cell: Json, { decimal }: Notation): number | Problem {
  if (typeof cell === 'number')
    return Number.isFinite(cell) ? cell : new Problem(`${String(cell)} is not a number`);
  return typeof cell === 'string'
    ? numberInText(cell, decimal)
    : new Problem(`${shown(cell)} is not a number`);
}

function numberInText(cell: string, given: Notation['decimal']): number | Problem {
  const trimmed = cell.trim();
  const plain = given === undefined ? trimmed : ungrouped(trimmed);
  if (given === undefined && isGrouped.test(plain))
    return new Problem(`"${cell}" can be read with a decimal point or a decimal comma`, {
      remedy: { code: 'name-decimal' },
    });
  const decimal = given ?? '.';
  const grouping = decimal === '.' ? ',' : '.';
  const grouped = new RegExp(`^[+-]?\\d{1,3}(\\${grouping}\\d{3})+(\\${decimal}\\d+)?$`);
  // A sign that the person has named, a second sign, or the same one twice settles what groups the digits.
  if (
    grouped.test(plain) &&
    (given !== undefined || plain.includes(decimal) || plain.split(grouping).length > 2)
  )
    return exact(plain.replaceAll(grouping, '').replace(decimal, '.'), cell);
  if (!new RegExp(`^[+-]?(\\d+(\\${decimal}\\d*)?|\\${decimal}\\d+)$`).test(plain))
    return notNumber(cell, plain, decimal);
  return exact(plain.replace(decimal, '.'), cell);
}

/** A text that is not a number, with the reason where its signs tell: another decimal sign, or something beside the digits. */
function notNumber(cell: string, plain: string, decimal: '.' | ','): Problem {
  const message = `"${cell}" is not a number`;
  const isOtherNotation =
    plain.includes(decimal === '.' ? ',' : '.') ||
    plain.split(decimal).length > 2 ||
    ungrouped(plain) !== plain;
  if (isOtherNotation)
    return new Problem(message, { remedy: { code: 'name-decimal', taken: decimal } });
  return new Problem(
    /[\p{Sc}%()]|[a-z]{2}/iu.test(plain)
      ? `${message}: write it without currency, percent sign, brackets and words`
      : message,
  );
}

/** A number without the blanks or apostrophes between its thousands, and with a plain minus sign: many countries write it so. */
function ungrouped(text: string): string {
  const signed = text.startsWith('\u2212') ? `-${text.slice(1)}` : text;
  return /^[+-]?\d{1,3}(?:[ \u00a0\u202f\u2009'\u2019]\d{3})+(?:[.,]\d+)?$/.test(signed)
    ? signed.replace(/[ \u00a0\u202f\u2009'\u2019]/g, '')
    : signed;
}

function exact(text: string, cell: string): number | Problem {
  const digits = text.replace(/^[+]/, '').replace(/^(-?)0+(?=\d)/, '$1');
  return digitsKept(digits)
    ? Number(digits)
    : new Problem(`"${cell}" has more digits than a number keeps exactly`);
}

/** Reads yes and no in the words that people use for them. */
export const readTruth = (cell: Json): boolean | Problem => {
  if (typeof cell === 'boolean') return cell;
  const word = String(cell).trim().toLowerCase();
  return (
    own(truthWords, word) ??
    new Problem(`${shown(cell)} is neither yes nor no (true and false, 1 and 0 are read too)`)
  );
};

const list = (element: string, notation: Notation): Converter => {
  const convert = converterFor({ type: element, maxLength: undefined }, notation);
  return (cell) => {
    const whole = fromJson(cell);
    const values: Json[] = [];
    for (const part of isList(whole) ? whole : [whole]) {
      const value = convert(part);
      if (value instanceof Problem) return value;
      values.push(value ?? null);
    }
    return values;
  };
};

/** A list or a record that a sheet holds as JSON; anything else unchanged. */
function fromJson(cell: Json): Json {
  if (typeof cell !== 'string' || !/^\s*[[{]/.test(cell)) return cell;
  try {
    return JSON.parse(cell) as Json;
  } catch {
    return cell;
  }
}
