import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { createSandbox, type RunningServer } from 'halopsa-sandbox';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { halo as inProcess } from '../../cli/test/support/test-host.js';

const bin = join(import.meta.dirname, '..', '..', 'cli', 'bin', 'halo.js');
let server: RunningServer;
let folder: string;
let env: Record<string, string>;

beforeAll(async () => {
  server = await createSandbox({ seed: 'small' }).serve();
  folder = await mkdtemp(join(tmpdir(), 'halo-connector-'));
  env = {
    PATH: process.env.PATH ?? '',
    HOME: folder,
    HALO_STATE_DIR: join(folder, 'state'),
    HALO_CONFIG: join(folder, 'config.yaml'),
    HALO_TENANT_URL: server.url,
    HALO_CLIENT_ID: 'sandbox',
    HALO_CLIENT_SECRET: 'sandbox',
  };
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

interface Said {
  readonly exit: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line in this process. */
async function halo(words: readonly string[]): Promise<Said> {
  const { exit, stdout, stderr } = await inProcess(words, { env });
  return { exit, out: stdout, err: stderr };
}

/** Runs it as another program does, by its real streams and its exit code. */
function launch(words: readonly string[], input: string): Promise<Said> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [bin, ...words], { env });
    let [out, err] = ['', ''];
    child.stdout.on('data', (text) => {
      out += text;
    });
    child.stderr.on('data', (text) => {
      err += text;
    });
    child.on('error', reject).on('close', (exit) => resolve({ exit, out, err }));
    child.stdin.end(input);
  });
}

describe('halo connector', () => {
  test('lists the actions and the targets', async () => {
    const { out } = await halo(['connector', 'list', '--toolset', 'tickets', '--json']);
    expect((JSON.parse(out) as { name: string }[]).map(({ name }) => name)).toContain('delete_ticket_by_id');
    expect((await halo(['connector', 'list', '--targets'])).out).toContain('swimlane');
  });

  test('runs an action by the contract of streams, with exit code 0 for every answer and 1 where nothing could be asked', async () => {
    const payload = { url: server.url, client_id: 'sandbox', client_secret: 'sandbox', parameters: { page_size: 1 } };
    const done = await launch(['connector', 'run', 'get_tickets'], JSON.stringify(payload));
    expect([done.exit, done.out.startsWith('::set-output {"status_code":200'), done.err]).toEqual([0, true, '']);
    const wrong = await launch(['connector', 'run', 'get_tickets'], JSON.stringify({ ...payload, client_secret: 'WRONG' }));
    expect([wrong.exit, /"status_code":40[01]/.test(wrong.out), wrong.out.includes('WRONG')]).toEqual([0, true, false]);
    const broken = await launch(['connector', 'run', 'get_tickets'], '{');
    expect([broken.exit, broken.out.startsWith('::set-error {')]).toEqual([1, true]);
  });

  test('writes a connector, and not over what is there', async () => {
    const target = join(folder, 'swimlane');
    const first = await halo(['connector', 'export', 'swimlane', '--curated', '--out', target]);
    expect([first.exit, first.err.includes('files written')]).toEqual([0, true]);
    expect(await readdir(join(target, 'connector'))).toEqual(
      expect.arrayContaining(['connector.yaml', 'documentation.md', 'index.js', 'logo.png']),
    );
    const second = await halo(['connector', 'export', 'swimlane', '--out', target]);
    expect([second.exit, second.err.includes('not empty')]).toEqual([2, true]);
    expect((await halo(['connector', 'export', 'postman'])).err).toContain('--out is missing');
    expect((await halo(['connector', 'export', 'pigeon', '--out', join(folder, 'x')])).err).toContain('Unknown target');
  });
});

test('halo connector serve answers with the key that it shows, reads only, and stops in order', async () => {
  const child = spawn(process.execPath, [bin, 'connector', 'serve', '--port', '0'], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  const told = await new Promise<string>((resolve) => {
    let err = '';
    child.stderr.on('data', (text) => {
      err += text;
      if (/Bearer \S+\n/.test(err)) resolve(err);
    });
  });
  const [url, key] = [/http:\/\/127\.0\.0\.1:\d+/.exec(told)![0], /Bearer (\S+)/.exec(told)![1]!];
  const post = async (name: string, body: object): Promise<number> =>
    (await fetch(`${url}/v1/actions/${name}`, { method: 'POST', headers: { authorization: `Bearer ${key}` }, body: JSON.stringify(body) }))
      .status;
  expect([await post('get_teams', {}), await post('create_ticket', { summary: 'x' })]).toEqual([200, 403]);
  const ended = new Promise((resolve) => child.on('close', (code) => resolve(code)));
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
});

test("halo mcp speaks over its streams with the protocol's own client, and keeps an audit log", async () => {
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [bin, 'mcp', '--toolsets', 'tickets'],
    env,
    stderr: 'ignore',
  });
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(transport);
  expect((await client.listTools()).tools.map(({ name }) => name)).toEqual([
    'search_operations',
    'describe_operation',
    'call_operation',
    'find_tickets',
    'get_ticket',
  ]);
  const { structuredContent } = await client.callTool({ name: 'find_tickets', arguments: { page_size: 2 } });
  expect(structuredContent).toMatchObject({ tickets: [expect.anything(), expect.anything()] });
  await client.close();
  const [entry] = (await readFile(join(folder, 'state', 'mcp-audit.ndjson'), 'utf8')).trim().split('\n');
  expect(JSON.parse(entry!)).toMatchObject({ tool: 'find_tickets', effect: 'read', outcome: 'done' });
});

test('halo mcp refuses a toolset that there is not, in words', async () => {
  const { exit, err } = await halo(['mcp', '--toolsets', 'pigeons']);
  expect([exit, err.includes('unknown toolset pigeons')]).toEqual([2, true]);
});
