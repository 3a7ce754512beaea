import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { useSandbox } from 'halopsa-sandbox/fixture';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { halo, type Spoken } from './support/test-host.js';

const sandbox = useSandbox({ beforeAll, afterAll, beforeEach }, { keep: true });
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'halo-held-'));
});
afterEach(() => sandbox.control.faults.clear());
afterAll(() => rm(folder, { recursive: true }));

const tell = (...argv: string[]): Promise<Spoken> =>
  halo(argv, { env: { HALO_TENANT_URL: sandbox.url, HALO_CLIENT_ID: 'sandbox', HALO_CLIENT_SECRET: 'sandbox', HALO_STATE_DIR: folder } });
const posts = (): number =>
  sandbox.control.requestLog.list().filter(({ method, operation }) => method === 'POST' && operation !== 'token').length;
const ticket = (id: number): Record<string, unknown> => sandbox.control.records('tickets').find((one) => one['id'] === id)!;

/** Runs a line and gives what it said, and how many writes reached the server. */
async function sending(...line: string[]): Promise<Spoken & { sent: number }> {
  const before = posts();
  const spoken = await tell(...line);
  return { ...spoken, sent: posts() - before };
}

describe('a field that Halo would ignore', () => {
  it.each([
    ['--data {"statusid":5}', ['tickets', 'update', '1234', '--data', '{"statusid":5}'], 'did you mean status_id?'],
    ['--status-name', ['tickets', 'update', '1234', '--status-name', 'Closed'], 'use status_id'],
    ['--client-name of a create', ['tickets', 'create', '--summary', 'x', '--client-name', 'Acme'], 'use client_id'],
    ['a team', ['teams', 'create', '--data', '{"nam":"X"}'], 'did you mean name?'],
    [
      'an action',
      ['actions', 'create', '--data', '{"ticket_id":1234,"outcome":"Note","timespent":1.5}'],
      'timespent is not a field: did you mean timetaken?',
    ],
    ['an article', ['kb-articles', 'create', '--data', '{"title":"x"}'], 'did you mean name?'],
    ['a person', ['users', 'update', '1', '--data', '{"isimportant":true}'], 'did you mean isimportantcontact?'],
    ['an asset', ['assets', 'update', '456', '--data', '{"serial":"x"}'], 'did you mean key_field?'],
    ['a nested record', ['tickets', 'update', '1234', '--data', '{"customfields":[{"id":1,"vlaue":2}]}'], 'customfields[0].vlaue'],
    ['the second of two', ['tickets', 'create', '--data', '[{"summary":"a"},{"sumary":"b"}]', '--yes'], 'record 2: sumary'],
    ['a flag of what nobody sets', ['tickets', 'update', '1234', '--summary', 'x', '--lastactiondate', '2026-01-01'], 'cannot be written'],
    ['an operation by its id', ['api', 'tickets.upsert', '--data', '[{"sumary":"x"}]'], 'did you mean summary?'],
    ['several tickets', ['tickets', 'update', '1234', '1235', '--yes', '--data', '{"statusid":5}'], 'did you mean status_id?'],
  ])('is refused before anything is sent: %s', async (_, line, hint) => {
    const { exit, sent, stderr } = await sending(...line);
    expect(stderr).toContain(hint);
    expect({ exit, sent }).toEqual({ exit: 2, sent: 0 });
    expect(stderr).toContain('--extra-field');
  });

  it('is sent with --extra-field', async () => {
    const ended = await sending('tickets', 'update', '1234', '--summary', 'Extra', '--extra-field', 'statusid:=5');
    expect(ended).toMatchObject({ exit: 0, sent: 1 });
    expect(JSON.parse((await tell('tickets', 'update', '1234', '--dry-run', '--json', '--extra-field', 'nofield=x')).stdout)).toMatchObject(
      {
        body: [{ id: 1234, nofield: 'x' }],
      },
    );
  });

  it('is said of a raw request, which is sent', async () => {
    const ended = await sending('request', 'POST', '/Tickets', '--data', '{"summary":"Raw","statusid":5}');
    expect(ended).toMatchObject({ exit: 0, sent: 1, stderr: expect.stringContaining('statusid is not a field: did you mean status_id?') });
  });

  it('is left out, and named, where it stands beside what sets it, as in a record that was read', async () => {
    const file = join(folder, 't.json');
    await writeFile(file, (await tell('tickets', 'get', '1234', '--json')).stdout);
    const ended = await sending('tickets', 'update', '1234', '--data', `@${file}`, '--summary', 'Read and written');
    expect(ended).toMatchObject({ exit: 0, sent: 1 });
    expect(ended.stderr).toMatch(/not sent, since Halo sets them: .*status_name/);
    expect(ticket(1234)).toMatchObject({ summary: 'Read and written' });
  });
});

