import type { Remedy } from 'halopsa-catalogue/errors';
import { mostColumns, mostRowCharacters } from './limits.js';
import type { SourceRow } from './source.js';

/** The signs of a text of separated cells. */
export interface Signs {
  readonly separator: string;
  /** The sign around cells; the empty text where there is none. */
  readonly quote: string;
  /** Whether a quote inside a cell that does not begin with one is a sign like any other, wherever it stands. */
  readonly looseQuotes: boolean;
}

/** Why a text is not RFC 4180, with the line on which the fault begins. */
export class DelimitedFault extends Error {
  readonly line: number;
  readonly remedy: Remedy;

  constructor(line: number, problem: string, remedy: Remedy) {
    super(problem);
    this.line = line;
    this.remedy = remedy;
  }
}

/** One record as far as it has been read. */
interface Pending {
  readonly cells: string[];
  readonly line: number;
  /** Where the next cell begins, or the record after this one. */
  at: number;
  /** Line breaks inside the cells so far. */
  breaks: number;
  /** Whether a cell without quotes holds one that looks like an opening one. */
  isOpened: boolean;
}

const [lineFeed, carriageReturn] = [10, 13];

/**
 * Reads RFC 4180 in pieces: rows with the line on which each begins. Lines end in any of the three ways. What is not RFC 4180 throws a
 * DelimitedFault. Work is linear and memory bounded: a row that is longer than any spreadsheet's ends the reading.
 */
export class DelimitedParser {
  readonly #signs: Signs;
  readonly #separator: number;
  readonly #quote: number;
  #rest = '';
  #waiting: string[] = [];
  #waitingLength = 0;
  #line: number;

  /** `line` is that of the first piece. */
  constructor(signs: Signs, line: number) {
    this.#signs = signs;
    this.#separator = signs.separator.charCodeAt(0);
    this.#quote = signs.quote === '' ? -1 : signs.quote.charCodeAt(0);
    this.#line = line;
  }

  /** The rows that this piece completes. A blank line is a row of one empty cell. */
  push(piece: string): SourceRow[] {
    this.#waiting.push(piece);
    this.#waitingLength += piece.length;
    // An unfinished row is read again only once it has doubled, so that a long one is not read once for each piece.
    if (
      this.#waitingLength < this.#rest.length &&
      this.#waitingLength + this.#rest.length <= mostRowCharacters
    )
      return [];
    return this.#read(this.#take(), false);
  }

  /** The rows that are left. DOS programs end a text with Ctrl-Z, which is not a cell. */
  end(): SourceRow[] {
    return this.#read(this.#take().replace(/\u001a$/, ''), true);
  }

