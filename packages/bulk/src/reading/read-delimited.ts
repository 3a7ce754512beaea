import { withoutFormulaGuard } from 'halopsa-ground';
import type { Cell } from '../cell.js';
import { BulkInputError } from '../input-error.js';
import { cropped, readRange } from './cell-range.js';
import { decodedText, decodeHead } from './decode.js';
import { DelimitedFault, DelimitedParser, type Signs } from './delimited-parser.js';
import { type Encoding, encodingOf } from './detect-encoding.js';
import type { Opened } from './open-bytes.js';
import { headedSource } from './raw-table.js';
import { separatorName, sniffDialect } from './sniff-dialect.js';
import type { ReadOptions, Source, SourceRow } from './source.js';
import { refuseSwallowed } from './swallowed-rows.js';

/** Reads a text of separated cells: what it does not say of itself is found out from its first bytes. */
export async function readDelimited(opened: Opened, options: ReadOptions): Promise<Source> {
  const { name, head, path } = opened;
  const encoding = encodingOf(opened, options.encoding);
  const quote = options.quote ?? '"';
  const { comment = '#', skipLines = 0 } = options;
  const dialect = sniffDialect(decodeHead(head, encoding), {
    comment,
    quote,
    separator: options.separator,
    skipLines,
  });
  const { separator } = dialect;
  checkSigns(separator, quote, name);
  const signs = { separator, quote, looseQuotes: options.looseQuotes ?? false };
  const lines = { opened, encoding, passed: options.range === undefined ? dialect.bannerLines : 0 };
  const area = options.range === undefined ? undefined : readRange(options.range, name);
  const rows = (): AsyncGenerator<SourceRow[]> =>
    area ? cropped(parsedRows(lines, signs), area) : parsedRows(lines, signs);
  const notes = dialect.commentLines.length > 0 ? [commentNote(dialect.commentLines, comment)] : [];
  const inspect = options.multilineCells
    ? {}
    : {
        inspect: (row: SourceRow, width: number) =>
          refuseSwallowed(row, width, { separator, file: name }),
      };
  const format = `${encodingName(encoding)}, separated by ${separatorName(separator)}`;
  return headedSource({ name, path, format, rows, notes, ...inspect }, options);
}

function checkSigns(separator: string, quote: string, file: string): void {
  if (separator.length !== 1 || /[\r\n]/.test(separator) || separator === quote)
    throw new BulkInputError(
      `"${separator}" cannot separate cells`,
      { code: 'name-separator' },
      { file },
    );
  if (quote.length > 1)
    throw new BulkInputError(
      `"${quote}" cannot be the quote around cells`,
      { code: 'name-quote' },
      { file },
    );
}

const commentNote = (lines: readonly number[], comment: string): string =>
  `${lines.length === 1 ? `Line ${lines[0]} begins` : `Lines ${lines.join(', ')} begin`} with ${comment} and ${lines.length === 1 ? 'was' : 'were'} passed over as ${lines.length === 1 ? 'a comment' : 'comments'}.`;

interface Lines {
  readonly opened: Opened;
  readonly encoding: Encoding;
  /** Lines at the start that hold no rows. */
  readonly passed: number;
}

/** The rows of each piece of the file; a fault of reading or decoding ends it. */
async function* parsedRows(
  { opened, encoding, passed }: Lines,
  signs: Signs,
): AsyncGenerator<SourceRow[]> {
  const parser = new DelimitedParser(signs, passed + 1);
  try {
    for await (const text of withoutLines(decodedText(opened, encoding), passed)) {
      const rows = parser.push(text);
      if (rows.length > 0) yield restoredRows(rows);
    }
    const rows = parser.end();
    if (rows.length > 0) yield restoredRows(rows);
  } catch (error) {
    if (!(error instanceof DelimitedFault)) throw error;
    throw new BulkInputError(error.message, error.remedy, {
      file: opened.name,
      line: error.line,
    });
  }
}

/** The text behind its first lines. */
async function* withoutLines(texts: AsyncIterable<string>, count: number): AsyncGenerator<string> {
  const passed = new PassedLines(count);
  for await (const text of texts) {
    const rest = passed.restOf(text);
    if (rest !== '') yield rest;
  }
}

/** Passes over the first lines of a text that comes in pieces. */
class PassedLines {
  #left: number;
  /** Whether the last piece ended between the two signs that a line's end may have. */
  #isCut = false;

  constructor(count: number) {
    this.#left = count;
  }

  /** What a piece holds behind the lines. */
  restOf(text: string): string {
    let at = this.#isCut && text.startsWith('\n') ? 1 : 0;
    this.#isCut = false;
    while (this.#left > 0 && at < text.length) {
      const next = behindLine(text, at);
      if (next < 0) return '';
      at = next;
      this.#left -= 1;
      this.#isCut = at === text.length && text.endsWith('\r');
    }
    return this.#left === 0 ? text.slice(at) : '';
  }
}

/** Where a text goes on behind its next line end; -1 if there is none. */
function behindLine(text: string, at: number): number {
  const end = /\r\n|\n|\r/g;
  end.lastIndex = at;
  return end.test(text) ? end.lastIndex : -1;
}

const isMarked = (text: Cell): boolean => typeof text === 'string' && text.startsWith("'");

function restoredRows(rows: SourceRow[]): SourceRow[] {
  for (const [at, { line, cells }] of rows.entries()) {
    if (cells.some(isMarked))
      rows[at] = { line, cells: (cells as string[]).map(withoutFormulaGuard) };
  }
  return rows;
}

const names: Readonly<Record<string, string>> = {
  utf8: 'UTF-8',
  utf16le: 'UTF-16',
  utf16be: 'UTF-16 (big-endian)',
};
const encodingName = ({ name, certainty }: Encoding): string =>
  `${names[name] ?? name}${certainty === 'guessed' ? ' (guessed)' : ''}`;
