import { finished } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { findResource } from 'halopsa-catalogue';
import { findSchema } from 'halopsa-catalogue/schemas';
import { Refusal } from '../http/refusal.js';
import { coerceRecord } from '../resources/coerce.js';
import type { HaloRecord, HaloValue, WritableRecord } from '../store/port.js';
import { type FieldSource, type ImportMap, readImportMap } from './import-map.js';

export { type FieldSource, type ImportMap, readImportMap };

/** Where imported records go. */
export interface ImportTarget {
  /** The stored records of a resource. */
  records(resource: string): Promise<readonly HaloRecord[]>;
  /** Stores a record by the rules of its resource and returns it as stored. */
  put(resource: string, record: HaloRecord): Promise<HaloRecord>;
}

/** A row that could not be stored, with its line in the file. */
export interface ImportProblem {
  readonly line: number;
  readonly message: string;
}

/** What an import has done. */
export interface ImportResult {
  readonly stored: number;
  /** Records made because a row named them. */
  readonly created: number;
  readonly problems: readonly ImportProblem[];
}

/**
 * Stores the rows of a CSV file as records, one after another. A row that is refused is reported and left out; the others are stored.
 * Throws a RangeError where the file lacks a column of the map, or has it twice, before anything is stored; and where the file is not
 * CSV, holds a NUL character or a quote that is never closed, which ends the import there. The rows before it stay stored.
 */
export async function importRecords(
  csv: AsyncIterable<Uint8Array | string>,
  map: ImportMap,
  target: ImportTarget,
): Promise<ImportResult> {
  const finder = new Finder(target);
  const problems: ImportProblem[] = [];
  let stored = 0;
  let headings: string[] | undefined;
  for await (const { row, line } of rowsOf(csv)) {
    if (!headings) {
      headings = row;
      demandColumns(headings, map);
      continue;
    }
    try {
      await target.put(
        map.resource,
        typed(await recordOf(row, headings, { map, finder }), map.resource),
      );
      stored += 1;
    } catch (error) {
      problems.push({ line, message: messageOf(error) });
    }
  }
  return { stored, created: finder.created, problems };
}

/** Texts of the file as the resource's schema types them: numbers, dates, truth. */
function typed(record: HaloRecord, resource: string): HaloRecord {
  const name = findResource(resource)?.schema;
  return coerceRecord(record, name === undefined ? undefined : findSchema(name), {
    text: JSON.stringify(record),
    path: '',
  });
}

function messageOf(error: unknown): string {
  if (error instanceof Refusal && typeof error.reply.body === 'string')
    return refusalText(JSON.parse(error.reply.body));
  return error instanceof Error ? error.message : String(error);
}

/** What a refusal says, whichever form it has: a bare text, an exception, or messages by field. */
function refusalText(body: HaloValue): string {
  if (typeof body !== 'object' || body === null) return String(body);
  return 'Message' in body ? String(body.Message) : Object.values(body).flat().join(' ');
}

interface Row {
  readonly row: string[];
  readonly line: number;
}

/** The rows of a file, each as soon as it is read: those before a fault come before it. */
async function* rowsOf(csv: AsyncIterable<Uint8Array | string>): AsyncGenerator<Row> {
  const rows: Row[] = [];
  let fault: Error | undefined;
  const parser = parse({
    bom: true,
    skip_empty_lines: true,
    relax_column_count_less: true,
    // The stream would drop what it holds when it fails.
    on_record: (row: string[], { lines }) => {
      rows.push({ row, line: lines });
      return null;
    },
  });
  parser.on('error', (error) => {
    fault = error;
  });
  parser.resume();
  let read = 0;
  for await (const part of parts(csv)) {
    await new Promise<void>((resolve) => {
      if (part !== undefined) {
        parser.write(part, () => resolve());
        return;
      }
      finished(parser, () => resolve());
      parser.end();
    });
    for (const row of rows.splice(0)) {
      yield withoutNul(row);
      read = row.line;
    }
    if (fault) throw fault instanceof CsvError ? new RangeError(faultOf(fault, read)) : fault;
  }
}

