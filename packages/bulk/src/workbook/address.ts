import { type Area, columnNumber } from '../reading/cell-range.js';
import { limits } from './limits.js';

/** The letters of a column by its number. */
export function columnLetters(number: number): string {
  const letter = String.fromCharCode(65 + ((number - 1) % 26));
  return number <= 26 ? letter : columnLetters(Math.floor((number - 1) / 26)) + letter;
}

/** An area as people write it. */
export const areaText = ({ top, left, bottom, right }: Area): string =>
  `${columnLetters(left)}${top}:${columnLetters(right)}${bottom}`;

/** Reads `B3:F200`, or one cell; undefined where the text is none, or beyond what a sheet can have. */
export function readArea(text: string): Area | undefined {
  const found = /^\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?$/i.exec(text.trim());
  if (!found) return undefined;
  const [, left = '', top = '', right = left, bottom = top] = found;
  const area = {
    top: Number(top),
    left: columnNumber(left),
    bottom: Number(bottom),
    right: columnNumber(right),
  };
  const fits =
    area.top >= 1 &&
    area.top <= area.bottom &&
    area.left <= area.right &&
    area.bottom <= limits.rows &&
    area.right <= limits.columns;
  return fits ? area : undefined;
}

/** Reads the address of a cell; undefined where it is none, or beyond what a sheet can have. */
export function readAddress(text: string): { row: number; column: number } | undefined {
  let at = 0;
  let column = 0;
  // By character codes, since this runs for every cell of a million rows.
  for (; at < text.length && at < 4; at += 1) {
    const code = text.charCodeAt(at) & ~32;
    if (code < 65 || code > 90) break;
    column = column * 26 + code - 64;
  }
  const row = Number(text.slice(at));
  return at > 0 &&
    at < 4 &&
    column <= limits.columns &&
    Number.isInteger(row) &&
    row >= 1 &&
    row <= limits.rows
    ? { row, column }
    : undefined;
}
