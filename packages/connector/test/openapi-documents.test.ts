import { createConfig, lintFromString } from '@redocly/openapi-core';
import spectral from '@stoplight/spectral-core';
import rulesets from '@stoplight/spectral-rulesets';
import { resourceNames } from 'halopsa-catalogue';
import { ActionRegistry, exportOpenApi2, hashKey, serveActions, toolsets } from 'halopsa-connector';
import { expect, test } from 'vitest';
import { fixedSandbox, openDesk } from './support/desk.js';

/** What two independent validators find wrong in a document; rules of taste are left to their authors. */
async function faults(document: object): Promise<string[]> {
  const source = JSON.stringify(document);
  const config = await createConfig({
    extends: ['spec'],
    rules: { struct: 'error', 'no-identical-paths': 'error', 'no-ambiguous-paths': 'off' },
  });
  const redocly = await lintFromString({ source, absoluteRef: 'document.json', config });
  const linter = new spectral.Spectral();
  const { oas } = rulesets;
  linter.setRuleset({ extends: [[oas, 'recommended']], rules: { 'oas3-unused-component': 'off' } } as never);
  const found = await linter.run(source);
  return [
    ...redocly.filter(({ severity }) => severity === 'error').map(({ ruleId, message }) => `redocly ${ruleId}: ${message}`),
    ...found.filter(({ severity }) => severity === 0).map(({ code, path, message }) => `spectral ${code} ${path.join('/')}: ${message}`),
  ];
}

const documentOf = async (url: string, headers: Record<string, string> = {}): Promise<Document> =>
  (await (await fetch(url, { headers })).json()) as Document;

interface Document {
  readonly paths: Readonly<
    Record<string, Readonly<Record<string, { readonly parameters?: readonly { readonly in: string; readonly name: string }[] }>>>
  >;
}

/** Paths that stand for the same requests, and operations whose parameters are not those of their path. */
function pathFaults({ paths }: Document): string[] {
  const routes = Object.keys(paths).map((path) => path.replace(/\{\w+\}/g, '{}'));
  const twice = routes.filter((route, at) => routes.indexOf(route) !== at);
  const strays = Object.entries(paths).flatMap(([path, methods]) => {
    const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    return Object.entries(methods).flatMap(([method, { parameters = [] }]) => {
      const given = parameters.filter((one) => one.in === 'path').map(({ name }) => name);
      return JSON.stringify(given) === JSON.stringify(names) ? [] : [`${method} ${path}: ${given.join()}`];
    });
  });
  return [...twice, ...strays];
}

test('the document of the whole API has every path once, with its own parameters', async () => {
  const page = await fixedSandbox().serve();
  const document = await documentOf(`${page.url}/apidoc/openapi.json`);
  await page.close();
  expect(Object.keys(document.paths).length).toBeGreaterThan(500);
  expect(pathFaults(document)).toEqual([]);
  expect(document.paths['/Automation/{id}']).toMatchObject({ get: {}, delete: {}, post: { parameters: [{ in: 'path', name: 'id' }] } });
}, 300_000);

test('the OpenAPI documents of all faces are clean by two validators', async () => {
  const page = await fixedSandbox().serve();
  const keys = [{ name: 'test', hash: hashKey('key'), toolsets, writes: true, deletes: true }];
  const service = await serveActions({ registry: new ActionRegistry(), client: openDesk().client, keys, version: '1.0.0' });
  try {
    const [swagger] = [...exportOpenApi2({ registry: new ActionRegistry(), version: '1.0.0', url: 'https://actions.example.com' })];
    const documents: Record<string, object> = {
      service: await documentOf(`${service.url}/openapi.json`, { authorization: 'Bearer key' }),
      openapi2: JSON.parse(String(swagger!.content)) as object,
    };
    for (const resource of process.env.HALO_TEST_FULL === '1' ? resourceNames : ['automations']) {
      documents[resource] = await documentOf(`${page.url}/apidoc/openapi.json?resource=${resource}`);
    }
    for (const [name, document] of Object.entries(documents)) expect((await faults(document)).slice(0, 10), name).toEqual([]);
  } finally {
    await service.close();
    await page.close();
  }
}, 600_000);
