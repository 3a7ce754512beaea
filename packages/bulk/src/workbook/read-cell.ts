import { textOfWorkbook } from 'halopsa-ground';
import { FormulaProblem, Problem } from '../mapping/problem.js';
import { NumberFormat } from './number-format.js';
import { IsoDateCell, SheetCell, TruthCell } from './sheet-cell.js';

/** A cell as the XML has it. */
export interface RawCell {
  readonly type: string;
  readonly style: number | undefined;
  /** Content of `v`; undefined where there is none. */
  readonly value: string | undefined;
  /** Content of `is`. */
  readonly inline: string;
  readonly hasFormula: boolean;
}

/** What cells of one workbook refer to. */
export interface CellContext {
  readonly texts: readonly string[];
  readonly formats: readonly NumberFormat[];
  readonly from1904: boolean;
}

/** What a cell of a workbook holds; an empty text for nothing. */
export type SheetValue = string | number | SheetCell | Problem;

const general = NumberFormat.parse('General');

/** The value of a cell: a text, a number, a boolean, a number with a format of its own, or a problem; empty for nothing. */
export function readCell(cell: RawCell, context: CellContext): SheetValue {
  const { type, value, hasFormula } = cell;
  if (isMisplaced(cell))
    return new Problem(`the cell holds a text where one of its kind ("${type}") has none`);
  if (type === 'e') return new FormulaProblem(value || '#N/A');
  if (type === 'inlineStr') return textOf(textOfWorkbook(cell.inline), cell, context);
  if (hasFormula && (value === undefined || (value === '' && type !== 'str')))
    return new FormulaProblem(undefined);
  if (value === undefined || (value === '' && type !== 's')) return '';
  return contentOf(value, cell, context);
}

/** The content of `v`, by the type of its cell. */
function contentOf(value: string, cell: RawCell, context: CellContext): SheetValue {
  switch (cell.type) {
    case 'str':
      return textOf(textOfWorkbook(value), cell, context);
    case 's':
      return sharedText(value, cell, context);
    case 'b':
      return truth(value);
    case 'd':
      return isoDate(value.trim(), cell, context);
    case 'n':
      return numberOf(value, cell, context);
    default:
      return new Problem(`the cell is of the kind "${cell.type}", which is not known`);
  }
}

/** Texts stand in `is` where the cell says so, and everything else in `v`: another reader would take the one for the other, or for nothing. */
const isMisplaced = ({ type, value, inline }: RawCell): boolean =>
  type === 'inlineStr' ? inline === '' && value !== undefined && value !== '' : inline !== '';

function isoDate(value: string, cell: RawCell, context: CellContext): SheetValue {
  const text = value.replace(/Z$/, '');
  if (!/^\d{4}-\d\d-\d\d/.test(text)) return new Problem(`"${value}" is not a date`);
  const format = formatOf(cell, context);
  // A time with another zone is for the field to read.
  const isPlain =
    /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?)?$/.test(text) &&
    !Number.isNaN(Date.parse(text));
  return format?.kind === 'date' && isPlain ? new IsoDateCell(text, format) : text;
}

const formatOf = ({ style }: RawCell, { formats }: CellContext): NumberFormat | undefined =>
  style === undefined
    ? (formats[0] ?? general)
    : (formats[style] ?? (formats.length === 0 ? general : undefined));

const surrogates = /\p{Cs}/u;

function textOf(text: string, cell: RawCell, context: CellContext): SheetValue {
  if (text === '') return '';
  if (text.includes('\0') || surrogates.test(text))
    return new Problem('the text holds a character that no text has');
  return formatOf(cell, context)?.showText(text) ?? text;
}

function sharedText(value: string, cell: RawCell, context: CellContext): SheetValue {
  const text = /^\s*\d+\s*$/.test(value) ? context.texts[Number(value)] : undefined;
  return text === undefined
    ? new Problem(`the workbook has no text ${value}, which the cell names`)
    : textOf(text, cell, context);
}

function truth(value: string): SheetValue {
  const word = value.trim();
  if (word === '1' || word === 'true') return new TruthCell(true, general);
  return word === '0' || word === 'false'
    ? new TruthCell(false, general)
    : new Problem(`"${value}" is neither true nor false`);
}

const numberText = /^[+-]?(\d+(?:\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;
/** The digits of a number that Excel keeps; it sets the rest to zero. */
const digits = 15;

function numberOf(value: string, cell: RawCell, context: CellContext): SheetValue {
  const text = value.trim();
  const number = Number(text);
  if (!numberText.test(text) || !Number.isFinite(number))
    return new Problem(`"${value}" is not a number`);
  const format = formatOf(cell, context);
  if (!format) return new Problem('the cell has a style that the workbook lacks');
  const exact = Number.isInteger(number) ? number : Number(number.toPrecision(digits));
  if (
    Number.isInteger(number) &&
    Math.abs(number) >= 10 ** digits &&
    (format.kind === 'general' || format.kind === 'number')
  )
    return longNumber(text, number);
  return format.kind === 'general' && !/e/i.test(String(exact))
    ? exact
    : new SheetCell(exact, format, context.from1904);
}

/** A whole number that is too long for Excel is what the file says digit by digit, or else has lost its end. */
function longNumber(text: string, number: number): SheetValue {
  if (!/^[+-]?\d+$/.test(text) || hasLostItsEnd(text.replace(/^[+-]/, '')))
    return new LongNumber(number);
  return Number.isSafeInteger(number) ? number : text;
}

/** More than fifteen digits of which only zeros come behind the fifteenth that counts. */
const hasLostItsEnd = (digits: string): boolean =>
  digits.length > 15 &&
  digits.endsWith('0') &&
  digits.replace(/^0+/, '').replace(/(?<!0)0+$/, '').length <= 15;

/** A number whose last digits a spreadsheet may have set to zero. */
class LongNumber extends SheetCell {
  constructor(number: number) {
    super(number, NumberFormat.parse('General'));
  }

  override get shown(): Problem {
    return new Problem(
      `${BigInt(this.number)} has more than ${digits} digits, of which a spreadsheet keeps ${digits}: format the cell as text and write it again`,
    );
  }

  override get value(): number | Problem {
    return Number.isSafeInteger(this.number) ? this.number : this.shown;
  }
}
