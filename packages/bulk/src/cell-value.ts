import type { Cell } from './cell.js';

/** The most characters that a cell of Excel holds. */
const longestText = 32_767;
/** The digits of a number that Excel keeps. */
const digits = 15;

/** A spreadsheet that records are written to. */
export type SheetFormat = 'xlsx' | 'csv';

const markPattern = /^\[halo: .{1,60}; left as it is\]$/;
const mark = (reason: string): string => `[halo: ${reason}; left as it is]`;
const lone = /\p{Cs}/u;

/** Whether a cell stands for a text that it could not hold; read again, it leaves its field unchanged. */
export const isMark = (cell: Cell): boolean =>
  typeof cell === 'string' && markPattern.test(cell.trim());

/**
 * What a cell holds for a value of Halo: a text, a number, a boolean, or null for nothing. Lists and records are JSON; a whole
 * number that a spreadsheet would shorten is a text. A text that no cell can hold exactly gives a mark instead, which says why.
 */
export function cellValue(value: unknown, format: SheetFormat): string | number | boolean | null {
  if (isNothing(value)) return null;
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value))
    return isShortened(value) ? String(value) : value;
  return textCell(typeof value === 'object' ? JSON.stringify(value) : String(value), format);
}

const isNothing = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  value === '' ||
  (Array.isArray(value) && value.length === 0);

/** Whether a spreadsheet would lose the last digits of a number. */
const isShortened = (value: number): boolean =>
  Number.isInteger(value) && Math.abs(value) >= 10 ** digits;

function textCell(text: string, format: SheetFormat): string {
  if (text.includes('\0') || lone.test(text)) return mark('a character that no cell can hold');
  if (format === 'xlsx' && text.length > longestText)
    return mark(`${text.length} characters, and a cell holds ${longestText}`);
  return text;
}

/** Whether a cell still holds what was written for this value: a sheet that nobody edits changes nothing. */
export function isAsWritten(cell: Cell, value: Cell): boolean {
  if (typeof cell === 'number' && typeof value === 'number')
    return cell === value || cell.toPrecision(digits) === value.toPrecision(digits);
  const text = cell === null || cell === undefined ? '' : String(cell);
  return (['xlsx', 'csv'] as const).some(
    (format) => String(cellValue(value, format) ?? '') === text,
  );
}
