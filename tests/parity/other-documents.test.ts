import {
  connect,
  defineResource,
  HaloAPIError,
  HaloAuthenticationError,
  HaloClient,
  HaloError,
  HaloForbiddenError,
  HaloNotFoundError,
  HaloRateLimitError,
  HaloServerError,
  HaloTimeoutError,
  HaloTokenError,
  HaloUsageError,
  HaloValidationError,
  passwordGrant,
  type ResourceClient,
} from 'halopsa';
import { afterAll, beforeAll, expect, vi } from 'vitest';
import { bulkChange, closeByItself, quickStart, readPages } from '../../examples/seeds/basics.js';
import { halo as cli } from '../journeys/support/halo-process.js';
import { type Demo, startDemo } from './demo.js';
import { proves } from './rows.js';

let demo: Demo;
beforeAll(async () => {
  vi.spyOn(console, 'log').mockImplementation(() => undefined);
  demo = await startDemo();
});
afterAll(async () => {
  vi.restoreAllMocks();
  await demo.close();
});

const untyped = (name: string): ResourceClient => demo.halo.resource(name);

proves('pyhaloapi.connect', async () => {
  const seen: string[] = [];
  const watching: typeof fetch = (input, init) => {
    seen.push(new Headers(init?.headers).get('x-bypass') ?? 'none');
    return fetch(input, init);
  };
  const halo = await connect(demo.url, 'sandbox', 'sandbox', { 'X-Bypass': 'yes' }, 'all', { fetch: watching });
  expect((await halo.tickets.get(1234)).id).toBe(1234);
  expect(new Set(seen)).toEqual(new Set(['yes']));
  await halo.close();
});

proves('pyhaloapi.scope', async () => {
  expect((await demo.halo.signIn()).scope).toContain('all');
});

proves('pyhaloapi.refresh', async () => {
  const halo = demo.client();
  await halo.tickets.get(1234);
  demo.sandbox.control.expireTokens();
  expect((await halo.tickets.get(1234)).id).toBe(1234);
});

proves('pyhaloapi.parameters', async () => {
  await expect(untyped('tickets').list({ clientid: 12 })).rejects.toThrow('did you mean client_id?');
});

proves('pyhaloapi.get', async () => {
  expect((await demo.halo.clients.list()).items.length).toBeGreaterThan(0);
  expect((await demo.halo.clients.get(12)).name).toBe('Harbour Dental');
});

proves('pyhaloapi.new', async () => {
  await expect(untyped('teams').create({ id: 7, name: 'Twice' })).rejects.toThrow(HaloUsageError);
});

proves('pyhaloapi.set', async () => {
  await expect(untyped('teams').update({ name: 'Nobody' })).rejects.toThrow(HaloUsageError);
});

proves('pyhaloapi.post', async () => {
  expect(await demo.halo.teams.create({ name: 'Made from one object' })).toMatchObject({ name: 'Made from one object' });
});

proves('pyhaloapi.endpoints', async () => {
  const teams = demo.halo.resource(defineResource<{ id: number; name: string }>({ name: 'ourTeams', path: '/Team' }));
  expect((await teams.get(7)).id).toBe(7);
});

proves('halopsa.client', async () => {
  const halo = demo.client({ scope: 'all', tenant: 'sandbox' });
  expect((await halo.tickets.get(1234)).id).toBe(1234);
});

proves('halopsa.env', async () => {
  vi.stubEnv('HALO_TENANT_URL', demo.url);
  vi.stubEnv('HALO_CLIENT_ID', 'sandbox');
  vi.stubEnv('HALO_CLIENT_SECRET', 'wrong');
  try {
    await expect(HaloClient.fromEnv().tickets.get(1234)).rejects.toThrow(HaloTokenError);
    expect((await HaloClient.fromEnv({ clientSecret: 'sandbox' }).tickets.get(1234)).id).toBe(1234);
  } finally {
    vi.unstubAllEnvs();
  }
});

proves('halopsa.quick-start', async () => {
  expect(await quickStart(demo.halo)).toBe(5);
});

proves('halopsa.page', async () => {
  const { total } = await readPages(demo.halo);
  expect(total).toBeGreaterThanOrEqual(2000);
});

proves('halopsa.list-all', async () => {
  const { total, read } = await readPages(demo.halo);
  expect(read).toBe(total);
});

proves('halopsa.async', async () => {
  const [open, closed] = await Promise.all([demo.halo.tickets.list({ open_only: true }), demo.halo.tickets.list({ closed_only: true })]);
  expect(open.items[0]?.id).not.toBe(closed.items[0]?.id);
});

proves('halopsa.context', async () => {
  expect(await closeByItself(demo.options)).toMatchObject({ me: 10, agents: expect.any(Number) });
});

proves('halopsa.me', async () => {
  expect([(await demo.halo.agents.me()).id, (await demo.halo.users.me()).id]).toEqual([10, 1]);
});

