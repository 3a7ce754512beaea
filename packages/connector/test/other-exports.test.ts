import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import {
  ActionRegistry,
  type ExportedFile,
  exportInsightConnect,
  exportOpenApi2,
  hashKey,
  serveActions,
  toolsets,
} from 'halopsa-connector';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { openDesk } from './support/desk.js';

const registry = new ActionRegistry();
const version = '1.2.3';
const only = (files: Iterable<ExportedFile>): { path: string; text: string } => {
  const [file, ...more] = files;
  expect(more).toEqual([]);
  return { path: file!.path, text: String(file!.content) };
};

describe('OpenAPI 2.0 for Power Automate', () => {
  interface Document {
    readonly host: string;
    readonly basePath: string;
    readonly schemes: readonly string[];
    readonly paths: Record<string, { post: { operationId: string; parameters: { schema: object }[] } }>;
  }
  const { text } = only(exportOpenApi2({ registry, version, url: 'https://actions.example.com/halo/' }));
  const document = JSON.parse(text) as Document;

  test('is valid, has every curated action, and is small enough for a custom connector', async () => {
    expect(await new Validator().validate(text)).toMatchObject({ valid: true });
    expect(Object.values(document.paths).map(({ post }) => post.operationId)).toEqual(registry.curated().map(({ name }) => name));
    expect([document.host, document.basePath, document.schemes]).toEqual(['actions.example.com', '/halo', ['https']]);
    expect(Buffer.byteLength(text)).toBeLessThan(1_000_000);
    expect(() => [...exportOpenApi2({ registry, version, url: 'nowhere' })]).toThrow('not a web address');
  });

  test('has one type in every schema, and items in every array', () => {
    const wrong: unknown[] = [];
    const look = (value: unknown, path: string): void => {
      if (typeof value !== 'object' || value === null) return;
      const { type, items } = value as { type?: unknown; items?: unknown };
      if (Array.isArray(type) || (type === 'array' && typeof items !== 'object') || type === 'null') wrong.push(path);
      for (const [name, inner] of Object.entries(value)) look(inner, `${path}/${name}`);
    };
    look(document.paths, '');
    expect(wrong).toEqual([]);
  });

  test('speaks of the service as it is: its addresses answer, with its key', async () => {
    const key = { name: 'k', hash: hashKey('secret'), toolsets, writes: false, deletes: false };
    const server = await serveActions({ registry, client: openDesk().client, keys: [key], version });
    const { text: own } = only(exportOpenApi2({ registry, version, url: server.url }));
    const { host, basePath, schemes, paths } = JSON.parse(own) as Document;
    const [path] = Object.entries(paths).find(([, { post }]) => post.operationId === 'get_teams')!;
    const address = `${schemes[0]}://${host}${basePath}${path}`.replace(/(?<!:)\/\//, '/');
    const answer = await fetch(address, { method: 'POST', headers: { authorization: 'Bearer secret' }, body: '{}' });
    expect([answer.status, Object.keys((await answer.json()) as object)]).toEqual([200, ['record_count', 'teams']]);
    await server.close();
  });
});

test('the OpenAPI 3.1 document of the service is valid', async () => {
  const key = { name: 'k', hash: hashKey('secret'), toolsets, writes: true, deletes: true };
  const server = await serveActions({ registry, client: openDesk().client, keys: [key], version });
  const text = await (await fetch(`${server.url}/openapi.json`, { headers: { authorization: 'Bearer secret' } })).text();
  expect(await new Validator().validate(JSON.parse(text) as Parameters<Validator['validate']>[0])).toMatchObject({ valid: true });
  await server.close();
});

describe('plugin.spec.yaml of InsightConnect', () => {
  const { path, text } = only(exportInsightConnect({ registry, version }));
  const spec = parse(text) as {
    actions: Record<string, { input?: Members; output: Members }>;
    types: Record<string, Members>;
    connection: Members;
  };
  type Members = Record<string, { type: string; required: boolean; title: string; example?: unknown }>;

  const member = {
    type: 'object',
    properties: {
      type: { type: 'string', pattern: '^(\\[\\])*[a-z][a-z0-9_]*$' },
      title: { type: 'string', pattern: '^[A-Z]' },
      description: { type: 'string', pattern: '^[A-Z0-9].*[^.]$' },
      required: { type: 'boolean' },
      example: {},
      enum: { type: 'array', minItems: 1 },
      default: {},
    },
    required: ['type', 'title', 'description', 'required'],
    additionalProperties: false,
  };
  const members = { type: 'object', propertyNames: { pattern: '^[a-z][a-z0-9_]*$' }, additionalProperties: member };
  const schema = {
    type: 'object',
    properties: {
      plugin_spec_version: { const: 'v2' },
      extension: { const: 'plugin' },
      products: { type: 'array', items: { enum: ['insightconnect'] } },
      name: { type: 'string', pattern: '^[a-z][a-z0-9_]*$' },
      title: { type: 'string', pattern: '^[A-Z]' },
      description: { type: 'string', pattern: '^[A-Z].*[^.]$' },
      version: { type: 'string', pattern: '^\\d+\\.\\d+\\.\\d+$' },
      connection_version: { type: 'integer' },
      vendor: { type: 'string', pattern: '^[a-z0-9_-]+$' },
      support: { type: 'string' },
      tags: { type: 'array', items: { type: 'string' } },
      types: { type: 'object', additionalProperties: members },
      connection: members,
      actions: {
        type: 'object',
        additionalProperties: {
          type: 'object',
          properties: { title: { type: 'string' }, description: { type: 'string', pattern: '[^.]$' }, input: members, output: members },
          required: ['title', 'description', 'output'],
          additionalProperties: false,
        },
      },
    },
    required: [
      'plugin_spec_version',
      'extension',
      'products',
      'name',
      'title',
      'description',
      'version',
      'vendor',
      'support',
      'tags',
      'connection',
      'actions',
    ],
  };

  test('keeps to the documented format, and names no type that it does not have', () => {
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    const valid = ajv.validate(schema, spec);
    expect([path, valid, ajv.errors?.slice(0, 5)]).toEqual(['plugin.spec.yaml', true, undefined]);
    const known = new Set(['string', 'integer', 'float', 'boolean', 'object', 'credential_secret_key', ...Object.keys(spec.types)]);
    const all = [
      spec.connection,
      ...Object.values(spec.types),
      ...Object.values(spec.actions).flatMap(({ input = {}, output }) => [input, output]),
    ];
    const used = all.flatMap((some) => Object.values(some).map(({ type }) => type.replaceAll('[]', '')));
    expect(used.filter((type) => !known.has(type))).toEqual([]);
  });

  test('has every curated action with its members, and examples that the action takes', async () => {
    expect(Object.keys(spec.actions)).toEqual(registry.curated().map(({ name }) => name));
    for (const action of registry.curated()) {
      const input = spec.actions[action.name]!.input ?? {};
      expect(Object.keys(input), action.name).toEqual(Object.keys(action.input.properties));
      const examples = Object.fromEntries(
        Object.entries(input).flatMap(([name, { required, example }]) => (required ? [[name, example]] : [])),
      );
      await expect(registry.check(action, examples), action.name).resolves.toBeDefined();
    }
  });
});
