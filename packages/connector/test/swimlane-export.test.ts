import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { allOperations } from 'halopsa-catalogue';
import { ActionRegistry, type ExportedFile, exportSwimlane, type JsonSchema, runSwimlaneAction, writeExport } from 'halopsa-connector';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { credentials, fixedSandbox } from './support/desk.js';

const registry = new ActionRegistry();
let files: ReadonlyMap<string, string>;
let folder: string;
let exported: ExportedFile[];

beforeAll(async () => {
  exported = [...exportSwimlane({ registry, version: '1.2.3' })];
  files = new Map(exported.map(({ path, content }) => [path, String(content)]));
  actionFiles = [...files]
    .filter(([path]) => path.startsWith('connector/config/actions/'))
    .map(([, text]) => parse(text, { maxAliasCount: 0 }) as ActionFile);
  folder = await mkdtemp(join(tmpdir(), 'halo-swimlane-'));
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

interface ActionFile {
  readonly schema: string;
  readonly name: string;
  readonly meta: { readonly method?: string; readonly endpoint?: string };
  readonly inputs: JsonSchema;
  readonly output: JsonSchema;
}
let actionFiles: readonly ActionFile[];

describe('the connector folder', () => {
  test('has an action file for every curated action and every operation, each a valid schema', () => {
    const actions = actionFiles;
    expect(actions).toHaveLength(registry.curated().length + allOperations().length);
    const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
    const broken = actions.filter(({ inputs, output }) => !ajv.validateSchema(inputs as object) || !ajv.validateSchema(output as object));
    expect(broken.map(({ name }) => name)).toEqual([]);
    expect(actions.filter(({ schema }) => schema !== 'action/1')).toEqual([]);
    const sections = new Set(actions.flatMap(({ inputs }) => Object.keys(inputs.properties ?? {})));
    expect([...sections].sort()).toEqual(['json_body', 'parameters', 'path_parameters']);
  }, 120_000);

  test('fills every variable of an endpoint from a path parameter that it demands', () => {
    const unfilled = actionFiles.filter(({ meta, inputs }) => {
      const variables = [...(meta.endpoint ?? '').matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name!);
      const path = inputs.properties?.path_parameters;
      return variables.some((name) => !path?.required?.includes(name));
    });
    // Actions that take a record's id in the body, and go to its own route themselves.
    expect(unfilled.map(({ name }) => name)).toEqual([]);
  }, 120_000);

  test('has two assets, whose keys the platform can distinguish', () => {
    const asset = (name: string): { inputs: JsonSchema } =>
      parse(files.get(`connector/config/assets/${name}.yaml`)!) as { inputs: JsonSchema };
    expect(Object.keys(asset('oauth2_client_credentials').inputs.properties!)).toEqual(
      expect.arrayContaining(['url', 'client_id', 'client_secret', 'scope', 'tenant', 'token_url', 'verify_ssl', 'http_proxy']),
    );
    const password = Object.keys(asset('oauth2_password').inputs.properties!);
    expect(password).toEqual(expect.arrayContaining(['url', 'oauth2_username', 'oauth2_password', 'client_id', 'scope']));
    expect(password.filter((name) => name === 'username' || name === 'password' || name === 'token')).toEqual([]);
  });

  test('has a picture that is a PNG', () => {
    const content = exported.find(({ path }) => path.endsWith('logo.png'))!.content as Buffer;
    expect([...content.subarray(1, 4)]).toEqual([...Buffer.from('PNG')]);
    const data = content.indexOf('IDAT');
    expect(inflateSync(content.subarray(data + 4, data + 4 + content.readUInt32BE(data - 4)))).toHaveLength(64 * (1 + 64 * 4));
  });

  test('samples of the curated actions are what their schemas take', () => {
    const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
    const wrong = registry
      .curated()
      .filter(({ name }) => {
        const { inputs } = parse(files.get(`connector/config/actions/${name}.yaml`)!) as ActionFile;
        return !ajv.validate(inputs as object, JSON.parse(files.get(`data/${name}.json`)!));
      })
      .map(({ name }) => `${name}: ${ajv.errorsText()}`);
    expect(wrong).toEqual([]);
  });
});

describe('the page', () => {
  test('has every section, prerequisite, method and capability of the connector that it takes the place of', () => {
    const page = files.get('connector/documentation.md')!;
    const headings = [
      'HaloPSA Connector',
      'Overview',
      'Limitations',
      'Supported Versions',
      'Additional Docs',
      'Configuration',
      'Prerequisites',
    ];
    for (const heading of [...headings, 'Authentication Methods', 'Capabilities'])
      expect(page).toMatch(new RegExp(`^##+ ${heading}$`, 'm'));
    for (const prerequisite of ['URL', 'HaloPSA Username', 'HaloPSA Password', 'Client ID', 'Client Secret', 'Scopes']) {
      expect(page).toMatch(new RegExp(`^  \\* ${prerequisite}: `, 'm'));
    }
    for (const { title } of registry.curated()) {
      expect(page).toContain(`* ${title}\n`);
      expect(page).toMatch(new RegExp(`^### ${title}$`, 'm'));
    }
    for (const title of ['Add or Update Ticket', 'Delete Ticket by ID', 'Get Ticket by ID', 'Get Tickets'])
      expect(page).toContain(`### ${title}\n`);
  });
});

describe('what is written', () => {
  test('goes into an empty folder only, unless forced', async () => {
    const target = join(folder, 'a');
    const some = exported.slice(0, 3);
    expect(await writeExport(target, some)).toBe(3);
    expect(await readFile(join(target, 'connector', 'connector.yaml'), 'utf8')).toContain('node_18');
    await expect(writeExport(target, some)).rejects.toThrow('not empty');
    await writeFile(join(target, 'mine.txt'), 'mine');
    await writeExport(target, some, { force: true });
    expect(await readdir(target)).toContain('mine.txt');
  });
});

test('operations drawn from the whole API answer through the runner as they do through the client', async () => {
  const sandbox = fixedSandbox();
  const asset = { url: credentials.tenantUrl, client_id: 'sandbox', client_secret: 'sandbox' };
  const client = { fetch: sandbox.fetch, maxRetries: 0, budget: { requests: 100_000, windowMs: 1 } };
  const lists = registry.operations().filter(({ operation }) => operation?.endsWith('.list'));
  const odd: string[] = [];
  for (const { name } of lists) {
    const { status_code, reason } = await runSwimlaneAction(name, asset, { registry, client });
    if (status_code === 0 || !reason) odd.push(name);
  }
  expect(odd).toEqual([]);
}, 120_000);
