import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { hashKey, type JsonObject, serveActions, toolsets } from 'halopsa-connector';
import { createSandbox, type RunningServer } from 'halopsa-sandbox';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDesk } from './support/desk.js';
import { sharedRegistry } from './support/mcp-client.js';

const bin = join(import.meta.dirname, '..', '..', 'cli', 'bin', 'halo.js');
let sandbox: RunningServer;
let folder: string;
let env: Record<string, string>;
beforeAll(async () => {
  sandbox = await createSandbox({ seed: 'small' }).serve();
  folder = await mkdtemp(join(tmpdir(), 'halo-service-'));
  env = {
    PATH: process.env.PATH ?? '',
    HOME: folder,
    HALO_CONFIG: join(folder, 'config.yaml'),
    HALO_STATE_DIR: join(folder, 'state'),
    HALO_TENANT_URL: sandbox.url,
    HALO_CLIENT_ID: 'sandbox',
    HALO_CLIENT_SECRET: 'sandbox',
  };
});
afterAll(async () => {
  await sandbox.close();
  await rm(folder, { recursive: true, force: true });
});

const key = { name: 'k', hash: hashKey('secret'), toolsets, writes: true, deletes: false };
const headers = { authorization: 'Bearer secret' };

describe('a stop', () => {
  test('lets what is under way end and answer, and takes nothing new', async () => {
    let answer = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      answer = resolve;
    });
    let asked = (): void => undefined;
    const arrived = new Promise<void>((resolve) => {
      asked = resolve;
    });
    const desk = openDesk();
    const slow: typeof fetch = async (input, init) => {
      const response = await desk.sandbox.fetch(input as Request, init);
      if (String(input instanceof Request ? input.url : input).includes('/Team')) {
        asked();
        await held;
      }
      return response;
    };
    const { client } = openDesk({}, { fetch: slow });
    const server = await serveActions({ registry: sharedRegistry, client, keys: [key], version: '1' });
    const post = (): Promise<Response> => fetch(`${server.url}/v1/actions/get_teams`, { method: 'POST', headers, body: '{}' });
    const underWay = post();
    await arrived;
    const closed = server.close();
    await expect(post()).rejects.toThrow();
    answer();
    const response = await underWay;
    expect([response.status, Object.keys((await response.json()) as object)]).toEqual([200, ['record_count', 'teams']]);
    await closed;
  });
});

