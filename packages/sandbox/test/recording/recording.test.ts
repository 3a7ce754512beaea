import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSandbox, type HaloRecord, type RunningServer, type Sandbox } from 'halopsa-sandbox';
import { createRecorder, createRecordingFile, createReplay, type Exchange, readRecording } from 'halopsa-sandbox/recording';
import { serveSandbox } from 'halopsa-sandbox/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'halo-recording-'));
const file = join(folder, 'tenant.jsonl');
let upstream: Sandbox;
let server: RunningServer;
let proxy: RunningServer;
let exchanges: Exchange[];

const PATHS = [
  '/api/Client?count=500',
  '/api/Users?pageinate=true&page_size=50&page_no=1',
  '/api/Tickets?pageinate=true&page_no=1&page_size=20&includedetails=true',
  '/api/Tickets/1234?includedetails=true',
  '/api/Agent',
  '/api/Actions?ticket_id=1234',
  '/api/Status',
  '/api/Supplier/101',
  '/api/Search?search=Abbott',
  '/api/Tickets/777777',
];

async function ask(base: string, path: string, init: RequestInit = {}): Promise<Response> {
  const form = { grant_type: 'client_credentials', client_id: 'sandbox', client_secret: 'sandbox', scope: 'all' };
  const token = await fetch(`${base}/auth/token`, { method: 'POST', body: new URLSearchParams(form) });
  const { access_token: access } = (await token.json()) as { access_token: string };
  return fetch(`${base}${path}`, { ...init, headers: { authorization: `Bearer ${access}`, 'content-type': 'application/json' } });
}

beforeAll(async () => {
  upstream = createSandbox({ seed: 'small' });
  server = await upstream.serve();
  const sink = await createRecordingFile(file);
  proxy = await serveSandbox({ fetch: createRecorder({ upstream: `${server.url}/api/`, sink, key: 'a secret of the test' }) });
  for (const path of PATHS) await (await ask(proxy.url, path)).arrayBuffer();
  const body = JSON.stringify([{ summary: 'Call Jane Doe-Smith on +44 7700 900123', details: 'jane.doe@corp.test', client_id: 2 }]);
  await (await ask(proxy.url, '/api/Tickets', { method: 'POST', body })).arrayBuffer();
  exchanges = await readRecording(file);
});
afterAll(async () => {
  await Promise.all([proxy.close(), server.close()]);
  rmSync(folder, { recursive: true });
});

