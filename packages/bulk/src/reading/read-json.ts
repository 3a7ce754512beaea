import { BulkInputError } from '../input-error.js';
import { decodeHead } from './decode.js';
import { detectEncoding } from './detect-encoding.js';
import { elementLines, jsonFault } from './json-lines.js';
import type { Opened } from './open-bytes.js';
import type { ReadOptions, Source, SourceRow } from './source.js';

type JsonRow = Readonly<Record<string, unknown>>;

const rowsAtOnce = 512;
const isRow = (value: unknown): value is JsonRow => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads an array of records, or an answer of Halo's that holds one. The file is read whole; for a very long one NDJSON streams. */
export async function readJson(opened: Opened, options: ReadOptions): Promise<Source> {
  const chunks: Buffer[] = [];
  for await (const chunk of opened.bytes()) chunks.push(chunk);
  const all = Buffer.concat(chunks);
  const encoding = options.encoding ? { name: options.encoding, certainty: 'told' as const } : detectEncoding(all, true);
  const text = decodeHead(all, encoding).replace(/^\uFEFF/, '');
  const value = parseJson(text, opened.name, undefined);
  const found = Array.isArray(value) ? value : isRow(value) ? (Object.values(value).find(Array.isArray) ?? [value]) : undefined;
  const lines = Array.isArray(value) || found?.[0] !== value ? elementLines(text) : [1];
  const wrong = found ? (found as unknown[]).findIndex((one) => !isRow(one)) : 0;
  if (!found || wrong >= 0)
    throw new BulkInputError('this is no list of records', 'Give an array of objects: [{"id": 1, ...}, ...].', {
      file: opened.name,
      line: lines[wrong],
    });
  const records = found as JsonRow[];
  const columns = [...new Set(records.flatMap((record) => Object.keys(record)))];
  async function* rows(): AsyncGenerator<readonly SourceRow[]> {
    for (let at = 0; at < records.length; at += rowsAtOnce)
      yield records
        .slice(at, at + rowsAtOnce)
        .map((record, index) => ({ line: lines[at + index] ?? 1, cells: columns.map((name) => record[name]) }));
  }
  return { name: opened.name, path: opened.path, columns, format: 'JSON', rows };
}

/** Reads one record a line. The first record names the columns; a later one may leave some out and may not bring new ones. */
export async function readNdjson(opened: Opened): Promise<Source> {
  const batches = jsonLines(opened);
  const first = await batches.next();
  if (first.done || !first.value[0]) throw new BulkInputError('the file is empty', 'Write one JSON object a line.', { file: opened.name });
  const columns = Object.keys(first.value[0].record);
  const known = new Set(columns);
  const shaped = ({ line, record }: { line: number; record: JsonRow }): SourceRow => {
    const unknown = Object.keys(record).find((name) => !known.has(name));
    if (unknown !== undefined)
      throw new BulkInputError(
        'the first record does not name this field',
        'Name every field in the first record, with null where it is empty.',
        {
          file: opened.name,
          line,
          column: unknown,
        },
      );
    return { line, cells: columns.map((name) => record[name]) };
  };
  async function* rows(): AsyncGenerator<readonly SourceRow[]> {
    yield (first.value as { line: number; record: JsonRow }[]).map(shaped);
    for await (const batch of batches) yield batch.map(shaped);
  }
  return { name: opened.name, path: opened.path, columns, format: 'JSON, one record a line', rows };
}

async function* jsonLines(opened: Opened): AsyncGenerator<{ line: number; record: JsonRow }[]> {
  const decoder = new TextDecoder('utf-8');
  let rest = '';
  let line = 0;
  const take = (texts: readonly string[]): { line: number; record: JsonRow }[] =>
    texts.flatMap((text) => {
      line += 1;
      if (text.trim() === '') return [];
      const record = parseJson(text, opened.name, line);
      if (!isRow(record)) throw new BulkInputError('this line is no record', 'Write one JSON object a line.', { file: opened.name, line });
      return [{ line, record }];
    });
  for await (const chunk of opened.bytes()) {
    const texts = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = texts.pop() ?? '';
    const batch = take(texts);
    if (batch.length > 0) yield batch;
  }
  const last = take([rest + decoder.decode()]);
  if (last.length > 0) yield last;
}

function parseJson(text: string, file: string, line: number | undefined): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const fault = jsonFault(text);
    throw new BulkInputError(`this is no JSON: ${fault?.problem ?? 'it cannot be read'}`, 'Mend the file, or name its --format.', {
      file,
      line: line ?? fault?.line,
    });
  }
}
