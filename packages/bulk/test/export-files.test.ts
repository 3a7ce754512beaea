import { spawnSync } from 'node:child_process';
import { existsSync, linkSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import { applyPlan, createPlan, exportResults, openSource, readStatus, reviewPage, writeEditSheet } from 'halopsa-bulk';
import { expect, test } from 'vitest';
import { openWorkshop, putClients, type Workshop } from './workshop.js';

/** A job of two rows, of which one was refused. */
async function job(workshop: Workshop): Promise<string> {
  const [id] = putClients(workshop.sandbox, 1);
  const source = await openSource(workshop.file('rows.csv', `id,colour\n${id},#222222\n999,#222222\n`));
  const { tenant } = workshop;
  const { path } = await createPlan({ resource: 'clients', mode: 'update', source, out: workshop.path('job.plan'), tenant });
  await applyPlan(path, tenant, { verify: 'none', skipErrors: true });
  return path;
}

const contents = (workshop: Workshop): Record<string, string> => {
  const folder = dirname(workshop.path('x'));
  return Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(workshop.path(name), 'utf8')]));
};

test('results are not written over the spreadsheet, the plan, or what stands beside it', async () => {
  await using workshop = await openWorkshop();
  const plan = await job(workshop);
  symlinkSync(workshop.path('rows.csv'), workshop.path('link.csv'));
  linkSync(workshop.path('job.plan.journal'), workshop.path('hard.csv'));
  const before = contents(workshop);
  for (const name of ['rows.csv', 'job.plan', 'job.plan.journal', 'job.plan.lock', 'job.plan.deleted.ndjson', 'link.csv', 'hard.csv'])
    for (const kind of ['success', 'failure', 'unknown'] as const)
      await expect(exportResults({ plan, [kind]: workshop.path(name) }), name).rejects.toThrow('belongs to this job');
  for (const name of ['rows.csv', 'job.plan', 'job.plan.journal', 'link.csv', 'hard.csv'])
    await expect(reviewPage(plan, workshop.path(name)), name).rejects.toThrow('belongs to this job');
  expect(contents(workshop)).toEqual(before);
  expect(await readStatus(plan)).toMatchObject({ state: 'finished', done: 1 });
});

test('a plan knows its spreadsheet wherever it is applied from', async () => {
  await using workshop = await openWorkshop();
  const path = workshop.file('rows.csv', 'name\nRow 1\n');
  const source = await openSource(relative(process.cwd(), path));
  const { tenant } = workshop;
  const { header } = await createPlan({ resource: 'clients', mode: 'create', source, out: workshop.path('job.plan'), tenant });
  expect(header.source.file?.path).toBe(path);
});

test.each([
  ['rows.csv', 'id,colour\n2,#111111\n', 'id,colour\n2,#333333\n'],
  ['rows.json', '[{"id":2,"colour":"#111111"}]', '[{"id":2,"colour":"#333333"}]'],
  ['rows.ndjson', '{"id":2,"colour":"#111111"}\n', '{"id":2,"colour":"#333333"}\n'],
])('a spreadsheet that is saved while it is planned is planned again: %s', async (name, before, after) => {
  await using workshop = await openWorkshop({ seed: 'small' });
  const path = workshop.file(name, before);
  const source = await openSource(path);
  await new Promise((resolve) => setTimeout(resolve, 5));
  workshop.file(name, after);
  const request = { resource: 'clients', mode: 'update', out: workshop.path('job.plan'), tenant: workshop.tenant } as const;
  await expect(createPlan({ ...request, source })).rejects.toThrow('the file was changed while it was planned');
  const { sample } = await createPlan({ ...request, source: await openSource(path) });
  expect(sample).toMatchObject([{ set: { colour: '#333333' } }]);
});

test('two kinds of rows do not go to one file', async () => {
  await using workshop = await openWorkshop();
  const plan = await job(workshop);
  symlinkSync(workshop.path('both.csv'), workshop.path('link.csv'));
  writeFileSync(workshop.path('both.csv'), 'before');
  for (const failure of ['both.csv', './both.csv', 'link.csv'].map((name) => workshop.path(name)))
    await expect(exportResults({ plan, success: workshop.path('both.csv'), failure })).rejects.toThrow('one file');
  expect(readFileSync(workshop.path('both.csv'), 'utf8')).toBe('before');
});

test('a result takes its name when it is whole', async () => {
  await using workshop = await openWorkshop();
  const plan = await job(workshop);
  writeFileSync(workshop.path('failed.csv'), 'of the run before');
  const names = (): string[] => readdirSync(dirname(plan)).sort();
  const before = names();
  await expect(exportResults({ plan, failure: workshop.path('failed.csv'), success: workshop.path('no/such/folder.csv') })).rejects.toThrow(
    'cannot be written',
  );
  expect(readFileSync(workshop.path('failed.csv'), 'utf8')).toBe('of the run before');
  expect(names()).toEqual(before);
  workshop.sandbox.control.faults.add({ kind: 'status', status: 400, operation: 'clients.list' });
  await expect(
    writeEditSheet({ resource: 'clients', columns: ['id', 'name'], path: workshop.path('edit.csv'), tenant: workshop.tenant }),
  ).rejects.toThrow('400');
  expect(existsSync(workshop.path('edit.csv'))).toBe(false);
  await exportResults({ plan, failure: workshop.path('failed.csv') });
  expect(readFileSync(workshop.path('failed.csv'), 'utf8')).toContain('999,#222222');
});

// Windows has no named pipes in the file system. It runs on Linux, in CI too.
test.skipIf(process.platform === 'win32')('a pipe takes results as they come', async () => {
  await using workshop = await openWorkshop();
  const plan = await job(workshop);
  const pipe = workshop.path('pipe');
  expect(spawnSync('mkfifo', [pipe]).status).toBe(0);
  const { readFile } = await import('node:fs/promises');
  const [text] = await Promise.all([readFile(pipe, 'utf8'), exportResults({ plan, failure: pipe })]);
  expect(text).toContain('999,#222222');
});

test('unknown rows of an earlier export do not stay beside the rows of a later one', async () => {
  await using workshop = await openWorkshop();
  const plan = await job(workshop);
  const [failure, unknown, named] = ['failed.csv', 'failed.unknown.csv', 'named.csv'].map((name) => workshop.path(name));
  await exportResults({ plan, failure });
  expect(existsSync(unknown!)).toBe(false);
  writeFileSync(unknown!, 'id,colour,outcome\n7,#222222,unknown\n');
  await exportResults({ plan, failure });
  expect(readFileSync(unknown!, 'utf8')).toBe('\uFEFFid,colour,halo_id,halo_outcome,halo_error,halo_line\n');
  await exportResults({ plan, unknown: named });
  expect(readFileSync(named!, 'utf8')).toBe(readFileSync(unknown!, 'utf8'));
});
