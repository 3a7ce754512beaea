import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { findResource } from 'halopsa-catalogue';
import { ActionRegistry, exportN8n, type JsonObject, writeExport } from 'halopsa-connector';
import type { RunningServer, Sandbox } from 'halopsa-sandbox';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { n8nSources } from '../src/generated/n8n-package.js';
import { embeddedN8n } from './embedded-n8n.js';
import { fixedSandbox } from './support/desk.js';

interface Item {
  readonly json: JsonObject;
  readonly pairedItem: { readonly item: number };
}
interface Property {
  readonly name: string;
  readonly displayOptions?: { readonly show: { readonly resource?: readonly string[]; readonly operation?: readonly string[] } };
  readonly options?: readonly { readonly name: string; readonly value?: string }[];
  readonly default?: unknown;
  readonly required?: boolean;
}
interface NodeType {
  readonly description: {
    readonly name: string;
    readonly properties: readonly Property[];
    readonly credentials: readonly { readonly name: string }[];
  };
  execute(this: unknown): Promise<Item[][]>;
}
interface CredentialType {
  readonly name: string;
  readonly properties: readonly Property[];
}

let folder: string;
let sandbox: Sandbox;
let server: RunningServer;
let node: NodeType;
let credential: CredentialType;

async function load<Kind>(file: string, name: string): Promise<Kind> {
  const outfile = join(folder, `${name}.mjs`);
  const alias = { 'n8n-workflow': join(import.meta.dirname, 'support', 'n8n-workflow.ts') };
  await build({
    entryPoints: [join(folder, 'package', file)],
    bundle: true,
    format: 'esm',
    platform: 'node',
    outfile,
    alias,
    logLevel: 'error',
  });
  const loaded = (await import(pathToFileURL(outfile).href)) as Record<string, new () => Kind>;
  return new loaded[name]!();
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'halo-n8n-'));
  await writeExport(join(folder, 'package'), exportN8n({ registry: new ActionRegistry(), version: '1.2.3' }));
  sandbox = fixedSandbox();
  server = await sandbox.serve();
  node = await load('nodes/Halo/Halo.node.ts', 'Halo');
  credential = await load('credentials/HaloOAuth2Api.credentials.ts', 'HaloOAuth2Api');
}, 60_000);
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

interface Request {
  readonly method: string;
  readonly baseURL: string;
  readonly url: string;
  readonly qs?: JsonObject;
  readonly body?: unknown;
}

/** What happens between the pages of a list, and the token to do it with. */
const between: { run: ((page: number) => Promise<void>) | undefined; authorization: string } = { run: undefined, authorization: '' };

