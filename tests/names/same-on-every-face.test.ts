import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HaloClient, type WireRecord } from 'halopsa';
import { createPlan, openSource, readPlanRows, Tenant } from 'halopsa-bulk';
import { ActionRegistry } from 'halopsa-connector';
import { createSandbox } from 'halopsa-sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { halo as line } from '../../packages/cli/test/support/test-host.js';
import { talk } from '../../packages/connector/test/support/mcp-client.js';

const folder = mkdtempSync(join(tmpdir(), 'halo-names-'));
const sandbox = createSandbox({ seed: 'small' });
const registry = new ActionRegistry();
let url = '';
let close = async (): Promise<void> => undefined;
const client = (): HaloClient =>
  new HaloClient({ tenantUrl: url, clientId: 'sandbox', clientSecret: 'sandbox', budget: { requests: 100_000, windowMs: 1000 } });

beforeAll(async () => {
  for (const name of ['Double', 'Double', '365']) sandbox.control.put('clients', { name });
  sandbox.control.put('clients', { name: 'Sleeping Ltd', inactive: true });
  sandbox.control.put('clients', { name: 'Café Nord' });
  const server = await sandbox.serve();
  url = server.url;
  close = () => server.close();
});
afterAll(async () => {
  await close();
  sandbox.close();
  rmSync(folder, { recursive: true });
});

/** The word, what is written, the field, and the id that is meant or `refused`; with what stands beside it. */
type Case = readonly [
  word: string,
  text: string,
  field: string,
  wanted: 'refused' | ((record: WireRecord) => boolean),
  beside?: Readonly<Record<string, string>>,
];

const is =
  (id: number): ((record: WireRecord) => boolean) =>
  (record) =>
    Number(record[fieldNow]) === id;
const named =
  (resource: string, name: string): ((record: WireRecord) => boolean) =>
  (record) =>
    sandbox.control.records(resource as 'clients').some((one) => one.id === record[fieldNow] && one['name'] === name);
let fieldNow = '';

const cases: readonly Case[] = [
  ['client', 'Acme', 'client_id', is(2)],
  ['client', 'acme', 'client_id', is(2)],
  ['client', '  ACME ', 'client_id', is(2)],
  ['client', '2', 'client_id', is(2)],
  ['client', 'Delta Logistics', 'client_id', named('clients', 'Delta Logistics')],
  ['client', 'Cafe\u0301 Nord', 'client_id', named('clients', 'Café Nord')],
  ['client', 'Sleeping Ltd', 'client_id', named('clients', 'Sleeping Ltd')],
  ['client', 'Double', 'client_id', 'refused'],
  ['client', 'Acmee', 'client_id', 'refused'],
  ['client', 'Acm', 'client_id', 'refused'],
  ['client', '365', 'client_id', 'refused'],
  ['agent', 'Tara Underwood', 'agent_id', is(10)],
  ['agent', 'TARA UNDERWOOD', 'agent_id', is(10)],
  ['agent', '10', 'agent_id', is(10)],
  ['agent', 'Nobody Known', 'agent_id', 'refused'],
  ['priority', 'Critical', 'priority_id', is(1)],
  ['priority', 'critical', 'priority_id', is(1)],
  ['priority', '2', 'priority_id', is(2)],
  ['priority', 'Most urgent', 'priority_id', 'refused'],
  ['status', 'On Hold', 'status_id', is(7)],
  ['status', 'closed', 'status_id', is(9)],
  ['status', 'Nope', 'status_id', 'refused'],
  ['site', 'Head Office', 'site_id', named('sites', 'Head Office'), { client: 'Acme' }],
  ['site', 'Nowhere', 'site_id', 'refused', { client: 'Acme' }],
];

/** What a face makes of a ticket with names: the record that is sent or made, or undefined where it refuses. */
type Face = (fields: Readonly<Record<string, string>>) => Promise<WireRecord | undefined>;

const kept = async <T>(call: Promise<T>): Promise<T | undefined> => call.catch(() => undefined);

const faces: Readonly<Record<string, Face>> = {
  client: async (fields) => (await kept(client().tickets.withIds([{ summary: 'x', ...fields }])))?.[0] as WireRecord | undefined,
  'command line': async (fields) => {
    const flags = Object.entries(fields).flatMap(([word, text]) => [`--${word}`, text]);
    const env = { HALO_TENANT_URL: url, HALO_CLIENT_ID: 'sandbox', HALO_CLIENT_SECRET: 'sandbox', HALO_STATE_DIR: join(folder, 'state') };
    const { exit, stdout } = await line(['tickets', 'create', '--summary', 'x', ...flags, '--dry-run', '--json'], { env });
    return exit === 0 ? ([(JSON.parse(stdout) as { body: WireRecord | WireRecord[] }).body].flat()[0] as WireRecord) : undefined;
  },
  'a spreadsheet': async (fields) => {
    const file = join(folder, `${crypto.randomUUID()}.csv`);
    writeFileSync(file, `summary,${Object.keys(fields).join(',')}\nx,${Object.values(fields).join(',')}\n`);
    const tenant = new Tenant(client(), { url });
    const plan = await createPlan({
      resource: 'tickets',
      mode: 'create',
      checkForms: false,
      source: await openSource(file),
      out: `${file}.plan`,
      tenant,
    });
    for await (const row of readPlanRows(plan.path)) return row.action === 'create' ? row.set : undefined;
    return undefined;
  },
  'an action': async (fields) => {
    const action = registry.find('create_ticket');
    const made = await kept(action!.run(client(), { summary: 'x', ...fields }, { signal: new AbortController().signal }));
    return made && client().resource('tickets').get(Number(made['id']));
  },
  'a tool of MCP': async (fields) => {
    const { call } = await talk({ desk: { client: client() } as never, policy: { allowWrites: true } });
    const input = { summary: 'x', ...fields };
    const planned = await call('create_ticket', input);
    const token = (planned.structured['plan'] as { token?: string } | undefined)?.token;
    const made = await call('create_ticket', { ...input, plan_token: token ?? '' });
    return made.isError ? undefined : client().resource('tickets').get(Number(made.structured['id']));
  },
};

it('has 24 cases on five faces', () => expect(cases.length * Object.keys(faces).length).toBe(120));

describe.each(Object.keys(faces))('%s', (face) => {
  it.each(cases.map((one) => ({ word: one[0], text: one[1], one })))(
    'takes $word "$text"',
    async ({ one: [word, text, field, wanted, beside = {}] }) => {
      fieldNow = field;
      const record = await faces[face]?.({ ...beside, [word]: text });
      if (wanted === 'refused') expect(record).toBeUndefined();
      else expect([record?.[field], record !== undefined && wanted(record)]).toEqual([expect.any(Number), true]);
    },
  );
});
