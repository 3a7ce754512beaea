import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createPlan, openSource, recordsSource, type Source } from 'halopsa-bulk';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { collect, openWorkshop, type Workshop } from './workshop.js';

let workshop: Workshop;
beforeAll(async () => {
  workshop = await openWorkshop();
});
afterAll(() => workshop[Symbol.asyncDispose]());

const text = '{"id":1}\n\n{"id":2,"colour":"#111111"}\n{"colour":"#222222","constructor":4,"id":3}\n';

const rowsOf = async (source: Source): Promise<unknown[]> =>
  (await collect(source.rows())).flat().map(({ line, cells }) => [line, ...cells]);

test.each(['file', 'stream'])('the headings of a record a line are those of all records: a %s', async (from) => {
  async function* stream(): AsyncGenerator<Buffer> {
    for (const part of text.match(/.{1,7}/gs)!) yield Buffer.from(part);
  }
  const source = await openSource(from === 'file' ? workshop.file('rows.ndjson', text) : stream(), { format: 'ndjson' });
  expect(source.columns).toEqual(['id', 'colour', 'constructor']);
  expect(await rowsOf(source)).toEqual([
    [1, 1, undefined, undefined],
    [3, 2, '#111111', undefined],
    [4, 3, '#222222', 4],
  ]);
});

test('a fault in a late record of a stream is told by its line, and more fields than a sheet has are refused', async () => {
  async function* stream(lines: readonly string[]): AsyncGenerator<string> {
    for (const line of lines) yield `${line}\n`;
  }
  const open = (lines: readonly string[]): Promise<Source> => openSource(stream(lines), { format: 'ndjson' });
  await expect(open(['{"id":1}', '{"id":2', ''])).rejects.toThrow('line 2: this is not JSON: it ends before it is whole');
  const many = Array.from({ length: 16_400 }, (_, at) => `{"f${at}":1}`);
  await expect(open(many)).rejects.toThrow('line 16385: more than 16384 fields');
});

const filesLeft = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith('halo-rows-'));

async function* pages(count: number): AsyncGenerator<readonly Readonly<Record<string, unknown>>[]> {
  for (let page = 0; page < count; page += 1)
    yield Array.from({ length: 100 }, (_, at) => ({
      id: page * 100 + at + 1,
      ...(page === 0 ? {} : { colour: `#${String(page)}`, notes: 'ö'.repeat(500) }),
      ...(page === count - 1 && { last: [at, { deep: null }] }),
    }));
}

test('records on their way are kept on disk where they are many, and come back as they were', async () => {
  const count = 120;
  const source = await recordsSource('list', pages(count));
  expect(source.columns).toEqual(['id', 'colour', 'notes', 'last']);
  const rows = (await collect(source.rows())).flat();
  expect(rows.length).toBe(count * 100);
  expect(rows[0]).toEqual({ line: 1, cells: [1, undefined, undefined, undefined] });
  expect(rows.at(-1)).toEqual({ line: 12_000, cells: [12_000, '#119', 'ö'.repeat(500), [99, { deep: null }]] });
  expect(filesLeft()).toEqual([]);
});

/** The memory that is in use, without what is only waiting to be collected. */
function memoryInUse(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1024 / 1024;
}

test('records on their way take the memory of some of them, not of all', async () => {
  const before = memoryInUse();
  const source = await recordsSource('list', pages(900));
  expect(memoryInUse() - before).toBeLessThan(15);
  const out = workshop.path('list.plan');
  const mapping = { others: 'ignore-unknown' } as const;
  const { footer } = await createPlan({ resource: 'clients', mode: 'update', source, out, mapping });
  expect(footer.counts.update).toBe(90_000 - 100);
});
