import { pipeline, Readable } from 'node:stream';
import { CsvError, type Info, type Options, parse } from 'csv-parse';
import { BulkInputError } from '../input-error.js';
import { decodeHead, decodeStages } from './decode.js';
import { detectEncoding, type Encoding } from './detect-encoding.js';
import { checkWidth, readHeadings } from './headings.js';
import type { Opened } from './open-bytes.js';
import { separatorName, sniffDialect } from './sniff-dialect.js';
import type { ReadOptions, Source, SourceRow } from './source.js';

const rowsAtOnce = 512;

interface Parsed {
  readonly record: readonly string[];
  readonly line: number;
}

/** Reads a text of separated cells: what it does not say of itself is found out from its first bytes. */
export async function readDelimited(opened: Opened, options: ReadOptions): Promise<Source> {
  const { name, head, whole } = opened;
  const encoding: Encoding = options.encoding ? { name: canonical(options.encoding), certainty: 'told' } : detectEncoding(head, whole);
  const comment = options.comment ?? '#';
  const quote = options.quote ?? '"';
  const sniffed = sniffDialect(decodeHead(head, encoding), comment, quote);
  const separator = options.separator ?? sniffed.separator;
  const format = `${encodingName(encoding)}, separated by ${separatorName(separator)}`;
  const open = (): AsyncGenerator<readonly Parsed[]> =>
    parsedRows(opened, encoding, { delimiter: separator, quote: quote === '' ? null : quote, from_line: sniffed.bannerLines + 1 });
  const batches = open();
  const first = await batches.next();
  if (first.done || !first.value[0])
    throw new BulkInputError('the file is empty', 'Export it again with a heading and rows.', { file: name });
  const heading = first.value[0];
  const columns = readHeadings(heading.record, name, heading.line, options);
  return { name, columns, format, path: opened.path, rows: () => sourceRows(first.value, batches, columns.length, name) };
}

async function* sourceRows(
  first: readonly Parsed[],
  rest: AsyncGenerator<readonly Parsed[]>,
  width: number,
  file: string,
): AsyncGenerator<readonly SourceRow[]> {
  const shaped = (rows: readonly Parsed[]): SourceRow[] =>
    rows.map(({ record, line }) => {
      // Trailing separators are a habit of spreadsheets; a cell with content beyond the heading is a mistake.
      const cells = record.length > width && record.slice(width).every((cell) => cell === '') ? record.slice(0, width) : record;
      if (cells.length !== width) checkWidth(cells.length, width, file, line);
      return { line, cells };
    });
  if (first.length > 1) yield shaped(first.slice(1));
  for await (const batch of rest) yield shaped(batch);
}

async function* parsedRows(opened: Opened, encoding: Encoding, dialect: Options): AsyncGenerator<readonly Parsed[]> {
  const settings = {
    ...dialect,
    bom: true,
    relax_column_count: true,
    // A quote inside a cell that does not begin with one is a sign like any other, as in 7'11".
    relax_quotes: true,
    skip_empty_lines: true,
    // Called synchronously for each record, so that no promise and no object of the library's stands between two rows.
    on_record: (record: string[], { lines }: Info): Parsed => ({ record, line: lines - breaksIn(record) }),
  };
  // The library's types have records as arrays of texts wherever no columns are named.
  const parser = parse(settings as unknown as Options);
  const stages = [Readable.from(opened.bytes(), { objectMode: false }), ...decodeStages(encoding, opened.name), parser];
  let failure: unknown;
  pipeline(stages as unknown as [NodeJS.ReadableStream, NodeJS.WritableStream], (error) => {
    failure = error ?? undefined;
  });
  let batch: Parsed[] = [];
  try {
    for await (const row of parser as AsyncIterable<Parsed>) {
      batch.push(row);
      if (batch.length < rowsAtOnce) continue;
      yield batch;
      batch = [];
    }
  } catch (error) {
    throw inputError(failure ?? error, opened.name);
  }
  if (batch.length > 0) yield batch;
}

/** Line breaks inside quoted cells: the library tells the line on which a record ends. */
function breaksIn(record: readonly string[]): number {
  let breaks = 0;
  for (const cell of record) for (let at = cell.indexOf('\n'); at >= 0; at = cell.indexOf('\n', at + 1)) breaks += 1;
  return breaks;
}

const advice: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quote is opened and never closed',
  INVALID_OPENING_QUOTE: 'a quote stands in the middle of a cell that is not quoted',
  CSV_INVALID_CLOSING_QUOTE: 'something follows a closing quote before the separator',
  CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE: 'something follows a closing quote before the separator',
};

function inputError(error: unknown, file: string): unknown {
  if (!(error instanceof CsvError)) return error;
  const line = typeof error['lines'] === 'number' ? error['lines'] : undefined;
  return new BulkInputError(advice[error.code] ?? error.message, 'Double every quote inside a quoted cell, or name another --quote.', {
    file,
    line,
  });
}

const canonical = (name: string): string => (/^utf-?8$/i.test(name) ? 'utf8' : /^utf-?16$/i.test(name) ? 'utf16le' : name);
const names: Readonly<Record<string, string>> = { utf8: 'UTF-8', utf16le: 'UTF-16', utf16be: 'UTF-16 (big-endian)' };
const encodingName = ({ name, certainty }: Encoding): string => `${names[name] ?? name}${certainty === 'guessed' ? ' (guessed)' : ''}`;