describe('a value that Halo does not take', () => {
  const id = async (): Promise<string> => {
    const made = await tell('tickets', 'create', '--summary', 'Kept by its workflow', '--tickettype-id', '4', '--json');
    return String(JSON.parse(made.stdout).id);
  };

  it('is named, with exit code 7, and the JSON stays what it is', async () => {
    const number = await id();
    const ended = await tell('tickets', 'update', number, '--status-id', '9', '--json');
    expect(ended).toMatchObject({ exit: 7, stderr: expect.stringMatching(/^not taken: status_id$/m) });
    expect(JSON.parse(ended.stdout)).toMatchObject({ id: Number(number) });
    expect(ended.stderr).not.toContain('error:');
  });

  it('is named with its record where there are several', async () => {
    const [first, second] = [await id(), await id()];
    const ended = await tell('tickets', 'update', first, second, '--yes', '--status-id', '9');
    expect(ended.exit).toBe(7);
    expect(ended.stderr).toContain(`not taken: status_id (tickets ${first})`);
    expect(ended.stderr).toContain(`not taken: status_id (tickets ${second})`);
  });

  it('is not made of what answers do not show', async () => {
    const ended = await tell('tickets', 'update', '1234', '--status-id', '9', '--closure-note', 'Done', '--force', '--json');
    expect(ended).toMatchObject({ exit: 0, stderr: expect.not.stringContaining('not taken') });
  });

  it('is looked for in the record with --read-back', async () => {
    const before = sandbox.control.requestLog.list().length;
    const ended = await tell('tickets', 'update', '1234', '--summary', 'Read back', '--read-back');
    expect(ended).toMatchObject({ exit: 0 });
    expect(sandbox.control.requestLog.list().length).toBeGreaterThan(before);
  });
});

describe('an id that names no record', () => {
  it.each([
    [['tickets', 'update', '0', '--summary', 'x']],
    [['tickets', 'update', '00', '--summary', 'x']],
    [['tickets', 'get', '0']],
    [['tickets', 'delete', '0', '--yes']],
    [['tickets', 'update', '9007199254740993', '--summary', 'x']],
    [['tickets', 'update', '1.5', '--summary', 'x']],
    [['api', 'tickets.get', '0']],
  ])('is refused: halo %j', async (line) => {
    expect(await sending(...line)).toMatchObject({ exit: 2, sent: 0 });
  });
});

