import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { asCurl, HaloClient } from 'halopsa';
import {
  type Action,
  ActionRegistry,
  exportInsightConnect,
  exportN8n,
  exportPostman,
  exportSwimlane,
  hashKey,
  type ServiceLog,
  serveActions,
  toolsets,
  writeExport,
} from 'halopsa-connector';
import { hostileTexts } from 'halopsa-testkit';
import newman from 'newman';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { runContract } from '../src/swimlane/runner.js';
import { credentials, openDesk } from './support/desk.js';
import type { Collection, Environment } from './support/newman.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'halo-hostile-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const texts = hostileTexts.map((write, at) => write(`touch trace-${at}`));
const traces = async (): Promise<string[]> => (await readdir(folder)).filter((name) => name.startsWith('trace'));

/** An action of somebody else's whose words would be run, in each place where words stand. */
const hostileAction = (text: string, at: number): Action => ({
  name: `hostile_${at}`,
  title: text,
  description: text,
  toolset: 'tickets',
  effect: 'write',
  safety: 'unsafe',
  scopes: [text],
  operation: 'tickets.upsert',
  layout: 'flat',
  input: {
    type: 'object',
    properties: { [text]: { type: 'string', description: text, enum: [text] }, [`plain_${at}`]: { type: 'string', description: text } },
    required: [`plain_${at}`],
  },
  output: { type: 'object', properties: { [text]: { type: 'string', description: text } } },
  run: async () => ({}),
});
const registry = (): ActionRegistry => {
  const made = new ActionRegistry();
  for (const [at, text] of texts.entries()) made.register(hostileAction(text, at));
  return made;
};
/** Every text inside a value, names of members included. */
const within = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([name, inner]) => [name, ...within(inner)])
      : [];

describe('words of a registered action', () => {
  test.each([
    ['Swimlane', exportSwimlane],
    ['InsightConnect', exportInsightConnect],
  ])('stand in the files of %s as they are, and nowhere end them', (_, exported) => {
    const seen = new Set<string>();
    for (const { path, content } of exported({ registry: registry(), version: '1.0.0' })) {
      if (typeof content !== 'string' || !/\.(ya?ml|json)$/.test(path) || !/hostile|plugin\.spec/.test(path)) continue;
      const value = path.endsWith('.json') ? (JSON.parse(content) as unknown) : (parse(content) as unknown);
      for (const text of within(value)) seen.add(text);
    }
    expect(texts.filter((text) => !seen.has(text))).toEqual([]);
  });

  test('are no expression of n8n, and end no text of its program', async () => {
    await writeExport(join(folder, 'n8n'), exportN8n({ registry: registry(), version: '1.0.0' }), { force: true });
    const outfile = join(folder, 'properties.mjs');
    await build({
      entryPoints: [join(folder, 'n8n/nodes/Halo/properties.ts')],
      bundle: true,
      format: 'esm',
      platform: 'node',
      outfile,
      logLevel: 'error',
    });
    const { properties } = (await import(pathToFileURL(outfile).href)) as { properties: object[] };
    const evaluated = JSON.stringify(properties, (name, value: unknown) =>
      ['description', 'name', 'displayName', 'action'].includes(name) ? undefined : value,
    );
    // n8n takes a value that begins with an equals sign for an expression.
    expect(within(JSON.parse(evaluated)).filter((text) => /^=/.test(text))).toEqual([]);
    const all = within(properties);
    expect(texts.filter((text) => !all.some((one) => one.includes(text.trim().slice(0, 40))))).toEqual([]);
    expect(await traces()).toEqual([]);
  });
});

test('values of inputs reach Halo as they are, and the answer stays one line', async () => {
  const { sandbox } = openDesk();
  for (const text of texts) {
    let said = '';
    const payload = { url: credentials.tenantUrl, client_id: 'sandbox', client_secret: 'sandbox', json_body: { summary: text } };
    const streams = {
      stdin: (async function* () {
        yield JSON.stringify(payload);
      })(),
      stdout: { write: (part: string) => (said += part) },
    };
    expect(
      await runContract('add_or_update_ticket', streams, { registry: new ActionRegistry() as never, client: { fetch: sandbox.fetch } }),
    ).toBe(0);
    expect(said.trimEnd().split(/[\n\r]/)).toHaveLength(1);
    expect(sandbox.control.records('tickets').at(-1)?.summary).toBe(text);
  }
});