describe('halo connector serve --keys', () => {
  const start = async (...words: string[]): Promise<{ url: string; stop: () => Promise<number | null>; told: () => string }> => {
    const child = spawn(process.execPath, [bin, 'connector', 'serve', '--port', '0', ...words], {
      env,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let told = '';
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
    const url = await new Promise<string>((resolve, reject) => {
      child.stderr.on('data', (text) => {
        told += text;
        const found = /(http:\S+)\/v1[\s\S]*Bearer/.exec(told)?.[1];
        if (found) resolve(found);
      });
      void ended.then((code) => reject(new Error(`${code}: ${told}`)));
    });
    const stop = (): Promise<number | null> => {
      child.kill('SIGTERM');
      return ended;
    };
    return { url, told: () => told, stop };
  };
  const keysFile = async (text: string): Promise<string> => {
    const path = join(folder, 'keys.yaml');
    await writeFile(path, text);
    return path;
  };
  const digest = (secret: string): string => hashKey(secret);

  test('lets each caller do what its key says, and --read-only wins', async () => {
    const file = await keysFile(`keys:
  - name: power-automate
    sha256: ${digest('one')}
    writes: true
  - { name: dashboard, sha256: ${digest('two').toUpperCase()}, toolsets: [reports] }
`);
    const status = async (url: string, secret: string, name: string, body: object = {}): Promise<number> =>
      (
        await fetch(`${url}/v1/actions/${name}`, {
          method: 'POST',
          headers: { authorization: `Bearer ${secret}` },
          body: JSON.stringify(body),
        })
      ).status;
    const { url, stop, told } = await start('--keys', file);
    expect([await status(url, 'one', 'get_teams'), await status(url, 'one', 'create_ticket', { summary: 'x' })]).toEqual([200, 200]);
    expect([
      await status(url, 'two', 'get_reports'),
      await status(url, 'two', 'get_teams'),
      await status(url, 'three', 'get_teams'),
    ]).toEqual([200, 403, 401]);
    expect(told()).toContain('one of 2 keys');
    expect(await stop()).toBe(0);
    const reading = await start('--keys', file, '--read-only');
    expect([await status(reading.url, 'one', 'get_teams'), await status(reading.url, 'one', 'create_ticket', { summary: 'x' })]).toEqual([
      200, 403,
    ]);
    expect(await reading.stop()).toBe(0);
  });

  test.each([
    ['no list', 'key: 1', 'no list named keys'],
    ['no digest', 'keys: [{ name: a, sha256: secret }]', 'key 1: sha256 has 64'],
    ['no such toolset', `keys: [{ name: a, sha256: ${digest('a')}, toolsets: [pigeons] }]`, 'toolsets is a list of'],
    ['a member that there is not', `keys: [{ name: a, sha256: ${digest('a')}, write: true }]`, 'unknown member write'],
    ['a name twice', `keys: [{ name: a, sha256: ${digest('a')} }, { name: a, sha256: ${digest('b')} }]`, 'stands twice'],
  ])('refuses a file with %s, in words', async (_, text, said) => {
    const { exit, err } = await runOnce('connector', 'serve', '--keys', await keysFile(text));
    expect([exit, err]).toEqual([2, expect.stringContaining(said)]);
  });

  test('halo connector key makes a key and its digest', async () => {
    const { out } = await runOnce('connector', 'key', '--json');
    const made = JSON.parse(out) as { key: string; sha256: string };
    expect([made.key.length, digest(made.key)]).toEqual([32, made.sha256]);
  });
});

function runOnce(...words: string[]): Promise<{ exit: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, [bin, ...words], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, err] = ['', ''];
  child.stdout.on('data', (text) => {
    out += text;
  });
  child.stderr.on('data', (text) => {
    err += text;
  });
  return new Promise((resolve) => child.on('close', (exit) => resolve({ exit, out, err })));
}

describe('a client written from the specification over stdio', () => {
  test.each(['2025-11-25', '2025-06-18', '2025-03-26', '2024-11-05'])('speaks revision %s, one message to a line', async (version) => {
    const child = spawn(process.execPath, [bin, 'mcp'], { env, stdio: ['pipe', 'pipe', 'ignore'] });
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const send = (message: JsonObject): void => void child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
    const ask = async (id: number, method: string, params: JsonObject = {}): Promise<JsonObject> => {
      send({ id, method, params });
      const answer = JSON.parse(String((await lines.next()).value)) as JsonObject;
      expect([answer.jsonrpc, answer.id]).toEqual(['2.0', id]);
      return (answer.result ?? answer.error) as JsonObject;
    };
    const clientInfo = { name: 'by hand', version: '1' };
    expect(await ask(1, 'initialize', { protocolVersion: version, capabilities: {}, clientInfo })).toMatchObject({
      protocolVersion: version,
      serverInfo: { name: 'halo' },
      capabilities: { tools: {} },
    });
    send({ method: 'notifications/initialized' });
    expect(await ask(2, 'ping')).toEqual({});
    const { tools } = (await ask(3, 'tools/list')) as { tools: { name: string; inputSchema: { type: string } }[] };
    expect(tools.every(({ inputSchema }) => inputSchema.type === 'object')).toBe(true);
    expect(await ask(4, 'tools/call', { name: 'find_tickets', arguments: { page_size: 1 } })).toMatchObject({
      structuredContent: { tickets: [expect.anything()] },
      content: [{ type: 'text' }],
    });
    expect(await ask(5, 'tools/call', { name: 'pigeon', arguments: {} })).toMatchObject({ code: -32602 });
    expect(await ask(6, 'no/such/method')).toMatchObject({ code: -32601 });
    const ended = new Promise((resolve) => child.on('close', resolve));
    child.stdin.end();
    expect(await ended).toBe(0);
  });
});
