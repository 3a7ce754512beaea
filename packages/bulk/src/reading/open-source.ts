import { resolve } from 'node:path';
import { BulkInputError } from '../input-error.js';
import { own } from '../mapping/own.js';
import { fileState } from './file-state.js';
import { refuseForeign } from './foreign-format.js';
import { type Opened, openFile, openStream } from './open-bytes.js';
import { readDelimited } from './read-delimited.js';
import { readJson, readNdjson } from './read-json.js';
import type { ReadOptions, Source, SourceFormat } from './source.js';

/**
 * Opens rows to read: a path, or a stream such as the standard input. The format is that of the extension, or what the first
 * bytes look like. Throws BulkInputError, with file and line, for what cannot be read for certain.
 */
export async function openSource(
  from: string | AsyncIterable<Buffer | string>,
  options: ReadOptions = {},
): Promise<Source> {
  const file = typeof from === 'string' ? await fileState(resolve(from)) : undefined;
  const opened =
    typeof from === 'string'
      ? await openFile(from)
      : await openStream(from, options.name ?? 'standard input');
  if (opened.head.length === 0)
    throw new BulkInputError('the file is empty', 'Export it again with a heading and rows.', {
      file: opened.name,
    });
  refuseForeign(opened);
  return Object.assign(await readOpened(opened, options), { file });
}

async function readOpened(opened: Opened, options: ReadOptions): Promise<Source> {
  const format = options.format ?? guessFormat(opened);
  if (format === 'xlsx') {
    const { readWorkbook } = await import('./read-workbook.js');
    return readWorkbook(opened, options);
  }
  if (format === 'json') return readJson(opened, options);
  if (format === 'ndjson') return readNdjson(opened, options);
  return readDelimited(opened, options);
}

const byExtension: Readonly<Record<string, SourceFormat>> = {
  xlsx: 'xlsx',
  xlsm: 'xlsx',
  json: 'json',
  ndjson: 'ndjson',
  jsonl: 'ndjson',
  csv: 'csv',
  tsv: 'csv',
  txt: 'csv',
};

function guessFormat({ name, path, head }: Opened): SourceFormat {
  if (head.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004') return 'xlsx';
  const extension = path === undefined ? '' : (/\.(\w+)$/.exec(path)?.[1] ?? '').toLowerCase();
  const known = own(byExtension, extension);
  if (known === 'xlsx')
    throw new BulkInputError(
      'this is not an Excel workbook, whatever its name says',
      { code: 'name-format' },
      { file: name },
    );
  if (known) return known;
  const start = head
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart();
  if (start.startsWith('[')) return 'json';
  return start.startsWith('{') ? 'ndjson' : 'csv';
}
