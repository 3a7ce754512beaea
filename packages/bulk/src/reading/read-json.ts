import type { Remedy } from 'halopsa-catalogue/errors';
import type { Json } from 'halopsa-catalogue/types';
import { JsonFault, parseExactJson, strictJson } from 'halopsa-ground';
import { type Fields, type FieldValue, isList, isObject } from '../fields.js';
import { BulkInputError, type Place } from '../input-error.js';
import { decodedText } from './decode.js';
import { jsonEncodingOf } from './detect-encoding.js';
import { elementLines, jsonFault } from './json-lines.js';
import { mostColumns, mostJsonBytes, mostRowCharacters } from './limits.js';
import type { Opened } from './open-bytes.js';
import type { ReadOptions, Source, SourceRow } from './source.js';
import { Spool } from './spool.js';

const rowsAtOnce = 512;

/** Reads an array of records, or an answer of Halo's that holds one. The file is read whole; for a very long one NDJSON streams. */
export async function readJson(opened: Opened, options: ReadOptions): Promise<Source> {
  const text = await wholeText(opened, options);
  const { found, name } = recordsOf(parseJson(text, opened.name, undefined), opened.name);
  const lines = name === null ? [1] : elementLines(text, name);
  const records = (found ?? []).filter(isObject);
  const wrong = found ? found.findIndex((one) => !isObject(one)) : 0;
  if (wrong >= 0)
    throw new BulkInputError(
      'this is not a list of records',
      'Give an array of objects: [{"id": 1, ...}, ...].',
      {
        file: opened.name,
        line: lines[wrong],
      },
    );
  const columns = columnsOf(records, opened.name, lines);
  async function* rows(): AsyncGenerator<readonly SourceRow[]> {
    for (let at = 0; at < records.length; at += rowsAtOnce)
      yield records.slice(at, at + rowsAtOnce).map((record, index) => ({
        line: lines[at + index] ?? 1,
        cells: cellsOf(record, columns),
      }));
  }
  return { name: opened.name, path: opened.path, columns, format: 'JSON', rows };
}

/**
 * The records of a JSON value, and the name of the list that holds them: none where the value is the list, null where it is one record.
 * An object that holds a list of objects may be an answer around the rows or a record around parts of its own; the wrong one of the
 * two would change other records than those that are meant.
 */
function recordsOf(
  value: Json,
  file: string,
): { readonly found?: readonly Json[]; readonly name?: string | null } {
  if (isList(value)) return { found: value };
  if (!isObject(value)) return { name: null };
  const lists = Object.entries(value).flatMap(([name, list]): [string, readonly Json[]][] =>
    isList(list) ? [[name, list]] : [],
  );
  const [first, another] = lists.filter(([, list]) => list.some(isObject));
  const isAnswer = 'record_count' in value || Object.keys(value).length === 1;
  const list = first ?? lists[0];
  if (isAnswer && another === undefined && list) return { found: list[1], name: list[0] };
  if (first === undefined || 'id' in value) return { found: [value], name: null };
  throw new BulkInputError(
    `it is not certain whether the rows are ${JSON.stringify(first[0])} or this is one record that has such a list`,
    'Give the rows alone, [{...}, {...}], or the one record in a list of its own, [{...}].',
    { file },
  );
}

/** The text of a file that is read whole, up to a limit. */
async function wholeText(opened: Opened, options: ReadOptions): Promise<string> {
  const pieces: string[] = [];
  let length = 0;
  for await (const piece of decodedText(opened, jsonEncodingOf(opened, options.encoding))) {
    length += piece.length;
    if (length > mostJsonBytes)
      throw new BulkInputError(
        `a JSON file of more than ${mostJsonBytes / 1024 / 1024} million characters, which is read whole`,
        'Write one record a line and name it .ndjson: that is read as it comes.',
        { file: opened.name },
      );
    pieces.push(piece);
  }
  return pieces.join('');
}

function columnsOf(records: readonly Fields[], file: string, lines: readonly number[]): string[] {
  const places = new Map<string, number>();
  for (const [at, record] of records.entries())
    addColumns(places, record, { file, line: lines[at] });
  return [...places.keys()];
}

/** Adds the fields of a record to the columns, in the order in which they come. */
function addColumns(places: Map<string, number>, record: Fields, place: Place): void {
  for (const name of Object.keys(record)) if (!places.has(name)) places.set(name, places.size);
  if (places.size > mostColumns)
    throw new BulkInputError(
      `more than ${mostColumns} fields`,
      'Split the file: a sheet has no more columns than that.',
      place,
    );
}