describe('a recording', () => {
  it('passes the answers on unchanged', async () => {
    const [direct, recorded] = [await ask(server.url, PATHS[3]!), await ask(proxy.url, PATHS[3]!)];
    expect(await recorded.json()).toEqual(await direct.json());
    expect(recorded.status).toBe(direct.status);
    expect((await ask(proxy.url, '/api/Tickets/777777')).status).toBe(404);
  });

  it('keeps what was said below /api, and no tokens', () => {
    expect(exchanges.map(({ operation }) => operation)).toEqual([
      'clients.list',
      'users.list',
      'tickets.list',
      'tickets.get',
      'agents.list',
      'actions.list',
      'statuses.list',
      'suppliers.get',
      'searchResults.list',
      'tickets.get',
      'tickets.upsert',
    ]);
    expect(readFileSync(file, 'utf8')).not.toMatch(/bearer|access_token|client_secret/i);
    expect(statSync(file).mode & 0o077).toBe(0);
  });

  it('holds no name, mail, telephone or free text of anybody', () => {
    const text = readFileSync(file, 'utf8').toLowerCase();
    const { records } = upstream.control;
    const personal = [
      ...records('clients').map(({ name }) => name),
      ...records('users').flatMap(({ name, emailaddress }) => [name, emailaddress]),
      // Agent 1 stands for nobody.
      ...records('agents')
        .slice(1)
        .flatMap(({ name, email }) => [name, email]),
      ...records('suppliers').flatMap(({ name, email_address: mail }) => [name, mail]),
      ...records('tickets').flatMap(({ summary, details, user_email: mail }) => [summary, details, mail]),
      'Jane Doe-Smith',
      '7700 900123',
      'jane.doe@corp.test',
      'abbott.',
      'search=abbott',
    ].map((value) => String(value).toLowerCase());
    expect(personal.length).toBeGreaterThan(200);
    expect([...new Set(personal)].filter((value) => text.includes(JSON.stringify(value).slice(1, -1)))).toEqual([]);
  });

  it('keeps what the API is about: numbers, dates, statuses, and the same person under one name', () => {
    const [list] = exchanges.filter(({ operation }) => operation === 'tickets.list');
    const { tickets } = list!.body as { tickets: HaloRecord[] };
    const originals = new Map(upstream.control.records('tickets').map((ticket) => [ticket.id, ticket]));
    for (const ticket of tickets) {
      const original = originals.get(ticket.id)!;
      for (const field of ['dateoccurred', 'status_id', 'client_id', 'tickettype_id', 'team'])
        expect(ticket[field]).toEqual(original[field]);
    }
    const byId = new Map<unknown, Set<unknown>>();
    for (const { client_id: id, client_name: name } of tickets) byId.set(id, (byId.get(id) ?? new Set()).add(name));
    expect([...byId.values()].every((names) => names.size === 1)).toBe(true);
    expect(new Set(tickets.map(({ client_name: name }) => name)).size).toBe(byId.size);
  });

  it('gives the same pseudonyms under the same key, and others under another', async () => {
    const scrubbed = async (key: string): Promise<unknown> => {
      const kept: Exchange[] = [];
      const record = createRecorder({
        upstream: 'https://halo.test',
        sink: { add: (exchange) => void kept.push(exchange) },
        key,
        fetch: async () => Response.json({ name: 'Jane Doe', note: 'Ring her', phonenumber: '020 7946 0000', inactive: false }),
      });
      await record(new Request('http://proxy.test/api/Users/5'));
      return kept[0]!.body;
    };
    const first = await scrubbed('one');
    expect(first).toMatchObject({ phonenumber: expect.stringMatching(/^01632 960\d{3}$/) as string, inactive: false });
    expect(await scrubbed('one')).toEqual(first);
    expect(await scrubbed('two')).not.toEqual(first);
  });

  it('is not written over, and says which line is damaged', async () => {
    await expect(createRecordingFile(file)).rejects.toMatchObject({ code: 'EEXIST' });
    const damaged = join(folder, 'damaged.jsonl');
    writeFileSync(damaged, '{"method":"GET","path":"/api/Status"}\nnothing\n');
    await expect(readRecording(damaged)).rejects.toThrow('line 2 is not a recorded exchange');
    writeFileSync(damaged, '{"method":"GET","path":"/api/Status"}\n{"method":"GE');
    expect(await readRecording(damaged)).toHaveLength(1);
  });
});

describe('a replay', () => {
  it('answers as was recorded, without the server', async () => {
    const replay = createReplay(exchanges);
    const get = (path: string): Promise<Response> => replay(new Request(`http://replay.test${path}`));
    for (const [index, path] of PATHS.entries()) {
      const answer = await get(path);
      expect([path, answer.status]).toEqual([path, exchanges[index]!.status]);
      if (exchanges[index]!.body !== undefined) expect(await answer.json()).toEqual(exchanges[index]!.body);
    }
    expect((await get('/api/Search?search=Anybody')).status).toBe(200);
    expect(await (await get('/api/Nothing')).json()).toEqual({ error: 'nothing was recorded for GET /api/Nothing' });
    expect((await replay(new Request('http://replay.test/auth/token', { method: 'POST' }))).status).toBe(200);
  });

  it('answers a repeated request in the order of the recording', async () => {
    const [ticket] = exchanges.filter(({ operation }) => operation === 'tickets.get');
    const replay = createReplay([ticket!, { ...ticket!, status: 404, body: undefined }]);
    const status = async (): Promise<number> =>
      (await replay(new Request('http://replay.test/api/tickets/1234?includedetails=true'))).status;
    expect([await status(), await status(), await status()]).toEqual([200, 404, 404]);
  });
});
