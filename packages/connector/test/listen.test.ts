import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSandbox, type RunningServer } from 'halopsa-sandbox';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { halo as inProcess } from '../../cli/test/support/test-host.js';

const bin = join(import.meta.dirname, '..', '..', 'cli', 'bin', 'halo.js');
let sandbox: RunningServer;
let port: string;
let home: string;
let env: Record<string, string>;
const children: ChildProcess[] = [];

beforeAll(async () => {
  sandbox = await createSandbox({ seed: 'small' }).serve();
  port = String(new URL(sandbox.url).port);
});
afterAll(() => sandbox.close());
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'halo-listen-'));
  env = {
    PATH: process.env.PATH ?? '',
    HOME: home,
    HALO_STATE_DIR: join(home, 'state'),
    HALO_CONFIG: join(home, 'config.yaml'),
    HALO_LISTEN_PASSWORD: 'hush-hush',
    HALO_TENANT_URL: sandbox.url,
    HALO_CLIENT_ID: 'sandbox',
    HALO_CLIENT_SECRET: 'sandbox',
  };
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await rm(home, { recursive: true, force: true });
});

interface Running {
  readonly out: () => string;
  readonly err: () => string;
  /** Waits until the output or the error stream matches, and gives the match. */
  until(pattern: RegExp): Promise<string>;
  stop(): Promise<number | null>;
  readonly ended: Promise<number | null>;
}

function start(...words: string[]): Running {
  const child = spawn(process.execPath, [bin, ...words], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  let [out, err] = ['', ''];
  const looks: (() => void)[] = [];
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  child.stdout.on('data', (text) => {
    out += text;
    for (const look of looks) look();
  });
  child.stderr.on('data', (text) => {
    err += text;
    for (const look of looks) look();
  });
  const until = (pattern: RegExp): Promise<string> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const found = pattern.exec(out) ?? pattern.exec(err);
        if (found) resolve(found[1] ?? found[0]);
      };
      looks.push(look);
      void ended.then((code) => reject(new Error(`it ended with ${code}: ${err}`)));
      look();
    });
  const stop = (): Promise<number | null> => {
    child.kill('SIGINT');
    return ended;
  };
  return { out: () => out, err: () => err, until, stop, ended };
}
/** Runs a command that ends by itself, in this process. */
const halo = async (...words: string[]): Promise<{ exit: number; out: string; err: string }> => {
  const { exit, stdout, stderr } = await inProcess(words, { env });
  return { exit, out: stdout, err: stderr };
};
const address = /received at (http:\S+);/;

describe('halo listen', () => {
  test('prints the event that halo trigger makes the sandbox send, with its password', async () => {
    const listening = start('listen', '--port', '0', '--user', 'halo');
    const url = await listening.until(address);
    const refused = await halo('trigger', 'ticket-updated', '--to', url, '--port', port, '--json');
    expect(JSON.parse(refused.out)).toMatchObject({ event: 'ticket updated', webhooks: 1 });
    const sent = await halo('trigger', 'new ticket logged', '--to', url, '--user', 'halo', '--port', port, '--json');
    expect(JSON.parse(sent.out)).toMatchObject({ event: 'new ticket logged', webhooks: 1 });
    await listening.until(/new ticket logged/);
    const [line, ...more] = listening.out().trimEnd().split('\n');
    expect(more).toEqual([]);
    expect(JSON.parse(line!)).toMatchObject({
      source: 'webhook',
      payload: { event: 'new ticket logged', ticket: { id: expect.any(Number) } },
    });
    expect(await listening.stop()).toBe(0);
    expect(listening.err()).not.toContain('hush-hush');
  });

  test('forwards, keeps what could not be forwarded, shows it and hands it on the next time', async () => {
    const got: string[] = [];
    let [status, taken] = [500, 0];
    const target = createServer((request, response) => {
      got.push(String(request.headers['idempotency-key']));
      request.resume();
      response.writeHead(status).end();
      taken += status === 200 ? 1 : 0;
    });
    await new Promise<void>((resolve) => target.listen(0, '127.0.0.1', resolve));
    const forward = ['--port', '0', '--forward', `http://127.0.0.1:${(target.address() as AddressInfo).port}/`];
    const first = start('listen', ...forward);
    const url = await first.until(address);
    await fetch(url, { method: 'POST', body: JSON.stringify({ id: 'one', event: 'ticket updated', object_id: 7 }) });
    expect((await halo('listen', 'events')).err).toContain('in use by process');
    const key = await first.until(/(one\.\w+): http:\S+ answered 500 \(attempt 1\)/);
    expect(await first.stop()).toBe(0);
    const shown = JSON.parse((await halo('listen', 'events', '--state', 'waiting', '--json')).out) as object[];
    expect(shown).toMatchObject([{ key, state: 'waiting', object_id: 7, error: expect.stringContaining('500') }]);
    status = 200;
    const second = start('listen', ...forward, '--replay', key);
    await second.until(/1 events are handed on again/);
    while (taken === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await second.stop()).toBe(0);
    expect([new Set(got), JSON.parse((await halo('listen', 'events', '--state', 'done', '--json')).out)]).toMatchObject([
      new Set([key]),
      [{ key, error: null }],
    ]);
    target.close();
    target.closeAllConnections();
  });

  test('polls the list where no webhook can come', async () => {
    const [mine, other] = [join(home, 'state', 'listen'), join(home, 'other')];
    const earlier = start('listen', '--poll', '5');
    await stateWritten(mine);
    expect(await earlier.stop()).toBe(0);
    const polling = start('listen', '--poll', '5', '--folder', other);
    await stateWritten(other);
    const made = await halo('tickets', 'create', '--summary', 'polled', '--json');
    expect([made.exit, made.err]).toEqual([0, expect.any(String)]);
    const line = await polling.until(/^(\{.*new ticket logged.*\})$/m);
    expect(JSON.parse(line)).toMatchObject({ source: 'poll', payload: { ticket: { summary: 'polled' } } });
    expect(await polling.stop()).toBe(0);
    // What was handed on from another folder is still to be handed on from this one.
    const later = start('listen', '--poll', '5');
    expect(JSON.parse(await later.until(/^(\{.*new ticket logged.*\})$/m))).toMatchObject({ payload: { ticket: { summary: 'polled' } } });
  });

  test('refuses what is not safe, in words', async () => {
    const open = await halo('listen', '--allow-host', 'hooks.example');
    expect([open.exit, open.err.includes('needs a user name and a password')]).toEqual([2, true]);
    const plain = await halo('listen', '--forward', 'http://example.com/');
    expect([plain.exit, plain.err.includes('cannot be forwarded')]).toEqual([2, true]);
    env.HALO_LISTEN_PASSWORD = '';
    const bare = await halo('listen', '--user', 'halo');
    expect([bare.exit, bare.err.includes('HALO_LISTEN_PASSWORD')]).toEqual([2, true]);
    const unknown = await halo('trigger', 'ticket-eaten', '--port', port);
    expect([unknown.exit, unknown.err.includes('"new ticket logged"')]).toEqual([2, true]);
  });
});

