import { spawn } from 'node:child_process';
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { importFolder, importStatus, planRetry, retryPath, undoImport } from 'halopsa-bulk';
import { runs } from 'halopsa-testkit';
import { describe, expect, test } from 'vitest';
import { openWorkshop, type Workshop } from './workshop.js';

const program = join(import.meta.dirname, 'import-process.js');
const quick = { settleMs: 20, verify: 'none' } as const;
/** More than are read one by one. */
const customers = runs(24, 40);

const manifest = `
files:
  - { file: actions.csv, resource: actions, match: [ticket_id+note], mode: create, references: { Ticket: tickets.csv }, map: { columns: { Ticket: ticket_id }, set: { outcome_id: 7 } } }
  - { file: tickets.csv, resource: tickets, match: [third_party_id_string], alias: Ref, references: { User: users.csv }, map: { columns: { Ref: third_party_id_string } } }
  - { file: assets.csv, resource: assets, match: [inventory_number], references: { Site: sites.csv } }
  - { file: users.csv, resource: users, match: [emailaddress], alias: Ref, references: { Site: sites.csv } }
  - { file: sites.csv, resource: sites, match: [client_id+name], alias: Ref, references: { Customer: clients.csv } }
  - { file: clients.csv, resource: clients, match: [name], alias: Ref }
`;

const lines = (heading: string, row: (at: number) => string): string =>
  `${heading}\n${Array.from({ length: customers }, (_, at) => row(at)).join('\n')}\n`;

