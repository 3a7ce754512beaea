import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { useSandbox } from 'halopsa-sandbox/fixture';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hoursOf } from '../src/topics/own-verbs/tickets/log-time.js';
import { halo, type Spoken } from './support/test-host.js';

const sandbox = useSandbox({ beforeAll, afterAll, beforeEach });
const folder = mkdtempSync(join(tmpdir(), 'halo-verbs-'));
const run = (...argv: string[]): Promise<Spoken> =>
  halo(argv, {
    env: { HALO_TENANT_URL: sandbox.url, HALO_CLIENT_ID: 'sandbox', HALO_CLIENT_SECRET: 'sandbox', HALO_STATE_DIR: folder, TZ: 'UTC' },
  });
const made = async (): Promise<string> => {
  const { stdout } = await run('tickets', 'create', '--summary', 'Printer\u001b[31m is dead', '--client', 'Acme', '--json');
  return String((JSON.parse(stdout) as { id: number }).id);
};
const ticket = async (id: string): Promise<Record<string, unknown>> =>
  JSON.parse((await run('tickets', 'get', id, '--json')).stdout) as never;
const actions = async (id: string): Promise<Record<string, unknown>[]> =>
  JSON.parse((await run('actions', 'list', '--ticket-id', id, '--json')).stdout) as never;

describe('halo tickets', () => {
  it('close sets Closed with its note, reopen opens again, and both are undone', async () => {
    const id = await made();
    expect((await run('tickets', 'close', id, '--note', 'Restarted')).exit).toBe(0);
    expect(await ticket(id)).toMatchObject({ status_id: 9 });
    expect((await run('undo', '--yes')).exit).toBe(0);
    expect(await ticket(id)).toMatchObject({ status_id: 1 });
    await run('tickets', 'close', id);
    expect((await run('tickets', 'reopen', id, '--status', 'In Progress')).exit).toBe(0);
    expect(await ticket(id)).toMatchObject({ status_id: 2 });
  });

  it('close of several asks first', async () => {
    const [one, two] = [await made(), await made()];
    const refused = await run('tickets', 'close', one, two);
    expect(refused.exit).not.toBe(0);
    expect(await ticket(one)).toMatchObject({ status_id: 1 });
    expect((await run('tickets', 'close', one, two, '--yes')).exit).toBe(0);
    expect(await ticket(two)).toMatchObject({ status_id: 9 });
  });

  it('assign takes names, and says what is missing', async () => {
    const id = await made();
    expect((await run('tickets', 'assign', id, '--agent', 'Tara Underwood', '--team', 'Service Desk')).exit).toBe(0);
    expect(await ticket(id)).toMatchObject({ agent_id: 10 });
    expect(await run('tickets', 'assign', id)).toMatchObject({
      exit: 2,
      stderr: expect.stringContaining('Give --agent, --team, or both.'),
    });
  });

  it('note and log-time add actions, the note hidden from the user', async () => {
    const id = await made();
    expect((await run('tickets', 'note', id, 'Rang', 'back')).exit).toBe(0);
    expect((await run('tickets', 'log-time', id, '1h30m', '--note', 'On site')).exit).toBe(0);
    const [time, note] = await actions(id);
    expect(note).toMatchObject({ note: 'Rang back', hiddenfromuser: true });
    expect(time).toMatchObject({ note: 'On site', timetaken: 1.5 });
    expect((await run('tickets', 'note', id, ' ')).exit).toBe(2);
  });

  it('attach sends files, and asks by their names where there are several', async () => {
    const id = await made();
    const files = ['a.txt', 'b.txt'].map((name) => join(folder, name));
    for (const file of files) writeFileSync(file, 'x');
    expect((await run('tickets', 'attach', id, files[0] ?? '')).exit).toBe(0);
    const asked = await run('tickets', 'attach', id, ...files);
    expect(asked.exit).not.toBe(0);
    expect((await run('tickets', 'show', id, '--json')).stdout).toContain('a.txt');
  });

  it('show reads as a person does, and nothing in a record steers the terminal', async () => {
    const id = await made();
    await run('tickets', 'note', id, 'Rang back');
    const { stdout, exit } = await run('tickets', 'show', id);
    expect(exit).toBe(0);
    expect(stdout).not.toContain('\u001b[31m');
    for (const text of [`#${id}  Printer`, 'Status', 'New', 'Acme', 'Rang back', 'private']) expect(stdout).toContain(text);
    const data = JSON.parse((await run('tickets', 'show', id, '--json')).stdout) as Record<string, unknown>;
    expect(Object.keys(data)).toEqual(['ticket', 'actions', 'attachments']);
    expect(await run('tickets', 'show', '999999')).toMatchObject({ exit: 3, stdout: '' });
  });

  it('a dry run looks names up and shows what would be sent', async () => {
    const id = await made();
    sandbox.control.requestLog.clear();
    const { stdout, stderr } = await run('tickets', 'update', id, '--tickettype', 'Incident', '--dry-run');
    expect(stdout).toContain('"tickettype_id": 1');
    expect(stderr).toContain('names were looked up, and nothing else was sent');
    expect(sandbox.control.requestLog.list().every(({ method, operation }) => method === 'GET' || operation === 'token')).toBe(true);
  });
});

it.each([
  ['30m', 0.5],
  ['1h30m', 1.5],
  ['2h', 2],
  ['1:45', 1.75],
  ['0.25', 0.25],
  ['1.5h', 1.5],
])('%s is %d hours', (text, hours) => expect(hoursOf(text)).toBe(hours));

it.each(['', '0', 'h', '1:60', '-1', '1h 30m x', '5000', 'NaN'])('"%s" is no time', (text) => {
  expect(() => hoursOf(text)).toThrow('The time has to be');
});

it('halo appointments today lists the day in the zone of the person', async () => {
  const { id } = sandbox.control.put('appointments', {
    subject: 'Visit',
    start_date: '2026-11-29T10:00:00',
    end_date: '2026-11-29T11:00:00',
    agent_id: 10,
  });
  const { stdout, exit } = await run('appointments', 'today', '--day', '2026-11-29', '--json');
  expect(exit).toBe(0);
  expect((JSON.parse(stdout) as { id: number }[]).map((row) => row.id)).toContain(Number(id));
  expect((await run('appointments', 'today', '--agent', 'Nobody Known')).exit).toBe(2);
});