/** A record may leave a field out, and fields may be called like what every object inherits. */
const cellsOf = (record: Fields, columns: readonly string[]): FieldValue[] =>
  columns.map((name) => (Object.hasOwn(record, name) ? record[name] : undefined));

/**
 * Reads one record a line, twice: only all records together tell which columns there are. A stream, which comes once, is kept until
 * then, on disk where it is long.
 */
export async function readNdjson(given: Opened, options: ReadOptions): Promise<Source> {
  const spool = given.path === undefined ? new Spool() : undefined;
  const opened = spool ? await kept(given, spool) : given;
  const places = new Map<string, number>();
  for await (const batch of jsonLines(opened, options))
    for (const { line, record } of batch) addColumns(places, record, { file: opened.name, line });
  if (places.size === 0)
    throw new BulkInputError('the file is empty', 'Write one JSON object a line.', {
      file: opened.name,
    });
  const columns = [...places.keys()];
  const shaped = ({ line, record }: { line: number; record: Fields }): SourceRow => {
    const unknown = Object.keys(record).find((name) => !places.has(name));
    if (unknown !== undefined)
      throw new BulkInputError(
        'the file was changed while it was read',
        'Plan again once it is as it should be.',
        { file: opened.name, line, column: unknown },
      );
    return { line, cells: cellsOf(record, columns) };
  };
  async function* rows(): AsyncGenerator<readonly SourceRow[]> {
    for await (const batch of jsonLines(opened, options)) yield batch.map(shaped);
  }
  return {
    name: opened.name,
    path: opened.path,
    columns,
    format: 'JSON, one record a line',
    rows,
    close: () => spool?.close(),
  };
}

/** A stream whose bytes are kept, so that it can be read more than once. */
async function kept(opened: Opened, spool: Spool): Promise<Opened> {
  for await (const bytes of opened.bytes()) spool.add(bytes);
  return { ...opened, bytes: () => spool.bytes() };
}

async function* jsonLines(
  opened: Opened,
  options: ReadOptions,
): AsyncGenerator<{ line: number; record: Fields }[]> {
  let rest: string[] = [];
  let restLength = 0;
  let line = 0;
  const take = (texts: readonly string[]): { line: number; record: Fields }[] =>
    texts.flatMap((text) => {
      line += 1;
      if (text.trim() === '') return [];
      const record = parseJson(text, opened.name, line);
      if (!isObject(record))
        throw new BulkInputError('this line is not a record', 'Write one JSON object a line.', {
          file: opened.name,
          line,
        });
      return [{ line, record }];
    });
  for await (const piece of decodedText(opened, jsonEncodingOf(opened, options.encoding))) {
    const texts = piece.split('\n');
    const last = texts.pop() ?? '';
    const [first] = texts;
    if (first !== undefined) {
      texts[0] = rest.join('') + first;
      rest = [];
      restLength = 0;
    }
    rest.push(last);
    restLength += last.length;
    if (restLength > mostRowCharacters)
      throw new BulkInputError(
        `a line of more than ${mostRowCharacters / 1024 / 1024} million characters`,
        'Write one JSON object a line.',
        {
          file: opened.name,
          line: line + texts.length + 1,
        },
      );
    const batch = take(texts);
    if (batch.length > 0) yield batch;
  }
  const last = take([rest.join('')]);
  if (last.length > 0) yield last;
}

const advice: Readonly<Record<JsonFault['kind'], Remedy | string>> = {
  syntax: { code: 'correct-or-name-format' },
  number: 'Write the number as a text, in quotes.',
  duplicate: 'Keep one of the two.',
  surrogate: 'Export the file again: an earlier program cut a character in two.',
  depth: 'A record of Halo is never that deep: check what wrote the file.',
};

function parseJson(text: string, file: string, line: number | undefined): Json {
  try {
    // What JSON holds, it holds as JSON.
    return parseExactJson(text, strictJson) as Json;
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    const place = { file, line: line ?? error.line, position: error.column };
    if (error.kind !== 'syntax') throw new BulkInputError(error.message, advice[error.kind], place);
    const fault = jsonFault(text);
    throw new BulkInputError(
      `this is not JSON: ${fault?.problem ?? error.message}`,
      advice.syntax,
      { file, line: line ?? fault?.line },
    );
  }
}