test('a request as a curl command runs nothing else', async () => {
  const { sandbox } = openDesk();
  const refusing: typeof fetch = (input, init) =>
    String(input instanceof Request ? input.url : input).includes('/auth/')
      ? sandbox.fetch(input, init)
      : Promise.resolve(new Response('"no"', { status: 400 }));
  const halo = new HaloClient({ ...credentials, fetch: refusing, maxRetries: 0 });
  const commands: string[] = [];
  for (const text of texts) {
    const failed = await halo
      .post('/Tickets', { body: [{ summary: text }], query: { [text]: text } as never })
      .catch((error: unknown) => error);
    commands.push(asCurl(failed)!);
  }
  const counted = execFileSync('bash', ['-c', ['curl() { echo "$#"; }', ...commands].join('\n')], { cwd: folder, encoding: 'utf8' });
  // Method, address, headers and body, each as one word.
  expect(new Set(counted.trim().split('\n')).size).toBe(1);
  expect(counted.trim().split('\n')).toHaveLength(texts.length);
  expect(await traces()).toEqual([]);
  await halo.close();
});

test('paths, names of keys and queries are logged without control characters', async () => {
  const { client } = openDesk();
  const logged: ServiceLog[] = [];
  const keys = [{ name: 'key\u001b[2J\n', hash: hashKey('key'), toolsets, writes: false, deletes: false }];
  const service = await serveActions({ registry: new ActionRegistry(), client, keys, version: '1', log: (entry) => logged.push(entry) });
  for (const text of texts)
    await fetch(`${service.url}/v1/actions/${encodeURIComponent(text)}?${encodeURIComponent(text)}`, {
      headers: { authorization: 'Bearer key' },
    });
  await service.close();
  expect(logged).toHaveLength(texts.length);
  for (const entry of logged) expect(JSON.stringify(entry)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
});

test('what a server answers to Postman is never taken for an address, a variable or a program', async () => {
  const files = new Map([...exportPostman()].map(({ path, content }) => [path, String(content)]));
  const collection = JSON.parse(files.get('halo.postman_collection.json')!) as Collection;
  const environment = JSON.parse(files.get('halo.postman_environment.json')!) as Environment;
  const hostile = [...texts, '{{client_secret}}', '../../auth/token', '1?x=1', '1#', 'https://evil.example/', '1","id":2', ''];
  const asked: string[] = [];
  let at = 0;
  const server = createServer((request, response) => {
    asked.push(decodeURIComponent(request.url ?? ''));
    at += 1;
    const id = hostile[at % hostile.length];
    const record = { id, seq: id, lines: [{ id }], [String(id)]: id };
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify(request.url?.startsWith('/auth') ? { access_token: 'token' } : request.method === 'GET' ? [record] : record),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const mine: Record<string, string> = { base_url: url, token_url: `${url}/auth/token`, client_id: 'id', client_secret: 'canary-secret' };
  const values = environment.values.map((one) => ({ ...one, value: mine[one.key] ?? one.value }));
  const item = [collection.item[0], collection.item[1], ...collection.item.slice(3, 12)];
  const kept = await new Promise<Record<string, unknown>>((resolve, reject) => {
    newman.run({ collection: { ...collection, item }, environment: { values }, reporters: [] } as never, (error, done) =>
      error
        ? reject(error)
        : resolve(
            (done as unknown as { collection: { variables: { toObject(): Record<string, unknown> } } }).collection.variables.toObject(),
          ),
    );
  });
  server.close();
  server.closeAllConnections();
  const { access_token: _, booking_start: __, booking_end: ___, free_day: ____, ...ids } = kept;
  expect(Object.values(ids).filter((value) => value !== '' && value !== undefined)).toEqual([]);
  expect(asked.filter((path) => /canary-secret|evil|\.\.|trace/.test(path))).toEqual([]);
  expect(asked.length).toBeGreaterThan(20);
  expect(await traces()).toEqual([]);
}, 300_000);