/** Sends as n8n does with credentials of client credentials: form and secret by the credential's own settings. */
async function send(name: string, { method, baseURL, url, qs = {}, body }: Request): Promise<unknown> {
  expect(name).toBe(credential.name);
  const setting = (wanted: string): unknown => credential.properties.find((property) => property.name === wanted)?.default;
  const [, expression = ''] = /^=\{\{(.*)\}\}$/.exec(String(setting('accessTokenUrl')))!;
  const tokenUrl = (new Function('$self', `return ${expression}`) as (self: object) => string)({ url: `${server.url}/` });
  expect([setting('grantType'), setting('authentication')]).toEqual(['clientCredentials', 'body']);
  const form = { grant_type: 'client_credentials', client_id: 'sandbox', client_secret: 'sandbox', scope: String(setting('scope')) };
  const token = (await (await fetch(tokenUrl, { method: 'POST', body: new URLSearchParams(form) })).json()) as { access_token: string };
  const address = new URL(`${baseURL}${url}`);
  for (const [key, value] of Object.entries(qs)) address.searchParams.set(key, String(value));
  const headers = { authorization: `Bearer ${token.access_token}`, 'content-type': 'application/json' };
  between.authorization = headers.authorization;
  await between.run?.(Number(qs.page_no));
  const response = await fetch(address, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  if (!response.ok) throw new Error(`Request failed with status code ${response.status}`);
  return response.json();
}

/** Runs the node once for each set of parameters, as n8n does for each item. */
async function execute(items: readonly JsonObject[], continueOnFail = false): Promise<Item[]> {
  const context = {
    getInputData: () => items,
    getNodeParameter: (name: string, item: number, fallback?: unknown) => {
      const value = items[item]![name] ?? fallback;
      if (value === undefined) throw new Error(`Could not get parameter ${name}`);
      return value;
    },
    getNode: () => ({ name: 'Halo' }),
    getCredentials: () => Promise.resolve({ url: `${server.url}/` }),
    continueOnFail: () => continueOnFail,
    helpers: {
      httpRequestWithAuthentication(this: unknown, name: string, request: Request): Promise<unknown> {
        expect(this).toBe(context);
        return send(name, request);
      },
    },
  };
  const [output] = await node.execute.call(context);
  return output!;
}
const one = async (parameters: JsonObject): Promise<JsonObject> => (await execute([parameters]))[0]!.json;

const shownFor = (resource: string, operation: string): Property[] =>
  node.description.properties.filter(
    ({ displayOptions: { show } = { show: {} } }) => show.resource?.includes(resource) && show.operation?.includes(operation),
  );
const resources = (): string[] => node.description.properties[0]!.options!.map(({ value }) => value!);

describe('the node', () => {
  const bodies: Readonly<Record<string, JsonObject>> = {
    tickets: { summary: 'from n8n', additionalFields: { details: 'x', customfields: '[{"name": "CFservice", "value": "7"}]' } },
    clients: { additionalFields: { name: 'from n8n' } },
    sites: { additionalFields: { name: 'from n8n', client_id: 12 } },
    users: { additionalFields: { name: 'from n8n', site_id: 26 } },
    assets: { additionalFields: { inventory_number: 'N8N-1', client_id: 12, assettype_id: 1 } },
    kbArticles: { additionalFields: { name: 'from n8n', description: 'x' } },
  };

  test('offers five operations of each resource', () => {
    expect(resources().sort()).toEqual(Object.keys(bodies).sort());
    for (const resource of resources()) {
      const operations = node.description.properties.find(
        ({ name, displayOptions }) => name === 'operation' && displayOptions?.show.resource?.includes(resource),
      )!;
      expect(operations.options!.map(({ value }) => value)).toEqual(['create', 'delete', 'get', 'getAll', 'update']);
      expect(shownFor(resource, 'getAll').find(({ name }) => name === 'filters')!.options!.length, resource).toBeGreaterThan(1);
      expect(shownFor(resource, 'create').find(({ name }) => name === 'additionalFields')!.options!.length, resource).toBeGreaterThan(1);
    }
  });

  test.each(Object.keys(bodies))('lists, makes, gets, changes and deletes %s', async (resource) => {
    const key = findResource(resource)!.attribute;
    const count = sandbox.control.records(key).length;
    const listed = await execute([{ resource, operation: 'getAll', returnAll: false, limit: 2 }]);
    expect(listed.map(({ json }) => typeof json.id)).toEqual(['number', 'number']);
    const fields = { ...bodies[resource] };
    for (const { name, required } of shownFor(resource, 'create')) if (required) fields[name] ??= 'from n8n';
    const made = await one({ resource, operation: 'create', ...fields });
    expect(sandbox.control.records(key)).toHaveLength(count + 1);
    const id = String(made.id);
    expect(await one({ resource, operation: 'get', id })).toMatchObject({ id: made.id });
    const [field] = ['summary', 'name', 'inventory_number'].filter((name) => name in made);
    expect(await one({ resource, operation: 'update', id, updateFields: { [field!]: 'changed' } })).toMatchObject({
      id: made.id,
      [field!]: 'changed',
    });
    expect(await one({ resource, operation: 'delete', id })).toEqual({ id, deleted: true });
    await expect(execute([{ resource, operation: 'get', id }])).rejects.toThrow('404');
  });

  test('reads all pages, with filters', async () => {
    const all = await execute([{ resource: 'users', operation: 'getAll', returnAll: true }]);
    expect(all).toHaveLength(sandbox.control.records('users').filter(({ inactive }) => inactive !== true).length);
    const open = await execute([{ resource: 'tickets', operation: 'getAll', returnAll: true, filters: { open_only: true } }]);
    expect(open.every(({ json }) => json.hasbeenclosed !== true)).toBe(true);
    expect(open.length).toBeGreaterThan(5);
  });

  test('reads a list again where a record was deleted meanwhile, and never returns a part as the whole', async () => {
    const made = Array.from({ length: 250 }, (_, at) => Number(sandbox.control.put('clients', { name: `Of a long list ${at}` }).id));
    const whole = (): number => sandbox.control.records('clients').filter(({ inactive }) => inactive !== true).length;
    const gone: number[] = [];
    const remove = (): void => void gone.push(Number(made.shift()));
    between.run = async (page) => {
      if (page !== 2 || gone.length >= 2) return;
      remove();
      await fetch(`${server.url}/api/Client/${gone.at(-1)}`, { method: 'DELETE', headers: { authorization: between.authorization } });
    };
    const names = async (): Promise<Set<unknown>> => {
      const rows = await execute([{ resource: 'clients', operation: 'getAll', returnAll: true }]);
      return new Set(rows.map(({ json }) => json.id));
    };
    const read = await names();
    expect([gone.length, read.size]).toEqual([2, whole()]);
    expect(made.every((id) => read.has(id))).toBe(true);
    between.run = async (page) => {
      if (page !== 2) return;
      remove();
      await fetch(`${server.url}/api/Client/${gone.at(-1)}`, { method: 'DELETE', headers: { authorization: between.authorization } });
    };
    await expect(names()).rejects.toThrow('cannot be given whole');
    between.run = undefined;
  });

  test('goes on after a failure where the node is set to, item by item', async () => {
    const items = [
      { resource: 'tickets', operation: 'get', id: '999999' },
      { resource: 'tickets', operation: 'getAll', returnAll: false, limit: 1 },
    ];
    const answers = await execute(items, true);
    expect(answers).toMatchObject([
      { json: { error: expect.stringContaining('404') }, pairedItem: { item: 0 } },
      { json: { id: expect.any(Number) }, pairedItem: { item: 1 } },
    ]);
  });
});

test('what is exported is what the compiler and the linter see (npm run embed)', () => {
  expect(embeddedN8n()).toContain(JSON.stringify(n8nSources, null, 2));
});