/** A customer base in which every name is found by the alias of a row: the aliases look like ids and are none. */
function writeFolder(workshop: Workshop): string {
  const folder = workshop.path('migration');
  mkdirSync(folder);
  const files: Readonly<Record<string, string>> = {
    'import.yaml': manifest,
    'clients.csv': lines('Ref,name', (at) => `${at + 1},Imported ${at}`),
    'sites.csv': lines('Ref,Customer,name', (at) => `S${at},${at + 1},Office`),
    'users.csv': lines('Ref,name,emailaddress,Site', (at) => `U${at},Person ${at},person.${at}@import.example,S${at}`),
    'assets.csv': lines('inventory_number,assettype_id,Site', (at) => `IMP-${at},${1},S${at}`),
    'tickets.csv': lines('Ref,summary,User', (at) => `T-${at},Ticket ${at},U${at}`),
    'actions.csv': lines('Ticket,note', (at) => `T-${at},Note ${at}`),
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

/** What was brought in, by names: the ids differ from run to run. */
function imported({ sandbox }: Workshop): string[] {
  const named = (resource: string, id: unknown): string => String(sandbox.control.records(resource).find((one) => one.id === id)?.name);
  const tickets = sandbox.control.records('tickets').filter(({ third_party_id_string: ref }) => String(ref).startsWith('T-'));
  const refs = new Map(tickets.map(({ id, third_party_id_string }) => [id, String(third_party_id_string)]));
  return [
    ...sandbox.control.records('clients').flatMap(({ name }) => (String(name).startsWith('Imported') ? [String(name)] : [])),
    ...sandbox.control
      .records('sites')
      .flatMap(({ name, client_id }) => (name === 'Office' ? [`Office of ${named('clients', client_id)}`] : [])),
    ...sandbox.control
      .records('users')
      .flatMap(({ name, emailaddress, client_id }) =>
        String(emailaddress).endsWith('@import.example') ? [`${name} at ${named('clients', client_id)}`] : [],
      ),
    ...sandbox.control
      .records('assets')
      .flatMap(({ inventory_number, client_id }) =>
        String(inventory_number).startsWith('IMP-') ? [`${inventory_number} at ${named('clients', client_id)}`] : [],
      ),
    ...tickets.map(({ summary, user_id }) => `${summary} of ${named('users', user_id)}`),
    ...sandbox.control
      .records('actions')
      .flatMap(({ ticket_id, note }) =>
        refs.has(ticket_id) && String(note).startsWith('Note') ? [`${note} on ${refs.get(ticket_id)}`] : [],
      ),
  ].sort();
}

const expected = (): string[] =>
  Array.from({ length: customers }, (_, at) => [
    `Imported ${at}`,
    `Office of Imported ${at}`,
    `Person ${at} at Imported ${at}`,
    `IMP-${at} at Imported ${at}`,
    `Ticket ${at} of Person ${at}`,
    `Note ${at} on T-${at}`,
  ])
    .flat()
    .sort();

const states = (files: readonly { file: string; state: string }[]): string[] => files.map(({ file, state }) => `${file} ${state}`);

describe('an import of several files', () => {
  test('brings parents in before children, by the aliases of their rows, and can be taken back', async () => {
    await using workshop = await openWorkshop({ seed: 'small' });
    const folder = writeFolder(workshop);
    expect(states(await importStatus(folder))).toEqual(
      ['clients.csv', 'sites.csv', 'users.csv', 'assets.csv', 'tickets.csv', 'actions.csv'].map((file) => `${file} waiting`),
    );
    const files = await importFolder(folder, workshop.tenant, { ...quick, verify: 'all' });
    expect(files).toMatchObject(files.map(() => ({ state: 'finished', rows: customers, failed: 0, unknown: 0, waiting: 0 })));
    expect(imported(workshop)).toEqual(expected());

    workshop.sandbox.control.requestLog.clear();
    await importFolder(folder, workshop.tenant, quick);
    expect(workshop.sandbox.control.requestLog.list()).toEqual([]);

    await undoImport(folder, workshop.tenant, quick);
    expect(imported(workshop)).toEqual([]);
  });

  test.each(Array.from({ length: runs(2, 40) }, (_, at) => at))('that is killed ends as one that was left alone (run %i)', async (seed) => {
    await using workshop = await openWorkshop({ seed: 'small' });
    const folder = writeFolder(workshop);
    workshop.sandbox.control.setLatency(5);
    await killedImport([folder, workshop.url], seed);
    await killedImport([folder, workshop.url], seed + 3);
    await importFolder(folder, workshop.newTenant(), quick);
    expect(imported(workshop)).toEqual(expected());
  });

  test.each(Array.from({ length: runs(3, 40) }, (_, at) => at))('is taken back whole, whatever was killed (run %i)', async (seed) => {
    await using workshop = await openWorkshop({ seed: 'small' });
    const { sandbox, url } = workshop;
    const folder = writeFolder(workshop);
    sandbox.control.put('clients', { name: 'Imported 3' });
    sandbox.control.setLatency(5);
    if (seed % 2 === 0) await importFolder(folder, workshop.tenant, quick);
    else await killedImport([folder, url], seed + 4);
    await killedImport([folder, url, 'undo'], seed);
    await killedImport([folder, url, 'undo'], seed + 3);
    const stop = new AbortController();
    setTimeout(() => stop.abort(new Error('stopped by hand')), (seed * 37) % 300);
    await undoImport(folder, workshop.newTenant(stop.signal), quick).catch((error: Error) =>
      expect(error.message).toContain('stopped by hand'),
    );
    await undoImport(folder, workshop.newTenant(), quick);
    expect(imported(workshop)).toEqual(['Imported 3']);
  });

  test('that was taken back says so, and is not held for done', async () => {
    await using workshop = await openWorkshop({ seed: 'small' });
    const folder = writeFolder(workshop);
    await importFolder(folder, workshop.tenant, quick);
    await undoImport(folder, workshop.tenant, quick);
    expect(new Set((await importStatus(folder)).map(({ state }) => state))).toEqual(new Set(['taken back']));
    workshop.sandbox.control.requestLog.clear();
    await expect(importFolder(folder, workshop.tenant, quick)).rejects.toThrow(
      'clients.undo.plan: this import was taken back, or began to be',
    );
    expect(workshop.sandbox.control.requestLog.list()).toEqual([]);
  });

  test('is refused where a file got rows after it was brought in', async () => {
    await using workshop = await openWorkshop({ seed: 'small' });
    const folder = writeFolder(workshop);
    await importFolder(folder, workshop.tenant, quick);
    appendFileSync(join(folder, 'sites.csv'), 'S99,1,Forgotten\n');
    await expect(importFolder(folder, workshop.tenant, quick)).rejects.toThrow('sites.csv: the file was changed after it was planned');
    await importFolder(folder, workshop.tenant, { ...quick, force: true });
  });

  test('takes every retry of its files up, there and back', async () => {
    await using workshop = await openWorkshop({ seed: 'small' });
    const { tenant, sandbox } = workshop;
    const folder = writeFolder(workshop);
    const again = async (work: typeof importFolder | typeof undoImport, operation: string, plan: string): Promise<void> => {
      for (let path = join(folder, plan), round = 0; round < 3; path = retryPath(path), round += 1) {
        sandbox.control.faults.add({ kind: 'status', status: 400, operation });
        await expect(work(folder, tenant, quick)).rejects.toMatchObject({ code: 'halo/bulk-failures' });
        sandbox.control.faults.clear();
        await planRetry({ plan: path, out: retryPath(path), tenant });
      }
      await work(folder, tenant, quick);
    };
    await again(importFolder, 'sites.upsert', 'sites.plan');
    expect(imported(workshop)).toEqual(expected());
    await again(undoImport, 'sites.delete', 'sites.retry.retry.retry.undo.plan');
    expect(imported(workshop)).toEqual([]);
  }, 180_000);

  test('that is refused half-way goes on once the file is mended', async () => {
    await using workshop = await openWorkshop({ seed: 'small' });
    const folder = writeFolder(workshop);
    const good = readFileSync(join(folder, 'users.csv'), 'utf8');
    writeFileSync(join(folder, 'users.csv'), good.replace(',S7\n', ',12\n'));
    await expect(importFolder(folder, workshop.tenant, quick)).rejects.toThrow(
      'users.csv, line 9, column "Site": "12" is not the alias of any row of sites.csv that is there',
    );
    expect(states(await importStatus(folder)).slice(0, 3)).toEqual(['clients.csv finished', 'sites.csv finished', 'users.csv waiting']);
    writeFileSync(join(folder, 'users.csv'), good);
    await importFolder(folder, workshop.tenant, quick);
    expect(imported(workshop)).toEqual(expected());
  });

  test('that is refused for many rows says why, once for each reason', async () => {
    await using workshop = await openWorkshop({ seed: 'small' });
    const folder = writeFolder(workshop);
    const good = readFileSync(join(folder, 'users.csv'), 'utf8');
    writeFileSync(join(folder, 'users.csv'), good.replaceAll(/,S[5-9]\n/g, ',nowhere\n'));
    await expect(importFolder(folder, workshop.tenant, quick)).rejects.toThrow(
      /^users\.csv: 5 rows have errors:\n {2}5 rows, lines 7, 8, 9, 10, 11, column "Site": "nowhere" is not the alias of any row of sites\.csv/,
    );
  });

  test('whose rows have no key says what helps where it is not known whether they took effect', async () => {
    await using workshop = await openWorkshop();
    const folder = workshop.path('keyless');
    mkdirSync(folder);
    writeFileSync(join(folder, 'import.yaml'), 'files:\n  - { file: clients.csv, resource: clients, mode: create }\n');
    writeFileSync(join(folder, 'clients.csv'), 'name\nOne\nTwo\n');
    workshop.sandbox.control.faults.add({ kind: 'reset', phase: 'after', operation: 'clients.upsert', count: 1 });
    const failure = await importFolder(folder, workshop.tenant, quick).catch((error: unknown) => error);
    expect(failure).toMatchObject({ message: 'clients.csv: 0 rows failed and 1 are unknown; the files that come after it wait.' });
    const { nextStep } = failure as { nextStep: string };
    expect(nextStep).toContain('They have no key to look them up by: exportResults(');
    expect(nextStep).toContain('Then import again, or go on without them with skipErrors: true.');
    expect(nextStep).not.toContain('resumePlan');
  });

  test('waits for rows that failed to be tried once more', async () => {
    await using workshop = await openWorkshop({ seed: 'small' });
    const folder = writeFolder(workshop);
    workshop.sandbox.control.faults.add({ kind: 'status', status: 400, operation: 'sites.upsert', count: 100 });
    await expect(importFolder(folder, workshop.tenant, quick)).rejects.toMatchObject({
      code: 'halo/bulk-failures',
      message: expect.stringMatching(/^sites\.csv: \d+ rows failed and 0 are unknown; the files that come after it wait\.$/),
    });
    workshop.sandbox.control.faults.clear();
    const plan = join(folder, 'sites.plan');
    await planRetry({ plan, out: retryPath(plan), tenant: workshop.tenant });
    await importFolder(folder, workshop.tenant, quick);
    expect(imported(workshop)).toEqual(expected());
    await undoImport(folder, workshop.tenant, quick);
    expect(imported(workshop)).toEqual([]);
  });

  test.each([
    ['files: []', 'a manifest lists files'],
    ['files: [{ file: ../clients.csv, resource: clients }]', '"../clients.csv" is not in the folder of the manifest'],
    ['files: [{ file: clients.csv, resource: clients, colour: red }]', 'an entry of "files" has no "colour"'],
    [
      'files: [{ file: clients.csv, resource: clients, match: [name], references: { name: sites.csv } }]',
      'clients.csv refers to sites.csv, which is not listed',
    ],
    [
      'files: [{ file: clients.csv, resource: clients, alias: Ref, references: { name: sites.csv } }, { file: sites.csv, resource: sites, alias: Ref, references: { name: clients.csv } }]',
      'clients.csv and sites.csv wait for each other',
    ],
    [
      'files: [{ file: clients.csv, resource: clients, match: [name], alias: Code }]',
      'clients.csv, column "Code": the manifest names this column',
    ],
    [
      'files: [{ file: clients.csv, resource: clients, match: [name] }, { file: clients.xlsx, resource: users, match: [name] }]',
      'clients.csv and clients.xlsx differ by their extension alone',
    ],
    ...['tickets.undo.csv', 'tickets.retry.csv', 'tickets.retry.undo.xlsx'].map((other) => [
      `files: [{ file: tickets.csv, resource: tickets }, { file: ${other}, resource: tickets }]`,
      `tickets.csv and ${other} would share plans`,
    ]),
    [
      'files: [{ file: clients.csv, resource: clients, match: [name], alias: Ref, references: { Customer: clients.csv } }]',
      'clients.csv refers to itself',
    ],
    ['files: [{ file: missing.csv, resource: clients, match: [name] }]', 'missing.csv: the file does not exist'],
    ['files: [{', 'this is not YAML'],
  ])('with the manifest %s is refused before anything is sent', async (text, problem) => {
    await using workshop = await openWorkshop();
    const folder = writeFolder(workshop);
    writeFileSync(join(folder, 'import.yaml'), text);
    await expect(importFolder(folder, workshop.tenant)).rejects.toMatchObject({
      code: 'halo/usage',
      message: expect.stringContaining(problem),
    });
    expect(workshop.sandbox.control.requestLog.list()).toEqual([]);
  });
});

/** Runs the import, or takes it back, and kills it at another file, and another moment of it, each time. */
async function killedImport(words: readonly string[], seed: number): Promise<void> {
  const child = spawn(process.execPath, [program, ...words], { stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = new Promise((resolve) => child.once('close', resolve));
  let said = 0;
  child.stdout.on('data', (text: Buffer) => {
    said += String(text).split('\n').length - 1;
    if (said > seed % 6) setTimeout(() => child.kill('SIGKILL'), (seed * 17) % 60);
  });
  await ended;
}
