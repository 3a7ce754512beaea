import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { createPlan, openSource, readPlanRows } from 'halopsa-bulk';
import { expect, test } from 'vitest';
import { Journal } from '../src/journal/journal.js';
import { collect, openWorkshop } from './workshop.js';

const program = join(import.meta.dirname, 'journal-process.js');
const [rows, inRequest, fields] = [1500, 100, 60];
/** What the answers to new records held, all different: a record of a real tenant has hundreds of fields. */
const madeOf = (row: number): Record<string, string> =>
  Object.fromEntries(Array.from({ length: fields }, (_, at) => [`field_${at}`, `${row}/${at} `.padEnd(400, 'x')]));

test('a journal is read in memory that does not grow with what it holds, by status and by undo', { timeout: 120_000 }, async () => {
  await using workshop = await openWorkshop();
  const text = `name\n${Array.from({ length: rows }, (_, at) => `Row ${at}`).join('\n')}\n`;
  const source = await openSource(workshop.file('rows.csv', text));
  const { path, footer } = await createPlan({ resource: 'clients', mode: 'create', source, out: workshop.path('job.plan') });
  const journal = await Journal.open(path);
  await journal.note({ t: 'begin', plan: footer.sha256, at: '' });
  // Requests that are under way at the same time end in any order.
  for (const from of Array.from({ length: rows / inRequest }, (_, at) => ((at * 7) % (rows / inRequest)) * inRequest)) {
    const numbers = Array.from({ length: inRequest }, (_, at) => from + at + 1);
    await journal.note({ t: 'done', rows: numbers, ids: numbers.map((row) => row + 10_000), made: numbers.map(madeOf) });
  }
  await journal.close();
  expect(statSync(`${path}.journal`).size).toBeGreaterThan(36_000_000);
  const undo = workshop.path('undo.plan');
  const run = spawnSync(process.execPath, ['--max-old-space-size=48', program, path, undo], { encoding: 'utf8' });
  expect(run.stdout || run.stderr.slice(0, 500)).toBe(JSON.stringify({ done: rows, deletes: rows }));
  const plan = await collect(readPlanRows(undo));
  for (const at of [0, 99, 100, 777, rows - 1]) expect(plan[at]).toMatchObject({ id: at + 10_001, made: madeOf(at + 1) });
});
