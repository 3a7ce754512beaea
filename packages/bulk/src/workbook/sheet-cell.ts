import { Problem } from '../mapping/problem.js';
import type { NumberFormat } from './number-format.js';

/** Days between the two days from which workbooks count. */
const daysTo1904 = 1462;
const dayMs = 86_400_000;
/** 9999-12-31, the last day that a sheet can show. */
const lastDay = 2_958_466;

/**
 * A cell of a workbook that shows something else than the number it holds: `00123`, `50%`, a date. Text fields take what it
 * shows, numbers and dates what it holds.
 */
export class SheetCell {
  readonly number: number;
  readonly format: NumberFormat;
  readonly #from1904: boolean;

  constructor(number: number, format: NumberFormat, from1904 = false) {
    this.number = number;
    this.format = format;
    this.#from1904 = from1904;
  }

  /** What the cell shows, or why that is not known for certain. */
  get shown(): string | Problem {
    if (this.format.kind !== 'date')
      return this.format.show(
        this.#from1904 && this.format.kind === 'time' ? this.number % 1 : this.number,
      );
    return this.#dateProblem() ?? this.format.show(this.#serial());
  }

  /** What a field of dates takes: a time in ISO form without a zone, or why it is none. */
  get date(): string | Problem {
    const { kind } = this.format;
    if (kind === 'duration') return new Problem(`"${String(this)}" is a duration, not a date`);
    if (kind === 'time' && this.number < 1)
      return new Problem(`"${String(this)}" is a time without a date`);
    if (kind !== 'date' && kind !== 'time')
      return new Problem(`${this.number} is a number, not a date: format the cell as a date`);
    return this.#dateProblem() ?? this.#iso();
  }

  /** What a field of dates takes of any cell: a number that is formatted as one stays a number, which such a field refuses. */
  get forDate(): string | number | boolean | Problem {
    const { kind } = this.format;
    return kind === 'number' || kind === 'general' || kind === 'unknown' ? this.value : this.date;
  }

  /** What the cell holds, whatever it shows. */
  get held(): string | number | boolean | Problem {
    return this.format.kind === 'date' ? this.date : this.number;
  }

  /** What a field of numbers takes. */
  get value(): number | boolean | Problem {
    const { kind } = this.format;
    if (kind === 'date' || kind === 'time' || kind === 'duration')
      return new Problem(
        `"${String(this)}" is a ${kind}, not a number: format the cell as a number`,
      );
    return this.number;
  }

  /** What a field takes whose type is not known, where that is the same whatever it is. */
  get certain(): string | number | boolean | Problem {
    const { kind } = this.format;
    if (kind === 'date') return this.date;
    const { shown } = this;
    if (shown instanceof Problem) return shown;
    if (Number(shown) !== this.number || kind === 'time' || kind === 'duration')
      return new Problem(
        `the cell shows "${shown}" and holds ${this.number}, and it is not known which of them the field takes: say "transforms: [shown]" or "[value]" in a map file`,
      );
    return /^[+-]?0\d/.test(shown) ? shown : this.number;
  }

  toString(): string {
    const { shown } = this;
    return shown instanceof Problem ? String(this.number) : shown;
  }

  valueOf(): number {
    return this.number;
  }

  toJSON(): string {
    return String(this);
  }

  /** The number as a workbook holds it that counts from 1900. */
  #serial(): number {
    return this.number + (this.#from1904 ? daysTo1904 : 0);
  }

  #dateProblem(): Problem | undefined {
    if (this.number >= 0 && this.number < 1)
      return new Problem(
        this.number === 0
          ? 'the cell holds date 0, which is not a date'
          : 'the cell holds a time without a date',
      );
    const serial = this.#serial();
    if (serial < 0 || serial >= lastDay)
      return new Problem(`${this.number} is not the number of a day`);
    return Math.floor(serial) === 60
      ? new Problem('29 February 1900 is a date that does not exist')
      : undefined;
  }

  /** To the second, as sheets keep times as fractions of days that miss it by a little, unless the cell shows fractions. */
  #iso(): string {
    const serial = this.#serial();
    // A sheet takes 1900 for a leap year.
    const days = serial < 60 ? serial + 1 : serial;
    const unit = this.format.showsFractions ? 1 : 1000;
    const ms = Math.round((days * dayMs) / unit) * unit;
    const text = new Date(Date.UTC(1899, 11, 30) + ms).toISOString();
    return text.endsWith('.000Z') ? text.slice(0, 19) : text.slice(0, 23);
  }
}

/** A cell that is ticked or not: a sheet shows it in capitals. */
export class TruthCell extends SheetCell {
  constructor(truth: boolean, format: NumberFormat) {
    super(Number(truth), format);
  }

  override get shown(): string {
    return this.number === 1 ? 'TRUE' : 'FALSE';
  }

  override get value(): boolean {
    return this.number === 1;
  }

  override get held(): boolean {
    return this.value;
  }

  override get certain(): boolean {
    return this.value;
  }
}

/** A cell that holds a date in ISO form, as few programs write it, and shows it in a format of its own. */
export class IsoDateCell extends SheetCell {
  readonly #text: string;

  /** `text` is a date, or a time with its date, without a zone. */
  constructor(text: string, format: NumberFormat) {
    super(serialOf(text), format);
    this.#text = text;
  }

  override get date(): string {
    return this.#text;
  }

  override get forDate(): string {
    return this.#text;
  }

  override get held(): string {
    return this.#text;
  }

  override get value(): Problem {
    return new Problem(`"${this.#text}" is a date, not a number: format the cell as a number`);
  }

  override get certain(): string {
    return this.#text;
  }
}

/** The number by which a workbook that counts from 1900 knows a moment. */
function serialOf(text: string): number {
  const days =
    (Date.parse(text.includes('T') ? `${text}Z` : text) - Date.UTC(1899, 11, 30)) / dayMs;
  return days < 61 ? days - 1 : days;
}
