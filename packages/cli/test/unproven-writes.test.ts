import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from 'halopsa';
import type { FaultRule } from 'halopsa-sandbox';
import { useSandbox } from 'halopsa-sandbox/fixture';
import { useQuickWaits } from 'halopsa-testkit';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { halo, type Spoken } from './support/test-host.js';

useQuickWaits(systemClock, { beforeAll, afterAll });
const sandbox = useSandbox({ beforeAll, afterAll, beforeEach }, { keep: true });
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'halo-unproven-'));
});
afterEach(() => sandbox.control.faults.clear());
afterAll(() => rm(folder, { recursive: true }));

const tell = (...argv: string[]): Promise<Spoken> =>
  halo(argv, { env: { HALO_TENANT_URL: sandbox.url, HALO_CLIENT_ID: 'sandbox', HALO_CLIENT_SECRET: 'sandbox', HALO_STATE_DIR: folder } });

const answers = (body: string, phase: FaultRule['phase'] = 'before', operation = 'tickets.delete'): void =>
  void sandbox.control.faults.add({ kind: 'status', status: 200, body, phase, operation });
const newTicket = async (): Promise<string> =>
  String(JSON.parse((await tell('tickets', 'create', '--summary', 'To be deleted', '--json')).stdout).id);
const isThere = (id: string): boolean => sandbox.control.records('tickets').some((one) => String(one['id']) === id);

describe('a delete whose answer proves nothing', () => {
  it.each(['false', '{}', 'true', '{"error":"denied"}', 'OK'])('is not called done: %s', async (body) => {
    const id = await newTicket();
    answers(body);
    const ended = await tell('tickets', 'delete', id, '--yes', '--json');
    expect(ended.exit).toBe(1);
    expect(ended.stdout).toBe('');
    expect(ended.stderr).toContain('and the record is still there');
    expect(JSON.parse(ended.stderr.slice(ended.stderr.indexOf('{')))).toMatchObject({ error: { code: 'halo/not-deleted' } });
    expect(isThere(id)).toBe(true);
  });

  it.each(['false', 'OK'])('is done where the record is gone: %s', async (body) => {
    const id = await newTicket();
    answers(body, 'after');
    expect(await tell('tickets', 'delete', id, '--yes')).toMatchObject({
      exit: 0,
      stderr: expect.stringContaining(`Deleted ticket ${id}`),
    });
  });

  it('ends a delete of several, which says what was deleted before', async () => {
    const ids = [await newTicket(), await newTicket()];
    sandbox.control.faults.add({ kind: 'status', status: 200, body: '{}', operation: 'tickets.delete', skip: 1 });
    const ended = await tell('tickets', 'delete', ...ids, '--yes');
    expect(ended).toMatchObject({ exit: 1, stderr: expect.stringContaining(`Deleted before that: ${ids[0]}`) });
    expect(ids.map(isThere)).toEqual([false, true]);
  });

  it('ends an undo of a create', async () => {
    const id = await newTicket();
    answers('{}');
    expect(await tell('undo', '--yes')).toMatchObject({ exit: 1, stderr: expect.not.stringContaining('Deleted ticket') });
    sandbox.control.faults.clear();
    expect(await tell('undo', '--yes')).toMatchObject({ exit: 0, stderr: expect.stringContaining(`Deleted ticket ${id} again`) });
  });

  it('is not called done where a raw request sends it', async () => {
    const id = await newTicket();
    answers('{"error":"denied"}');
    const ended = await tell('request', 'DELETE', `/Tickets/${id}`);
    expect(ended).toMatchObject({ exit: 1, stdout: '' });
    expect(ended.stderr).toContain(`tickets.delete ${id} was answered with a failure: denied, and the record is still there`);
    expect(ended.stderr).toContain('The answer was: {"error":"denied"}');
    sandbox.control.faults.clear();
    answers('"gone"', 'after');
    expect(await tell('request', 'DELETE', `/Tickets/${id}`)).toMatchObject({ exit: 0, stdout: '"gone"\n' });
    expect(isThere(id)).toBe(false);
  });
});

