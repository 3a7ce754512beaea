import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hashKey } from 'halopsa-connector';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { halo as inProcess } from '../../packages/cli/test/support/test-host.js';
import { endsAfterStart, halo, launcher } from './support/halo-process.js';
import { startTenant, type Tenant } from './support/tenant.js';

let tenant: Tenant;
let folder: string;
/** A receiver that takes a delivery and never answers. */
let silent: Server;
let taken = 0;
beforeAll(async () => {
  tenant = await startTenant({ seed: 'small' });
  folder = await mkdtemp(join(tmpdir(), 'halo-servers-'));
  silent = createServer(() => {
    taken += 1;
  });
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  await writeFile(join(folder, 'keys.json'), JSON.stringify({ keys: [{ name: 'k', sha256: hashKey('secret') }] }), { mode: 0o600 });
  await writeFile(join(folder, 'file'), '');
});
afterAll(async () => {
  silent.closeAllConnections();
  silent.close();
  await tenant.close();
  await rm(folder, { recursive: true });
});

const urlOf = (server: Server): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const home = (more: Record<string, string> = {}): Record<string, string> => ({
  PATH: process.env['PATH'] ?? '',
  HOME: folder,
  HALO_STATE_DIR: join(folder, 'state'),
  HALO_CONFIG: join(folder, 'config.yaml'),
  ...tenant.env,
  ...more,
});

/** Every command of ours that goes on until it is stopped. */
const servers: Readonly<Record<string, (port: string) => string[]>> = {
  'sandbox start': (port) => ['sandbox', 'start', '--port', port],
  'sandbox start --data-dir': (port) => ['sandbox', 'start', '--port', port, '--data-dir', join(folder, 'data')],
  listen: (port) => ['listen', '--port', port, '--folder', join(folder, 'events'), '--forward', urlOf(silent)],
  'mcp --http': (port) => ['mcp', '--http', port],
  'connector serve': (port) => ['connector', 'serve', '--port', port, '--keys', join(folder, 'keys.json')],
};

interface Running {
  readonly child: ChildProcess;
  readonly url: string;
  readonly said: () => string;
  /** Sends a signal, and gives how it ended and after how many milliseconds. */
  stop(signal: NodeJS.Signals): Promise<{ exit: number | null; ms: number }>;
}

async function start(words: readonly string[]): Promise<Running> {
  const child = spawn(process.execPath, [launcher, ...words], { env: home() });
  let said = '';
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const url = await new Promise<string>((resolve, reject) => {
    const take = (text: unknown): void => {
      said += String(text);
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0];
      if (found) resolve(found);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    void ended.then(() => reject(new Error(said)));
  });
  const stop: Running['stop'] = async (signal) => {
    const from = performance.now();
    child.kill(signal);
    return { exit: await ended, ms: performance.now() - from };
  };
  return { child, url, said: () => said, stop };
}

/** Keeps a server busy with a request whose body never ends, and with a connection that stays open. */
async function keepBusy(url: string): Promise<void> {
  await fetch(`${url}/healthz`).then(
    (answer) => answer.text(),
    () => undefined,
  );
  const endless = request(url, { method: 'POST', headers: { 'content-type': 'application/json', authorization: 'Bearer secret' } });
  endless.on('error', () => undefined).write('{');
}

describe.each(Object.keys(servers))('halo %s', (name) => {
  it.each(['SIGTERM', 'SIGINT'] as const)('ends within ten seconds of %s, whatever is under way', async (signal) => {
    const server = await start(servers[name]!('0'));
    await keepBusy(server.url);
    if (name.startsWith('sandbox start')) await undelivered(server.url);
    if (name === 'listen') await delivery(server.url);
    const { ms } = await server.stop(signal);
    expect(ms).toBeLessThan(10_000);
    expect(server.said()).not.toMatch(/report it|Unexpected| at .*\.[jt]s:/);
  });

  it('says which port is taken and what to do, and starts nothing', async () => {
    const ended = await halo(servers[name]!(new URL(urlOf(silent)).port), { env: home() });
    expect([1, 2]).toContain(ended.exit);
    expect(ended.stderr).toMatch(/port \d+ is taken/);
    expect(ended.stderr).toMatch(/Name another/);
    expect(ended.stderr).not.toMatch(/report it|Unexpected| at .*\.[jt]s:/);
  });
});

/** Makes the sandbox deliver to somebody who never answers. */
async function undelivered(url: string): Promise<void> {
  const before = taken;
  const words = ['trigger', 'new-ticket-logged', '--to', urlOf(silent), '--port', new URL(url).port];
  await halo(words, { env: home({ HALO_TENANT_URL: url }) });
  await expect.poll(() => taken - before, { timeout: 20_000 }).toBeGreaterThan(0);
}

/** Gives the receiver an event, which it hands on to somebody who never answers. */
async function delivery(url: string): Promise<void> {
  const before = taken;
  const body = JSON.stringify({ id: crypto.randomUUID(), event: 'New Ticket Logged', object_id: 1 });
  await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  await expect.poll(() => taken - before, { timeout: 20_000 }).toBeGreaterThan(0);
}

/** Places where nothing can be kept: below a file, and, on Linux, where the system itself takes no folder. */
const places: Readonly<Record<string, () => Record<string, string>>> = {
  'HALO_STATE_DIR below a file': () => ({ HALO_STATE_DIR: join(folder, 'file', 'state') }),
  ...(process.platform === 'linux' && {
    'HALO_STATE_DIR where no folder can be made': () => ({ HALO_STATE_DIR: '/proc/nope/state' }),
    'a HOME that is not there': () => ({ HOME: '/proc/nope', HALO_STATE_DIR: '', HALO_CONFIG: '' }),
  }),
};

const lines: readonly string[] = [
  'tickets get 1234 --json',
  'tickets create --summary Anything --json',
  'whoami',
  'writes',
  'undo --dry-run',
  'profile list',
  'alias list',
  'configure --tenant-url https://x.example --client-id x --client-secret y',
  'doctor',
  'listen --port 0',
  'listen events',
  'mcp --http 0',
  'logout',
  'sandbox start --port 0 --data-dir /proc/nope/data',
];

/** Commands that end when they are stopped. */
const goesOn = / --port 0| --http 0/;

describe.each(Object.keys(places))('%s', (place) => {
  it.each(lines)('stops "halo %s" by one clear line with the remedy, or not at all', async (line) => {
    const env = home(places[place]!());
    // What goes on although it may keep nothing is stopped here.
    const during = endsAfterStart(8_000);
    const ended = goesOn.test(line) ? await halo(line.split(' '), { env, during }) : await inProcess(line.split(' '), { env });
    expect(ended.stderr).not.toMatch(/report it|Unexpected| at .*\.[jt]s:/);
    const error = /^(?:error: |\{"error").*$/m.exec(ended.stderr)?.[0];
    if (error === undefined) return;
    expect(ended.stderr).toMatch(/HALO_STATE_DIR|HALO_CONFIG|--folder|--data-dir|HALO_TENANT_URL/);
  });
});
