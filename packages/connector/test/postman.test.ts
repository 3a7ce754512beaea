import { allOperations } from 'halopsa-catalogue';
import { exportPostman } from 'halopsa-connector';
import type { NewmanRunSummary } from 'newman';
import newman from 'newman';
import { describe, expect, test } from 'vitest';
import { fixedSandbox } from './support/desk.js';

interface Item {
  readonly name: string;
  readonly item?: readonly Item[];
  readonly request?: {
    readonly method: string;
    readonly url: { readonly raw: string; readonly path: readonly string[] };
    readonly body?: { readonly raw: string };
  };
}
interface Collection {
  readonly info: { readonly schema: string };
  readonly auth: { readonly type: string; readonly oauth2: readonly { readonly key: string; readonly value: string }[] };
  readonly item: readonly Item[];
}

const files = new Map([...exportPostman()].map(({ path, content }) => [path, String(content)]));
const collection = JSON.parse(files.get('halo.postman_collection.json')!) as Collection;
const environment = JSON.parse(files.get('halo.postman_environment.json')!) as { values: { key: string; value: string; type: string }[] };
const requestsOf = (item: Item): Item[] => (item.item ? item.item.flatMap(requestsOf) : [item]);

describe('the collection', () => {
  test('has a request for every operation, in a folder of its resource', () => {
    const own = collection.item.slice(0, 2).flatMap(requestsOf).length;
    const requests = collection.item.flatMap(requestsOf);
    expect(requests.length - own).toBe(allOperations().length);
    const routes = (list: readonly string[]): string[] => [...list].sort();
    const asked = requests.slice(own).map(
      ({ request }) =>
        `${request!.method} /${request!.url.path
          .slice(1)
          .join('/')
          .replace(/\{\{\w+\}\}/g, '{}')}`,
    );
    expect(routes(asked)).toEqual(routes(allOperations().map(({ method, path }) => `${method} ${path.replace(/\{\w+\}/g, '{}')}`)));
  });

  test('signs in as the guide says', () => {
    const auth = Object.fromEntries(collection.auth.oauth2.map(({ key, value }) => [key, value]));
    expect(collection.auth.type).toBe('oauth2');
    expect(auth).toMatchObject({
      grant_type: 'client_credentials',
      client_authentication: 'header',
      addTokenTo: 'header',
      headerPrefix: 'Bearer',
      scope: '{{scope}}',
    });
    expect(environment.values.find(({ key }) => key === 'scope')?.value).toBe('all');
    expect(environment.values.find(({ key }) => key === 'client_secret')).toMatchObject({ type: 'secret', value: '' });
    for (const heading of ['Getting credentials', 'Setting up the collection', 'Making requests', 'Bulk updating']) {
      expect(files.get('GUIDE.md')).toContain(`## ${heading}`);
    }
  });

  test('has bodies that are JSON once their variables are filled', () => {
    const bodies = collection.item.flatMap(requestsOf).flatMap(({ request }) => request?.body?.raw ?? []);
    expect(bodies.length).toBeGreaterThan(300);
    // Deletes take what was made before them, so nothing that is there already may be written by an example.
    const writes = collection.item.flatMap(requestsOf).filter(({ name }) => name.startsWith('Create or update'));
    expect(writes.length).toBeGreaterThan(200);
    for (const { request } of writes)
      expect(JSON.parse((request?.body?.raw ?? '{}').replace(/\{\{[$\w]+\}\}/g, '1'))).not.toHaveProperty('0.id');
    for (const body of bodies) expect(() => JSON.parse(body.replace(/\{\{[$\w]+\}\}/g, '1'))).not.toThrow();
  });
});

test('Newman runs the main folders against a server, all green', async () => {
  const sandbox = fixedSandbox();
  const server = await sandbox.serve();
  const mine: Record<string, string> = {
    base_url: server.url,
    token_url: `${server.url}/auth/token`,
    client_id: 'sandbox',
    client_secret: 'sandbox',
  };
  const values = environment.values.map((one) => ({ ...one, value: mine[one.key] ?? one.value }));
  const main = collection.item.slice(2, 11);
  const standard = main.map(({ name, item }) => ({ name, item: item!.slice(0, 4) }));
  const run = { ...collection, item: [collection.item[0], ...standard] };
  try {
    const summary = await new Promise<NewmanRunSummary>((resolve, reject) => {
      newman.run({ collection: run, environment: { values }, reporters: [] } as never, (error, done) =>
        error ? reject(error) : resolve(done),
      );
    });
    expect(summary.run.failures.map(({ error, source }) => `${source?.name}: ${error.message}`)).toEqual([]);
    expect(summary.run.stats.requests.total).toBe(1 + 4 * standard.length);
    expect(summary.run.stats.assertions.total).toBeGreaterThan(50);
  } finally {
    await server.close();
  }
}, 120_000);