  #take(): string {
    const text = this.#rest + this.#waiting.join('');
    this.#waiting = [];
    this.#waitingLength = 0;
    return text;
  }

  #read(text: string, isLast: boolean): SourceRow[] {
    const rows: SourceRow[] = [];
    let start = 0;
    while (start < text.length) {
      const record: Pending = {
        cells: [],
        line: this.#line,
        at: start,
        breaks: 0,
        isOpened: false,
      };
      if (!this.#record(text, record, isLast)) break;
      if (record.at - start > mostRowCharacters) throw this.#tooLong();
      rows.push({ line: record.line, cells: record.cells });
      this.#line += record.breaks + 1;
      start = record.at;
    }
    this.#rest = start === 0 ? text : text.slice(start);
    if (this.#rest.length > mostRowCharacters) throw this.#tooLong();
    return rows;
  }

  /** Reads one record; false where the text ends before it does. */
  #record(text: string, record: Pending, isLast: boolean): boolean {
    for (;;) {
      const end = this.#cell(text, record, isLast);
      if (end < 0) return false;
      if (record.cells.length > mostColumns)
        throw new DelimitedFault(record.line, `more than ${mostColumns} columns`, {
          code: 'split-or-name-separator',
        });
      const isRecordEnd = text.charCodeAt(end) !== this.#separator;
      const next = isRecordEnd ? behindLineEnd(text, end, isLast) : end + 1;
      if (next < 0) return false;
      record.at = next;
      if (isRecordEnd) return true;
    }
  }

  /** Takes a cell, and gives where it ends; -1 where the text ends first. */
  #cell(text: string, record: Pending, isLast: boolean): number {
    return text.charCodeAt(record.at) === this.#quote
      ? this.#quoted(text, record, isLast)
      : this.#plain(text, record);
  }

  /** Takes a cell without quotes, and gives where it ends. */
  #plain(text: string, record: Pending): number {
    let end = record.at;
    let hasQuotes = false;
    for (; end < text.length; end += 1) {
      const sign = text.charCodeAt(end);
      if (sign === this.#separator || sign === lineFeed || sign === carriageReturn) break;
      if (sign === this.#quote) hasQuotes = true;
    }
    const cell = text.slice(record.at, end);
    if (hasQuotes && !this.#signs.looseQuotes) this.#refuseMisplaced(cell, record);
    record.cells.push(cell);
    return end;
  }

  /** A quote inside a cell, as in 7'11", is a sign like any other, unless it looks as if it was to hold a separator. */
  #refuseMisplaced(cell: string, record: Pending): void {
    const { quote } = this.#signs;
    const parts = cell.split(quote);
    const isOdd = parts.length % 2 === 0;
    const [first = ''] = parts;
    const [before = '', after = ''] = parts.slice(-2);
    const opens = isOdd && /\s$/.test(before) && /^\S/.test(after);
    if (/^\s*$/.test(first) || (isOdd && record.isOpened))
      throw new DelimitedFault(
        record.line + record.breaks,
        `a quote stands in the middle of a cell (cell ${record.cells.length + 1}), and may have been meant to hold a separator`,
        { code: 'quote-cell' },
      );
    record.isOpened ||= opens;
  }

  /** Takes a cell in quotes, and gives where it ends; -1 where the text ends first. */
  #quoted(text: string, record: Pending, isLast: boolean): number {
    const { quote } = this.#signs;
    const opened = record.line + record.breaks;
    let isDoubled = false;
    let close = text.indexOf(quote, record.at + 1);
    while (close >= 0 && text.charCodeAt(close + 1) === this.#quote) {
      isDoubled = true;
      close = text.indexOf(quote, close + 2);
    }
    if (close < 0 || (close + 1 === text.length && !isLast)) return this.#unclosed(opened, isLast);
    const raw = text.slice(record.at + 1, close);
    record.breaks += countBreaks(raw);
    const after = text.charCodeAt(close + 1);
    if (
      close + 1 < text.length &&
      after !== this.#separator &&
      after !== lineFeed &&
      after !== carriageReturn
    )
      throw new DelimitedFault(
        opened,
        `the quote that opens here is closed in line ${record.line + record.breaks}, and something follows it there before the separator`,
        { code: 'close-quote' },
      );
    record.cells.push(isDoubled ? raw.replaceAll(quote + quote, quote) : raw);
    return close + 1;
  }

  #unclosed(line: number, isLast: boolean): number {
    if (!isLast) return -1;
    throw new DelimitedFault(line, 'a quote is opened and never closed', { code: 'close-quote' });
  }

  #tooLong(): DelimitedFault {
    return new DelimitedFault(
      this.#line,
      `a row of more than ${mostRowCharacters / 1024 / 1024} million characters`,
      { code: 'step', step: 'Check for a quote that is never closed, and for the separator.' },
    );
  }
}

/** Where the text goes on behind the end of a line; -1 where the second sign of the end may be in the next piece. */
function behindLineEnd(text: string, end: number, isLast: boolean): number {
  const sign = text.charCodeAt(end);
  if (end + 1 >= text.length && !isLast && sign !== lineFeed) return -1;
  return sign === carriageReturn && text.charCodeAt(end + 1) === lineFeed ? end + 2 : end + 1;
}

function countBreaks(text: string): number {
  let breaks = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) breaks += 1;
  // A carriage return alone breaks a line too.
  for (let at = text.indexOf('\r'); at >= 0; at = text.indexOf('\r', at + 1))
    if (text.charCodeAt(at + 1) !== lineFeed) breaks += 1;
  return breaks;
}
