import { once } from 'node:events';
import { pipeline, Readable } from 'node:stream';
import { CsvError, type Options, parse } from 'csv-parse';
import { BulkInputError } from '../input-error.js';
import { restored } from '../neutralise.js';
import { decodeHead, decodeStages } from './decode.js';
import { detectEncoding, type Encoding } from './detect-encoding.js';
import { checkWidth, readHeadings } from './headings.js';
import type { Opened } from './open-bytes.js';
import { separatorName, sniffDialect } from './sniff-dialect.js';
import type { ReadOptions, Source, SourceRow } from './source.js';

/** Reads a text of separated cells: what it does not say of itself is found out from its first bytes. */
export async function readDelimited(opened: Opened, options: ReadOptions): Promise<Source> {
  const { name, head, whole } = opened;
  const encoding: Encoding = options.encoding ? { name: canonical(options.encoding), certainty: 'told' } : detectEncoding(head, whole);
  const comment = options.comment ?? '#';
  const quote = options.quote ?? '"';
  const sniffed = sniffDialect(decodeHead(head, encoding), comment, quote);
  const separator = options.separator ?? sniffed.separator;
  const format = `${encodingName(encoding)}, separated by ${separatorName(separator)}`;
  const open = (): AsyncGenerator<SourceRow[]> =>
    parsedRows(opened, encoding, { delimiter: separator, quote: quote === '' ? null : quote, from_line: sniffed.bannerLines + 1 });
  const batches = open();
  const first = await batches.next();
  if (first.done || !first.value[0])
    throw new BulkInputError('the file is empty', 'Export it again with a heading and rows.', { file: name });
  const heading = first.value[0];
  const columns = readHeadings(heading.cells, name, { line: heading.line }, options);
  return { name, columns, format, path: opened.path, rows: () => sourceRows(first.value, batches, columns.length, name) };
}

async function* sourceRows(
  first: SourceRow[],
  rest: AsyncGenerator<SourceRow[]>,
  width: number,
  file: string,
): AsyncGenerator<readonly SourceRow[]> {
  const shaped = (rows: SourceRow[]): SourceRow[] => {
    for (let at = 0; at < rows.length; at += 1) {
      const { line, cells: texts } = rows[at]!;
      const cells = (texts as string[]).some(isMarked) ? (texts as string[]).map(restored) : texts;
      if (cells !== texts) rows[at] = { line, cells };
      if (cells.length === width) continue;
      // Trailing separators are a habit of spreadsheets; a cell with content beyond the heading is a mistake.
      if (cells.length > width && cells.slice(width).every((cell) => cell === '')) rows[at] = { line, cells: cells.slice(0, width) };
      else checkWidth(cells.length, width, file, line);
    }
    return rows;
  };
  if (first.length > 1) yield shaped(first.slice(1)).filter(isFilled);
  for await (const batch of rest) yield shaped(batch).filter(isFilled);
}

const isMarked = (text: string): boolean => text.startsWith("'");

/** Spreadsheets write a line of separators for each row below the last one that ever held something. */
const isFilled = ({ cells }: SourceRow): boolean => cells.some((cell) => cell !== '');

/**
 * The rows of each piece of the file. They are taken from the parser while it works: to hand every row through a stream of
 * its own costs more than to parse it.
 */
async function* parsedRows(opened: Opened, encoding: Encoding, dialect: Options): AsyncGenerator<SourceRow[]> {
  let batch: SourceRow[] = [];
  const parser = parse({
    ...dialect,
    bom: true,
    relax_column_count: true,
    // A quote inside a cell that does not begin with one is a sign like any other, as in 7'11".
    relax_quotes: true,
    skip_empty_lines: true,
    // Editors and programs that append mix them.
    record_delimiter: ['\r\n', '\n', '\r'],
  });
  /** The line that the library was at, and the breaks of two signs in cells so far, which it counts twice. */
  let [last, paired] = [0, 0];
  const { push } = parser;
  parser.push = (record: string[] | null): boolean => {
    if (record === null) return push.call(parser, null);
    const { lines } = parser.info;
    // Most rows are one line long, and are not searched.
    const [breaks, pairs] = lines - last > 1 ? breaksIn(record) : [0, 0];
    batch.push({ line: lines - breaks - paired, cells: record });
    [last, paired] = [lines, paired + pairs];
    return true;
  };
  parser.on('error', () => undefined).resume();
  const ended = once(parser, 'end');
  ended.catch(() => undefined);
  try {
    for await (const chunk of decoded(opened, encoding)) {
      await new Promise<void>((resolve, reject) => parser.write(chunk, (error) => (error ? reject(error) : resolve())));
      if (batch.length === 0) continue;
      yield batch;
      batch = [];
    }
    parser.end();
    await ended;
  } catch (error) {
    throw inputError(error, opened.name, paired);
  }
  if (batch.length > 0) yield batch;
}

/** The text of the file, in pieces; a fault of reading or decoding ends it. */
function decoded(opened: Opened, encoding: Encoding): AsyncIterable<Buffer | string> {
  const bytes = Readable.from(opened.bytes(), { objectMode: false });
  const stages = decodeStages(encoding, opened.name);
  pipeline([bytes, ...stages] as unknown as [NodeJS.ReadableStream, NodeJS.WritableStream], () => undefined);
  return stages.at(-1) as AsyncIterable<Buffer | string>;
}

/** Line breaks inside quoted cells as the library counts them, sign by sign, and those of two signs: it tells the line on which a record ends. */
function breaksIn(record: readonly string[]): [breaks: number, pairs: number] {
  const text = record.join(' ');
  return [text.match(/[\r\n]/g)?.length ?? 0, text.match(/\r\n/g)?.length ?? 0];
}

const advice: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quote is opened and never closed',
  INVALID_OPENING_QUOTE: 'a quote stands in the middle of a cell that is not quoted',
  CSV_INVALID_CLOSING_QUOTE: 'something follows a closing quote before the separator',
  CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE: 'something follows a closing quote before the separator',
};

function inputError(error: unknown, file: string, paired: number): unknown {
  if (!(error instanceof CsvError)) return error;
  const line = typeof error['lines'] === 'number' ? error['lines'] - paired : undefined;
  return new BulkInputError(advice[error.code] ?? error.message, 'Double every quote inside a quoted cell, or name another --quote.', {
    file,
    line,
  });
}

const canonical = (name: string): string => (/^utf-?8$/i.test(name) ? 'utf8' : /^utf-?16$/i.test(name) ? 'utf16le' : name);
const names: Readonly<Record<string, string>> = { utf8: 'UTF-8', utf16le: 'UTF-16', utf16be: 'UTF-16 (big-endian)' };
const encodingName = ({ name, certainty }: Encoding): string => `${names[name] ?? name}${certainty === 'guessed' ? ' (guessed)' : ''}`;