/** The parts of a file, and undefined for its end. */
async function* parts(
  csv: AsyncIterable<Uint8Array | string>,
): AsyncGenerator<Uint8Array | string | undefined> {
  yield* csv;
  yield undefined;
}

function withoutNul(read: Row): Row {
  if (!read.row.some((cell) => cell.includes('\0'))) return read;
  throw new RangeError(
    `line ${read.line} holds a NUL character, as files in UTF-16 do. ${kept} Save the file as UTF-8.`,
  );
}

const kept = 'The rows before it were stored.';

/** What is wrong with a file that cannot be read as CSV, behind the lines that could be. */
const faultOf = ({ code, message }: CsvError, read: number): string =>
  code === 'CSV_QUOTE_NOT_CLOSED'
    ? `a quote that is opened in line ${read + 1} or below is never closed. ${kept} Close it, or write it twice where it is part of the text.`
    : `the file is not CSV below line ${read}: ${message}. ${kept}`;

function demandColumns(headings: readonly string[], { fields }: ImportMap): void {
  for (const [name, { column }] of Object.entries(fields)) {
    if (column === undefined) continue;
    if (!headings.includes(column))
      throw new RangeError(
        `the file has no column "${column}" for the field ${name}; it has ${headings.join(', ')}`,
      );
    if (headings.indexOf(column) !== headings.lastIndexOf(column))
      throw new RangeError(
        `the file has the column "${column}" twice, and which of them the field ${name} means is not known`,
      );
  }
}

async function recordOf(
  row: readonly string[],
  headings: readonly string[],
  { map, finder }: { map: ImportMap; finder: Finder },
): Promise<HaloRecord> {
  const record: WritableRecord = {};
  for (const [name, source] of Object.entries(map.fields)) {
    const text =
      source.column === undefined ? '' : (row[headings.indexOf(source.column)] ?? '').trim();
    const value = await fieldValue(text, source, finder);
    if (value !== undefined) record[name] = value;
  }
  return record;
}

/** What a field gets from the text of its cell; undefined where it gets nothing. */
async function fieldValue(text: string, source: FieldSource, finder: Finder): Promise<HaloValue> {
  if (text === '') return source.value;
  if (source.find !== undefined) return await finder.find(source, text);
  return source.date === undefined ? text : isoDate(text, source.date);
}

const WRITTEN_DATE = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})(.*)$/;

/** A date that is written day or month first, as ISO 8601; any other text is unchanged. */
function isoDate(text: string, order: NonNullable<FieldSource['date']>): string {
  const [, first = '', second = '', year, rest = ''] = WRITTEN_DATE.exec(text) ?? [];
  if (year === undefined) return text;
  const [day, month] = order === 'day-first' ? [first, second] : [second, first];
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}${rest.trim() === '' ? '' : `T${rest.trim().padStart(5, '0')}`}`;
}

/** Finds the records that rows name, and makes those that are missing where the map says so. */
class Finder {
  readonly #target: ImportTarget;
  readonly #known = new Map<string, Map<string, HaloValue>>();
  created = 0;

  constructor(target: ImportTarget) {
    this.#target = target;
  }

  async find(
    { find: resource = '', by = 'name', create = false }: FieldSource,
    text: string,
  ): Promise<HaloValue> {
    const ids = await this.#index(resource, by);
    const known = ids.get(text.toLowerCase());
    if (known !== undefined) return known;
    if (!create) throw new Error(`no record of ${resource} has the ${by} "${text}"`);
    const { id } = await this.#target.put(resource, { [by]: text });
    ids.set(text.toLowerCase(), id);
    this.created += 1;
    return id;
  }

  async #index(resource: string, by: string): Promise<Map<string, HaloValue>> {
    const key = `${resource} ${by}`;
    const known = this.#known.get(key);
    if (known) return known;
    const records = await this.#target.records(resource);
    const index = new Map(
      records.map((record): [string, HaloValue] => [
        String(record[by] ?? '').toLowerCase(),
        record.id,
      ]),
    );
    this.#known.set(key, index);
    return index;
  }
}