/** The attributes that the document lists. */
const attributes =
  `tickets actions clients users agents assets sites invoices contracts opportunities projects appointments items kbArticles
  suppliers attachments statuses teams categories priorities slas ticketTypes topLevels expenses timesheets releases reports webhooks workdays
  softwareLicences crmNotes quotations`.split(/\s+/);

proves('halopsa.resources', () => {
  expect(attributes).toHaveLength(32);
  expect(attributes.filter((name) => !demo.halo.resources.includes(name))).toEqual([]);
});

proves('halopsa.verbs', () => {
  const verbs = ['list', 'listAll', 'get', 'create', 'update', 'delete', 'batchCreate', 'batchUpdate'];
  const lacking = attributes.flatMap((name) =>
    verbs.filter((verb) => typeof Reflect.get(untyped(name), verb) !== 'function').map((verb) => `${name}.${verb}`),
  );
  expect(lacking).toEqual([]);
});

proves('halopsa.errors', async () => {
  const failed = await demo.halo.tickets.get(99999).catch((error: unknown) => error);
  expect(failed).toBeInstanceOf(HaloNotFoundError);
  expect(failed).toMatchObject({ status: 404, body: undefined });
  const kinds = [HaloValidationError, HaloAuthenticationError, HaloForbiddenError, HaloNotFoundError, HaloRateLimitError, HaloServerError];
  for (const kind of kinds) expect(kind.prototype).toBeInstanceOf(HaloAPIError);
  for (const kind of [HaloAPIError, HaloTokenError, HaloTimeoutError]) expect(kind.prototype).toBeInstanceOf(HaloError);
});

const credentials = (): Record<string, string> => ({ HALO_TENANT_URL: demo.url, HALO_CLIENT_ID: 'sandbox', HALO_CLIENT_SECRET: 'sandbox' });
const run = async (...words: string[]): Promise<string> => {
  const { exit, stdout, stderr } = await cli(words, { env: credentials() });
  expect({ exit, stderr: stderr.includes('error') }).toEqual({ exit: 0, stderr: false });
  return stdout;
};

proves('halopsa.cli', async () => {
  expect(await run('clients', 'list', '--search', 'Acme')).toContain('Acme');
});

proves('halopsa.request', async () => {
  expect(await run('request', 'GET', '/Tickets', '--param', 'page_size=5')).toContain('record_count');
});

proves('halopsa.flags', async () => {
  const flags = ['--tenant-url', demo.url, '--client-id', 'sandbox', '--client-secret', 'sandbox', '--no-color', '--json'];
  expect(JSON.parse(await run(...flags, 'tickets', 'get', '1234'))).toMatchObject({ id: 1234 });
  expect(await run('--version')).toMatch(/^\d+\.\d+\.\d+/);
});

proves('swimlane.upsert', async () => {
  const made = await demo.halo.tickets.upsert({ summary: 'From an alert' });
  expect((await demo.halo.tickets.upsert({ id: made.id, summary: 'Changed' })).id).toBe(made.id);
});

proves('swimlane.delete', async () => {
  const { id } = await demo.halo.tickets.create({ summary: 'Short-lived' });
  await demo.halo.tickets.delete(id);
  await expect(demo.halo.tickets.get(id)).rejects.toThrow(HaloNotFoundError);
});

proves('swimlane.get', async () => {
  expect(await demo.halo.tickets.get(1234)).toMatchObject({ id: 1234, summary: expect.any(String) });
});

proves('swimlane.list', async () => {
  const { recordCount, items } = await demo.halo.tickets.list();
  expect([recordCount! >= items.length, items.length]).toEqual([true, 50]);
});

proves('swimlane.auth', async () => {
  expect((await demo.client().tickets.get(1234)).id).toBe(1234);
  const sent: string[] = [];
  const token: typeof fetch = async (input, init) => {
    if (!String(input).includes('/auth/token')) return fetch(input, init);
    sent.push(String(init?.body));
    return Response.json({ access_token: 'x', expires_in: 3600 });
  };
  const grant = passwordGrant({ username: 'ada', password: 'secret' });
  await demo.client({ grant, fetch: token }).signIn();
  expect(sent[0]).toMatch(/grant_type=password.*username=ada|username=ada.*grant_type=password/);
});

proves('postman.basic', async () => {
  expect((await demo.client({ clientAuthentication: 'basic' }).tickets.get(1234)).id).toBe(1234);
});

proves('postman.request', async () => {
  expect((await demo.halo.request('GET', '/Tickets', { query: { count: 1 } })).tickets).toHaveLength(1);
});

proves('postman.bulk', async () => {
  expect(await bulkChange(demo.url, [12, 42, 123])).toEqual([1, 1, 1]);
  expect((await demo.halo.clients.get(12)).item_tax_code).toBe(1);
});

proves('postman.report', async () => {
  const clients = await demo.halo.reports.query('SELECT * FROM Area');
  expect(clients.length).toBe((await demo.halo.clients.list()).recordCount);
  const csv = await (await demo.halo.reports.get(45)).export('csv');
  expect(new TextDecoder().decode(await csv.bytes())).toMatch(/^team,tickets/);
});
