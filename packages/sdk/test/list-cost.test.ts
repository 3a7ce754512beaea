import { createSandbox } from 'halopsa-sandbox';
import { expect, test } from 'vitest';
import { inProcess } from './tenant.js';

test.each([
  ['a list that shows inactive records', { includeinactive: true }, 31],
  ['a list that hides inactive records, which an update can bring back', {}, 34],
  ['a list narrowed by a parameter', { includeinactive: true, search: 'Client' }, 34],
])('%s (%o): 3,000 rows are proven in %i requests', async (_, filters, expected) => {
  const sandbox = createSandbox({ seed: 'empty' });
  for (let at = 0; at < 3_000; at += 1) sandbox.control.put('clients', { name: `Client ${at}` });
  let requests = 0;
  const fetch: typeof globalThis.fetch = (input, init) => {
    if (String(input).includes('/api/Client?')) requests += 1;
    return sandbox.fetch(input, init);
  };
  await using halo = inProcess({ fetch });
  const rows = await halo.clients.listAll(filters).toArray();
  expect([new Set(rows.map(({ id }) => id)).size >= 3_000, requests]).toEqual([true, expected]);
  sandbox.close();
});

test.each([
  ['clients', 'whose pages were seen on live servers, takes', 1],
  ['suppliers', 'of whose pages no source tells, takes, until one list has shown that its count is whole,', 2],
] as const)('a short list of %s, %s %i requests', async (resource, _, expected) => {
  const sandbox = createSandbox({ seed: 'empty' });
  for (let at = 0; at < 30; at += 1) sandbox.control.put(resource, { name: `Record ${at}` });
  let requests = 0;
  const fetch: typeof globalThis.fetch = (input, init) => {
    if (/\/api\/(Client|Supplier)\?/.test(String(input))) requests += 1;
    return sandbox.fetch(input, init);
  };
  await using halo = inProcess({ fetch });
  const first = await halo.resource(resource).listAll({}).toArray();
  expect([first.length >= 30, requests]).toEqual([true, expected]);
  await halo.resource(resource).listAll({}).toArray();
  expect(requests).toBe(expected + 1);
  sandbox.close();
});
