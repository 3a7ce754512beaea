import { allOperations, allResources } from 'halopsa-catalogue';
import { exampleOf } from 'halopsa-catalogue/examples';
import { holdersOf } from 'halopsa-catalogue/references';
import { findSchema } from 'halopsa-catalogue/schemas';
import { exportPostman } from 'halopsa-connector';
import type { HaloRecord, Sandbox } from 'halopsa-sandbox';
import { runs } from 'halopsa-testkit';
import { describe, expect, test } from 'vitest';
import { exampleBody } from '../src/postman/example-body.js';
import { fixedSandbox } from './support/desk.js';
import { type Collection, type Environment, type Item, runCollection } from './support/newman.js';

const files = new Map([...exportPostman()].map(({ path, content }) => [path, String(content)]));
const collection = JSON.parse(files.get('halo.postman_collection.json')!) as Collection;
const environment = JSON.parse(files.get('halo.postman_environment.json')!) as Environment;
const requestsOf = (item: Item): Item[] => (item.item ? item.item.flatMap(requestsOf) : [item]);
const [signIn, setUp, bulk] = collection.item as [Item, Item, Item];
const cleanUp = collection.item.at(-1)!;
const folders = collection.item.slice(3, -1);
/** What only a person can give. */
const given = [
  'kb_token',
  'secret_link_token',
  'image_token',
  'outlook_mailbox_id',
  'uploaded_tempid',
  'integration_data_type',
  'field_for_all_id',
];
/** A body with its variables filled. */
const filled = (body: string): unknown => JSON.parse(body.replace(/\{\{[$\w]+\}\}/g, '1'));

describe('the collection', () => {
  test('has a request for every operation, in a folder of its resource', () => {
    const requests = folders.flatMap(requestsOf);
    expect(requests).toHaveLength(allOperations().length);
    const routes = (list: readonly string[]): string[] => [...list].sort();
    const asked = requests.map(
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

  test('has bodies that are JSON once their variables are filled, and creates without an id', () => {
    const json = collection.item
      .flatMap(requestsOf)
      .flatMap(({ request }) => (request?.body?.raw?.startsWith('--') ? [] : (request?.body?.raw ?? [])));
    expect(json.length).toBeGreaterThan(300);
    for (const body of json) expect(() => filled(body), body).not.toThrow();
    const writes = folders.flatMap(requestsOf).filter(({ name }) => name.startsWith('Create or update'));
    expect(writes.length).toBeGreaterThan(200);
    for (const { request } of writes) expect(filled(request?.body?.raw ?? '{}')).not.toHaveProperty('0.id');
  });

  test('names in the guide every variable that only a person can give', () => {
    const guide = files.get('GUIDE.md')!;
    for (const variable of given) {
      expect(guide).toContain(`\`${variable}\``);
      expect(files.get('halo.postman_collection.json')).toContain(variable);
    }
  });
});

/** Variables that stay unset in the sandbox: what only a person can give, and ids where there is a list but no create, and the list is empty. */
const lacking = new Set([
  ...given,
  // Parts of an address that no answer of the collection gives.
  ...['chat_id', 'msg_id', 'secret', 'tenant', 'todos_seq', 'securityquestionvalidations_id'],
  // Rows of a time sheet have the id 0.
  ...['timesheetevents_id', 'timesheetevents_new_id'],
  ...allResources()
    .filter(({ operations }) => !operations.upsert)
    .flatMap(({ attribute }) => [`${attribute.toLowerCase()}_id`, `${attribute.toLowerCase()}_new_id`]),
]);

/** The variables that a request must have, as its own script says. */
const neededBy = ({ event = [] }: Item): string[] =>
  event
    .filter(({ listen }) => listen === 'prerequest')
    .flatMap(({ script }) => JSON.parse(/\[[^\]]*\]/.exec(script.exec[0]!)![0]) as string[]);

const records = ({ control }: Sandbox): Map<string, HaloRecord> =>
  new Map(
    allResources().flatMap(({ attribute }) =>
      control.records(attribute).map((record, at) => [`${attribute} ${String(record.id ?? at)}`, record] as const),
    ),
  );

/** Tenants: as it is, one that demands fields of creates, and one with other records. */
const tenants = {
  plain: {},
  demanding: { behaviours: { 'create.mandatory-fields': true, 'create.named-errors': true } },
  demo: { seed: 'demo' },
} as const;

test('a body refers to whom it is for by every field that the catalogue says refers to them', () => {
  const expected = ['clients', 'sites', 'users', 'agents', 'suppliers', 'tickets', 'assets'].flatMap((party) =>
    holdersOf(party).flatMap(({ resource, field }) => {
      const upsert = allOperations().find(({ id }) => id === `${resource}.upsert`);
      const body = upsert && exampleOf(upsert.id).body === undefined ? exampleBody(upsert) : undefined;
      const { set } = findSchema(allResources().find(({ attribute }) => attribute === resource)!.schema!)!.fields.get(field)!;
      return body === undefined || set === 'computed' || field === 'main_site_id' ? [] : [{ resource, field, party, body }];
    }),
  );
  expect(expected.length).toBeGreaterThan(50);
  for (const { resource, field, party, body } of expected)
    expect(body, `${resource}.${field}`).toContain(`"${field}": {{${party}_own_id}}`);
});

describe.each(runs<(keyof typeof tenants)[]>(['demanding'], ['plain', 'demanding', 'demo']))(
  'under Newman, a tenant that is %s',
  (tenant) => {
    test('takes every request after the set-up, and keeps the records that it had', async () => {
      const sandbox = fixedSandbox({ rateLimit: { requests: 1_000_000, windowMs: 300_000 }, ...tenants[tenant] });
      const before = records(sandbox);
      const some = folders.filter((_, at) => at < 9 || at % runs(12, 1) === 0);
      const item = [signIn, setUp, bulk, ...some, cleanUp];
      const { sent, passedOver, failures } = await runCollection({ ...collection, item }, environment, sandbox);
      const requests = new Map(item.flatMap(requestsOf).map((one) => [one.name, one]));
      expect(failures).toEqual([]);
      expect(sent.filter(({ status }) => status < 200 || status > 299)).toEqual([]);
      expect(sent.filter(({ url, body }) => /undefined|%7B%7B|\{\{/.test(url + body))).toEqual([]);
      expect(passedOver.filter((name) => !neededBy(requests.get(name)!).some((variable) => lacking.has(variable)))).toEqual([]);
      const after = records(sandbox);
      const changed = [...before].filter(([key, record]) => JSON.stringify(after.get(key)) !== JSON.stringify(record)).map(([key]) => key);
      expect(changed).toEqual([]);
    }, 600_000);
  },
);