async function stateWritten(folder: string): Promise<void> {
  const isThere = async (): Promise<boolean> => (await readdir(folder).catch(() => [])).some((name) => /^poll-\w+\.json$/.test(name));
  while (!(await isThere())) await new Promise((resolve) => setTimeout(resolve, 50));
}

describe('actions that the command line adds', () => {
  const run = async (name: string, input: object): Promise<{ status_code: number; json_body: Record<string, unknown> }> => {
    const payload = { url: sandbox.url, client_id: 'sandbox', client_secret: 'sandbox', ...input };
    const { stdout } = await inProcess(['connector', 'run', name], { env, input: JSON.stringify(payload) });
    return JSON.parse(stdout.replace('::set-output ', '')) as { status_code: number; json_body: Record<string, unknown> };
  };

  test('plan a bulk change that halo bulk apply carries out, and change nothing themselves', async () => {
    const rows = [
      { id: 12, name: 'Renamed by plan' },
      { id: 999_999, name: 'nobody' },
    ];
    const { status_code, json_body } = await run('plan_bulk_change', { json_body: { topic: 'clients', rows, match: ['id'] } });
    expect([status_code, json_body]).toMatchObject([200, { rows: 2, counts: { update: 1, error: 1 }, errors: [{ row: 2 }] }]);
    const name = async (): Promise<unknown> => (JSON.parse((await halo('clients', 'get', '12', '--json')).out) as { name: string }).name;
    expect(await name()).not.toBe('Renamed by plan');
    const applied = await halo('bulk', 'apply', String(json_body.plan), '--skip-errors', '--yes');
    expect([applied.exit, await name()]).toEqual([0, 'Renamed by plan']);
  });

  test('plan a bulk change by the options of "halo bulk plan"', async () => {
    const rows = [{ Nr: '12', Kunde: 'Renamed by options', Preis: '1,5', note: 'x' }];
    const options = {
      topic: 'clients',
      match: ['id'],
      columns: { Nr: 'id', Kunde: 'name' },
      ignore: ['Preis'],
      ignore_others: true,
      set: { inactive: true },
      time_zone: 'Europe/London',
    };
    const { json_body } = await run('plan_bulk_change', { json_body: { ...options, rows } });
    expect(json_body).toMatchObject({ rows: 1, counts: { update: 1, error: 0 } });
    const shown = (await halo('bulk', 'show', String(json_body.plan))).out;
    expect(shown).toContain('Renamed by options');
    const dates = { topic: 'tickets', mode: 'create', date_format: 'd/M/yyyy', rows: [{ summary: 'x', dateoccurred: '13/2/2026' }] };
    expect((await run('plan_bulk_change', { json_body: dates })).json_body).toMatchObject({ counts: { create: 1, error: 0 } });
    const nothing = { topic: 'clients', match: ['id'], nulls: ['none'], rows: [{ id: 12, website: 'none', name: 'Other' }] };
    expect((await run('plan_bulk_change', { json_body: nothing })).json_body).toMatchObject({ counts: { update: 1 } });
    expect(await run('plan_bulk_change', { json_body: { ...nothing, blind: true } })).toMatchObject({ status_code: 400 });
  });

  test('trigger an event of the sandbox', async () => {
    const input = { event: 'ticket closed', port: Number(port) };
    expect(await run('trigger_sandbox_event', { json_body: input })).toMatchObject({ json_body: { event: 'ticket closed', webhooks: 0 } });
    expect((await halo('connector', 'list', '--json')).out).toContain('trigger_sandbox_event');
  });
});
