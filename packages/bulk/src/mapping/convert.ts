import type { Field } from 'halopsa-catalogue/schemas';
import { truthWords } from '../data/truth-words.js';
import { Problem } from './problem.js';
import type { DateReader } from './read-date.js';

/** Turns a cell that is not empty into the value of a field, or says why not. */
export type Converter = (cell: unknown) => unknown;

/** How numbers and dates of a source are written. */
export interface Notation {
  readonly readDate: DateReader;
  readonly decimal: '.' | ',';
}

const largestInt = 2_147_483_647;

/** The converter for a field of this type; a field that the catalogue does not know takes the cell as it is. */
export function converterFor(field: Pick<Field, 'type' | 'maxLength'> | undefined, notation: Notation): Converter {
  if (!field) return (cell) => cell;
  const { type } = field;
  if (type.endsWith('[]')) return list(type.slice(0, -2), notation);
  if (type === 'int' || type === 'long') return whole(type === 'int' ? largestInt : Number.MAX_SAFE_INTEGER, notation);
  if (type === 'double' || type === 'decimal' || type === 'float') return (cell) => number(cell, notation);
  if (type === 'bool') return readTruth;
  if (type === 'datetime') return (cell) => (typeof cell === 'string' ? notation.readDate(cell) : new Problem(`${shown(cell)} is no date`));
  if (type === 'string') return text(field.maxLength);
  return fromJson;
}

const shown = (cell: unknown): string => JSON.stringify(cell);

function text(maxLength: number | undefined): Converter {
  return (cell) => {
    if (typeof cell === 'number' && Number.isInteger(cell) && !Number.isSafeInteger(cell))
      return new Problem(`${cell} is too long a number to be exact: write it as a text, in quotes`);
    const value = typeof cell === 'string' ? cell : typeof cell === 'object' ? JSON.stringify(cell) : String(cell);
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
    if (value instanceof Problem) return new Problem(`${shown(cell)} is no whole number`);
    if (!Number.isInteger(value)) return new Problem(`${shown(cell)} is no whole number`);
    return Math.abs(value) > largest ? new Problem(`${shown(cell)} is too large for the field`) : value;
  };

function number(cell: unknown, { decimal }: Notation): number | Problem {
  if (typeof cell === 'number') return Number.isFinite(cell) ? cell : new Problem(`${String(cell)} is no number`);
  if (typeof cell !== 'string') return new Problem(`${shown(cell)} is no number`);
  const grouping = decimal === '.' ? ',' : '.';
  const plain = cell.trim();
  const grouped = new RegExp(`^[+-]?\\d{1,3}(\\${grouping}\\d{3})+(\\${decimal}\\d+)?$`);
  // 1,234 is a thousand for one reader and a bit more than one for another; only a second sign settles it.
  if (grouped.test(plain) && (plain.includes(decimal) || plain.split(grouping).length > 2))
    return Number(plain.replaceAll(grouping, '').replace(decimal, '.'));
  if (!new RegExp(`^[+-]?(\\d+(\\${decimal}\\d*)?|\\${decimal}\\d+)$`).test(plain))
    return new Problem(
      `"${cell}" is no number${plain.includes(grouping) ? `; the decimal sign is taken to be "${decimal}" (--decimal)` : ''}`,
    );
  return Number(plain.replace(decimal, '.'));
}

/** Reads yes and no in the words that people use for them. */
export const readTruth: Converter = (cell) => {
  if (typeof cell === 'boolean') return cell;
  const word = String(cell).trim().toLowerCase();
  return Object.hasOwn(truthWords, word)
    ? truthWords[word]!
    : new Problem(`${shown(cell)} is neither yes nor no (true and false, 1 and 0 are read too)`);
};

const list = (element: string, notation: Notation): Converter => {
  const convert = converterFor({ type: element, maxLength: undefined }, notation);
  return (cell) => {
    const whole = fromJson(cell);
    const parts: unknown[] = Array.isArray(whole) ? whole : [whole];
    const values = parts.map(convert);
    return values.find((value) => value instanceof Problem) ?? values;
  };
};

/** A list or a record that a sheet holds as JSON; anything else as it is. */
function fromJson(cell: unknown): unknown {
  if (typeof cell !== 'string' || !/^\s*[[{]/.test(cell)) return cell;
  try {
    return JSON.parse(cell);
  } catch {
    return cell;
  }
}
