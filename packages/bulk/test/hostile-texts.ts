import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs';

/** A file of a GB: its start, 24 MB of one sign, and nothing behind it, which takes no room on the disk. */
function long(path: string, start: string, sign: string): void {
  const file = openSync(path, 'w');
  writeSync(file, start);
  const piece = Buffer.alloc(1024 * 1024, sign);
  for (let count = 0; count < 24; count += 1) writeSync(file, piece);
  ftruncateSync(file, 1024 ** 3);
  closeSync(file);
}

function short(path: string, text: string): void {
  const file = openSync(path, 'w');
  writeSync(file, text);
  closeSync(file);
}

/** Texts that would take memory or time without end, were they read to their end: what makes each, by its ending and what it is. */
export const hostileTexts: Readonly<Record<string, readonly [ending: string, make: (path: string) => void]>> = {
  'one line of 1 GB': ['csv', (path) => long(path, 'id,name\n1,', 'x')],
  'one quoted cell of 1 GB': ['csv', (path) => long(path, 'id,name\n1,"', 'x')],
  'one cell of quotes': ['csv', (path) => long(path, 'id,name\n1,"', '"')],
  'a heading of 1 GB': ['csv', (path) => long(path, '', ',')],
  '200,000 columns': ['csv', (path) => short(path, `${'a,'.repeat(200_000)}b\n1\n`)],
  'one line of NDJSON of 1 GB': ['ndjson', (path) => long(path, '{"id":1,"name":"', 'x')],
  'deep NDJSON': ['ndjson', (path) => short(path, `{"id":1,"lines":${'['.repeat(1_000_000)}`)],
  'NDJSON with 200,000 fields': [
    'ndjson',
    (path) => short(path, `{${Array.from({ length: 200_000 }, (_, at) => `"f${at}":1`).join(',')}}`),
  ],
};