describe('a write that is answered with success and no proof', () => {
  const lines: Readonly<Record<string, readonly string[]>> = {
    create: ['tickets', 'create', '--summary', 'x'],
    update: ['tickets', 'update', '1234', '--summary', 'x'],
    request: ['request', 'POST', '/Tickets', '--data', '{"summary":"x"}'],
  };
  it.each(Object.keys(lines))('shows the answer, logs it as unknown, and ends with exit code 1: %s', async (name) => {
    for (const body of ['{"error":"denied","token":"hush"}', '{}', 'false', '"saved"', '<html>']) {
      answers(body, 'before', 'tickets.upsert');
      const ended = await tell(...lines[name]!, '--json');
      expect(ended, body).toMatchObject({ exit: 1, stdout: '' });
      const { error } = JSON.parse(ended.stderr.slice(ended.stderr.indexOf('{"error"'))) as { error: object };
      const answer = body.startsWith('<') ? body : JSON.parse(body.replace('hush', '***'));
      expect(error).toMatchObject({ code: 'halo/ambiguous-write', answer });
      const shown = await tell(...lines[name]!);
      expect(shown.stderr).toContain(`  The answer was: ${typeof answer === 'string' ? answer : JSON.stringify(answer)}`);
      sandbox.control.faults.clear();
    }
    const logged = JSON.parse((await tell('writes', '--json')).stdout) as { outcome?: string }[];
    expect(logged.some(({ outcome }) => outcome === 'unknown')).toBe(true);
  });
});

describe('--read-back where the record cannot be read', () => {
  const writes = (body: string): void => answers(body, 'after', 'tickets.upsert');
  const cannotBeRead = (status: number): void => void sandbox.control.faults.add({ kind: 'status', status, operation: 'tickets.get' });

  it.each([403, 404, 500])('says what is not known, with exit code 7: %i', async (status) => {
    writes('{"id":1234,"summary":"Seen"}');
    cannotBeRead(status);
    const ended = await tell('tickets', 'update', '1234', '--summary', 'Seen', '--impact', '2', '--read-back', '--json');
    expect(ended.exit).toBe(7);
    expect(ended.stderr).toMatch(/^not proven: impact$/m);
    expect(ended.stderr).toContain('could not be read back: ');
    expect(ended.stderr).toContain(String(status));
    expect(ended.stderr).toContain('do not send it again blindly');
    expect(ended.stderr).not.toContain('--read-back reads the record');
    expect(JSON.parse(ended.stdout)).toEqual({ id: 1234, summary: 'Seen' });
  });

  it('does so of a record that it made', async () => {
    writes('{"id":77777,"summary":"Made"}');
    cannotBeRead(404);
    const ended = await tell('tickets', 'create', '--summary', 'Made', '--impact', '2', '--read-back');
    expect(ended).toMatchObject({ exit: 7, stderr: expect.stringContaining('Created ticket 77777') });
    expect(ended.stderr).toMatch(/^not proven: impact$/m);
  });

  it('reads each of several records that it made', async () => {
    const records = JSON.stringify([
      { summary: 'One', impact: 2 },
      { summary: 'Two', impact: 3 },
    ]);
    const line = ['tickets', 'create', '--yes', '--read-back', '--data', records];
    writes('[{"id":1234,"summary":"One"},{"id":1235,"summary":"Two"}]');
    cannotBeRead(404);
    const unread = await tell(...line);
    expect(unread.exit).toBe(7);
    expect(unread.stderr).toContain('not proven: impact (tickets 1234)');
    expect(unread.stderr).toContain('not proven: impact (tickets 1235)');
    sandbox.control.faults.clear();
    sandbox.control.put('tickets', { id: 1234, impact: 2 });
    sandbox.control.put('tickets', { id: 1235, impact: 1 });
    writes('[{"id":1234,"summary":"One"},{"id":1235,"summary":"Two"}]');
    const lost = await tell(...line);
    expect(lost.exit).toBe(7);
    expect(lost.stderr).toMatch(/not taken: .*impact/);
    expect(lost.stderr).not.toMatch(/not (proven|shown)/);
  });

  it('asks nothing where the answer shows all', async () => {
    cannotBeRead(500);
    expect(await tell('tickets', 'update', '1234', '--summary', 'All shown', '--read-back')).toMatchObject({ exit: 0 });
  });
});