describe('an undo', () => {
  it('brings back every record of one command, shows what it will do, and says when it is done', async () => {
    await tell('tickets', 'update', '1234', '1235', '1236', '--yes', '--impact', '1');
    const before = [1234, 1235, 1236].map((number) => ticket(number)['impact']);
    expect(before).toEqual([1, 1, 1]);
    await tell('tickets', 'update', '1234', '1235', '1236', '--yes', '--impact', '3');
    const undone = await tell('undo', '--yes');
    expect(undone).toMatchObject({ exit: 0 });
    for (const number of [1234, 1235, 1236]) expect(undone.stderr).toContain(`ticket ${number}: impact back to 1 (now 3)`);
    expect([1234, 1235, 1236].map((number) => ticket(number)['impact'])).toEqual([1, 1, 1]);
    const again = await tell('undo', '--yes');
    expect(again).toMatchObject({ exit: 2, stderr: expect.stringContaining('was an undo itself: tickets 1234, 1235, 1236') });
  });

  it('is refused as a whole where one of the records was changed since', async () => {
    await tell('tickets', 'update', '1234', '1235', '--yes', '--impact', '2');
    sandbox.control.put('tickets', { id: 1235, impact: 1 });
    const undone = await sending('undo', '--yes');
    expect(undone).toMatchObject({ exit: 1, sent: 0, stderr: expect.stringContaining('Ticket 1235 has changed: impact is "1"') });
    expect(ticket(1234)).toMatchObject({ impact: 2 });
  });

  it('goes on where it broke off', async () => {
    await tell('tickets', 'update', '1234', '1235', '--yes', '--urgency', '1');
    await tell('tickets', 'update', '1234', '1235', '--yes', '--urgency', '3');
    sandbox.control.faults.add({ kind: 'status', status: 403, method: 'POST', skip: 1, path: '/Tickets' } as never);
    const broken = await tell('undo', '--yes');
    sandbox.control.faults.clear();
    expect(broken).toMatchObject({ exit: 1, stderr: expect.stringContaining('Taken back before that: 1234') });
    expect(await tell('undo', '--yes')).toMatchObject({ exit: 0, stderr: expect.stringContaining('Set back ticket 1235') });
    expect([1234, 1235].map((number) => ticket(number)['urgency'])).toEqual([1, 1]);
  });

  it('deletes all records of one create', async () => {
    const made = await tell('tickets', 'create', '--data', '[{"summary":"One"},{"summary":"Two"}]', '--yes', '--json');
    const ids = (JSON.parse(made.stdout) as { id: number }[]).map(({ id }) => id);
    expect(await tell('undo', '--yes')).toMatchObject({
      exit: 0,
      stderr: expect.stringContaining(`Deleted tickets ${ids.join(', ')} again`),
    });
    for (const id of ids) expect((await tell('tickets', 'get', String(id))).exit).toBe(3);
  });
});

describe('a write of several that fails', () => {
  it('says per record what became of it', async () => {
    const data = JSON.stringify([{ summary: 'First' }, { summary: '' }, { summary: 'Third' }]);
    const ended = await tell('request', 'POST', '/Tickets', '--data', data, '--json');
    expect(ended.exit).toBe(1);
    expect(ended.stderr).not.toMatch(/nothing was changed/i);
    expect(JSON.parse(ended.stderr).error.records).toMatchObject([{ outcome: 'unknown' }, { outcome: 'unknown' }, { outcome: 'unknown' }]);
  });
});

it('an update of several that is refused at one does not say that nothing was changed', async () => {
  const ended = await sending('tickets', 'update', '1234', '999999', '1235', '--yes', '--json', '--summary', 'Several');
  const { error } = JSON.parse(ended.stderr.split('\n').at(-2)!);
  expect(error.records).toEqual([
    { record: 1, outcome: 'done', id: 1234 },
    { record: 2, outcome: 'refused', id: 999_999 },
    { record: 3, outcome: 'not_sent', id: 1235 },
  ]);
  expect(error.nextStep).toMatch(/Send only the records that were not written\.$/);
  expect(ended.stderr).not.toMatch(/nothing was (?:changed|sent)/i);
});

it.each([
  [['tickets', 'update', '1235', '--summary', 'x', '--extra-field', 'id:=0']],
  [['tickets', 'create', '--summary', 'x', '--extra-field', 'id:=1235']],
  [['api', 'tickets.upsert', '--data', '[{"id":0,"summary":"x"}]']],
  [['api', 'tickets.upsert', '--data', '[{"id":1235,"summary":"x"},{"id":"","summary":"y"}]']],
])('an id that would make or change another record is not sent: %s', async (line) => {
  expect(await sending(...line)).toMatchObject({ exit: 2, sent: 0 });
});

it('a write of several that is refused in the middle counts its records from 1, in words and in JSON', async () => {
  const records = JSON.stringify([{ summary: 'Taken' }, { summary: 'Refused', client_id: 987_654 }, { summary: 'Not read' }]);
  const ended = await tell('api', 'tickets.upsert', '--data', records, '--yes', '--json');
  const { error } = JSON.parse(ended.stderr.split('\n').at(-2)!);
  expect(error.message).toContain('(records 1 to 3 unknown)');
  expect(error.records).toEqual([1, 2, 3].map((record) => ({ record, outcome: 'unknown' })));
  expect(error.nextStep).toContain('Look each record up');
});
