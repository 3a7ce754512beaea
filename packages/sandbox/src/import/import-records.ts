import { CsvError, parse } from 'csv-parse';
import { findResource } from 'halopsa-catalogue';
import { findSchema } from 'halopsa-catalogue/schemas';
import { Refusal } from '../http/refusal.js';
import { coerceRecord } from '../resources/coerce.js';
import type { HaloRecord } from '../store/port.js';
import { type FieldSource, type ImportMap, readImportMap } from './import-map.js';

export { type FieldSource, type ImportMap, readImportMap };

/** Where imported records go. */
export interface ImportTarget {
  /** The stored records of a resource. */
  records(resource: string): Promise<readonly HaloRecord[]>;
  /** Stores a record by the rules of its resource and gives it as stored. */
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
 * Stores the rows of a CSV file as records, one after another. A row that is refused is told and left out; the others are stored.
 * Throws a RangeError where the file lacks a column of the map, or has it twice, before anything is stored; and where the file holds a
 * NUL character or a quote that is never closed, which ends the import at that row.
 */
export async function importRecords(csv: AsyncIterable<Uint8Array | string>, map: ImportMap, target: ImportTarget): Promise<ImportResult> {
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
      await target.put(map.resource, typed(await recordOf(row, headings, { map, finder }), map.resource));
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
  return coerceRecord(record, name === undefined ? undefined : findSchema(name), { text: JSON.stringify(record), path: '' });
}

function messageOf(error: unknown): string {
  if (error instanceof Refusal && typeof error.reply.body === 'string')
    return Object.values(JSON.parse(error.reply.body) as object)
      .flat()
      .join(' ');
  return error instanceof Error ? error.message : String(error);
}

async function* rowsOf(csv: AsyncIterable<Uint8Array | string>): AsyncGenerator<{ row: string[]; line: number }> {
  const parser = parse({ bom: true, info: true, skip_empty_lines: true, relax_column_count_less: true });
  const feeding = feed(csv, parser);
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      if (record.some((cell) => cell.includes('\0')))
        throw new RangeError(`line ${info.lines} holds a NUL character, as files in UTF-16 do; save the file as UTF-8`);
      yield { row: record, line: info.lines };
    }
  } catch (error) {
    throw error instanceof CsvError ? new RangeError(faultOf(error)) : error;
  }
  await feeding;
}

/** What is wrong with a file that cannot be read as CSV. */
function faultOf({ code, message, ...more }: CsvError): string {
  const { lines } = more as { readonly lines?: unknown };
  return code === 'CSV_QUOTE_NOT_CLOSED'
    ? `a quote is opened and never closed; the row that opens it is the last one, which ends at line ${lines}`
    : `the file is not CSV as it should be: ${message}`;
}

async function feed(csv: AsyncIterable<Uint8Array | string>, parser: ReturnType<typeof parse>): Promise<void> {
  try {
    for await (const chunk of csv) if (!parser.write(chunk)) await new Promise((resolve) => parser.once('drain', resolve));
    parser.end();
  } catch (error) {
    parser.destroy(error as Error);
  }
}

function demandColumns(headings: readonly string[], { fields }: ImportMap): void {
  for (const [name, { column }] of Object.entries(fields)) {
    if (column === undefined) continue;
    if (!headings.includes(column))
      throw new RangeError(`the file has no column "${column}" for the field ${name}; it has ${headings.join(', ')}`);
    if (headings.indexOf(column) !== headings.lastIndexOf(column))
      throw new RangeError(`the file has the column "${column}" twice, and which of them the field ${name} means is not known`);
  }
}

async function recordOf(
  row: readonly string[],
  headings: readonly string[],
  { map, finder }: { map: ImportMap; finder: Finder },
): Promise<HaloRecord> {
  const record: Record<string, unknown> = {};
  for (const [name, source] of Object.entries(map.fields)) {
    const text = source.column === undefined ? '' : (row[headings.indexOf(source.column)] ?? '').trim();
    if (text === '') {
      if (source.value !== undefined) record[name] = source.value;
    } else if (source.find !== undefined) record[name] = await finder.find(source, text);
    else record[name] = source.date === undefined ? text : isoDate(text, source.date);
  }
  return record;
}

const WRITTEN_DATE = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})(.*)$/;

/** A date that is written day or month first, as ISO 8601; any other text stays as it is. */
function isoDate(text: string, order: NonNullable<FieldSource['date']>): string {
  const [, first = '', second = '', year, rest = ''] = WRITTEN_DATE.exec(text) ?? [];
  if (year === undefined) return text;
  const [day, month] = order === 'day-first' ? [first, second] : [second, first];
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}${rest.trim() === '' ? '' : `T${rest.trim().padStart(5, '0')}`}`;
}

/** Finds the records that rows name, and makes those that are missing where the map says so. */
class Finder {
  readonly #target: ImportTarget;
  readonly #known = new Map<string, Map<string, unknown>>();
  created = 0;

  constructor(target: ImportTarget) {
    this.#target = target;
  }

  async find({ find: resource = '', by = 'name', create = false }: FieldSource, text: string): Promise<unknown> {
    const ids = await this.#index(resource, by);
    const known = ids.get(text.toLowerCase());
    if (known !== undefined) return known;
    if (!create) throw new Error(`no record of ${resource} has the ${by} "${text}"`);
    const { id } = await this.#target.put(resource, { [by]: text });
    ids.set(text.toLowerCase(), id);
    this.created += 1;
    return id;
  }

  async #index(resource: string, by: string): Promise<Map<string, unknown>> {
    const key = `${resource} ${by}`;
    const known = this.#known.get(key);
    if (known) return known;
    const records = await this.#target.records(resource);
    const index = new Map(records.map((record): [string, unknown] => [String(record[by] ?? '').toLowerCase(), record.id]));
    this.#known.set(key, index);
    return index;
  }
}
