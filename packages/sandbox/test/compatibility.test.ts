import { readFileSync } from 'node:fs';
import { createSandbox } from 'halopsa-sandbox';
import { describe, expect, it } from 'vitest';
import { read, requestToken, type SignedIn, signIn } from './signed-in.js';

type Body = Record<string, unknown>;
type Demand = (halo: SignedIn) => Promise<void>;

const bearer = async (halo: SignedIn): Promise<{ authorization: string }> => {
  const { body } = await requestToken(halo.sandbox);
  return { authorization: `Bearer ${String((body as Body).access_token)}` };
};
const statusOf = async (halo: SignedIn, url: string, init: RequestInit = {}): Promise<number> =>
  (await halo.sandbox.fetch(url, { ...init, headers: { ...(await bearer(halo)), ...(init.headers as Record<string, string>) } })).status;

/** A body as the web screen posts it for a new action: restated by hand, with fields that no contract asks for. */
const SCREEN_ACTION = {
  ticket_id: '1234',
  outcome: 'Internal Note',
  outcome_id: '7',
  note_html: '<p>Looked into it</p>',
  note: 'Looked into it',
  emailbody_html: '',
  hiddenfromuser: true,
  important: false,
  sendemail: false,
  dont_do_rules: true,
  new_status: '2',
  timetaken: 0.0085,
  utcoffset: 240,
  new_agent: -1,
  attachments: [],
  _validate_updates: true,
  _agent01_ok: true,
  key: 1730538000000,
  customfields: null,
};

/** The demands of docs/compatibility.md, in its words. */
const DEMANDS: Readonly<Record<string, Demand>> = {
  'six keys in every token of client credentials, none empty': async (halo) => {
    const { body } = await requestToken(halo.sandbox);
    const keys = ['access_token', 'expires_in', 'id_token', 'refresh_token', 'scope', 'token_type'];
    expect(Object.keys(body as Body).sort()).toEqual(keys);
    expect(Object.values(body as Body).every(Boolean)).toBe(true);
  },
  'an identity token that is a well-formed JWT': async (halo) => {
    const { body } = await requestToken(halo.sandbox);
    const parts = String((body as Body).id_token).split('.');
    expect(parts.map((part) => Buffer.from(part, 'base64url').toString('base64url'))).toEqual(parts);
    expect(JSON.parse(Buffer.from(parts[1]!, 'base64url').toString())).toMatchObject({ sub: expect.any(String) as string, aud: 'sandbox' });
  },
  'a discovery document whose issuer equals the authorisation server': async (halo) => {
    const document = await read(await halo.sandbox.fetch('https://desk.test/auth/.well-known/openid-configuration'));
    expect(document.body).toMatchObject({ issuer: 'https://desk.test/auth', token_endpoint: 'https://desk.test/auth/token' });
  },
  'page_no and page_size in an envelope when they were asked for': async (halo) => {
    expect((await halo.get('/Tickets?pageinate=true&page_no=2&page_size=10')).body).toMatchObject({ page_no: 2, page_size: 10 });
  },
  'record_count 0 past the last page': async (halo) => {
    expect((await halo.get('/Tickets?pageinate=true&page_no=999&page_size=10')).body).toMatchObject({ record_count: 0, tickets: [] });
  },
  'JSON on every success': async (halo) => {
    const answers = [await halo.get('/Tickets'), await halo.post('/Tags', [{ text: 'x' }]), await halo.delete('/Tags/1')];
    for (const { headers } of answers) expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
  },
  'addresses with and without `/api`, with and without a last slash': async (halo) => {
    for (const path of ['/api/Status', '/api/Status/', '/api/api/Status', '/Status'])
      expect([path, await statusOf(halo, `http://x${path}`)]).toEqual([path, 200]);
  },
  'a token at `/token` as well as at `/auth/token`': async (halo) => {
    for (const path of ['/token', '/auth/token', '/auth/token/']) expect((await requestToken(halo.sandbox, {}, path)).status).toBe(200);
  },
  'paths in any case': async (halo) => {
    for (const path of ['/tickets/1234', '/TICKETS/1234', '/users', '/ticketType']) expect((await halo.get(path)).status).toBe(200);
  },
  'numbers as text in bodies': async (halo) => {
    expect((await halo.post('/Tickets', [{ id: '1234', priority_id: '2' }])).body).toMatchObject({ id: 1234, priority_id: 2 });
  },
  'one object answered to an array of one': async (halo) => {
    expect((await halo.post('/Tickets', [{ summary: 'x' }])).body).toMatchObject({ id: expect.any(Number) as number });
  },
  'client credentials in the form and in a Basic header': async (halo) => {
    const body = new URLSearchParams({ grant_type: 'client_credentials', scope: 'all' });
    const headers = { authorization: `Basic ${btoa('sandbox:sandbox')}` };
    expect((await halo.sandbox.fetch('http://x/auth/token', { method: 'POST', body, headers })).status).toBe(200);
    expect((await requestToken(halo.sandbox)).status).toBe(200);
  },
  'the tenant in the query, in the form, or not at all': async (halo) => {
    const asked = [
      requestToken(halo.sandbox, {}, '/auth/token?tenant=acme'),
      requestToken(halo.sandbox, { tenant: 'acme' }),
      requestToken(halo.sandbox),
    ];
    expect((await Promise.all(asked)).map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await halo.get('/Status?tenant=acme')).status).toBe(200);
  },
  'unknown fields and parameters ignored': async (halo) => {
    expect((await halo.get('/Status?nonsense=1&tickettype=7')).status).toBe(200);
    expect((await halo.post('/Tags', [{ text: 'x', nonsense: { deep: [1] } }])).body).not.toHaveProperty('nonsense');
  },
  'dates with and without a zone': async (halo) => {
    for (const date of ['2026-10-05T12:09:48', '2026-10-05T12:09:48Z', '2026-10-05T14:09:48+02:00', '2026-10-05T12:09:48.000Z'])
      expect((await halo.post('/Tickets', [{ id: 1234, fixbydate: date }])).body).toMatchObject({ fixbydate: '2026-10-05T12:09:48' });
  },
  'the body of the web screen': async (halo) => {
    const answer = await halo.post('/Actions', [SCREEN_ACTION]);
    expect([answer.status, (answer.body as Body).ticket_id, (answer.body as Body).timetaken]).toEqual([201, 1234, 0.0085]);
    expect((await halo.get('/Tickets/1234')).body).toMatchObject({ status_id: 2 });
  },
  'no redirect where data is asked for': async (halo) => {
    for (const path of ['/Tickets', '/tickets/', '/Client/1']) expect((await halo.get(path)).headers.get('location')).toBeNull();
  },
  'a request that names another content type of JSON': async (halo) => {
    for (const type of [
      'application/json',
      'application/json; charset=utf-8',
      'text/json',
      'application/json-patch+json',
      'application/vnd.x+json',
    ])
      expect(await statusOf(halo, 'http://x/api/Tags', { method: 'POST', body: '[{"text":"x"}]', headers: { 'content-type': type } })).toBe(
        201,
      );
  },
};

describe('a strict client finds', () => {
  it.each(Object.entries(DEMANDS))('%s', async (_, demand) => demand(await signIn()));
});

describe('the page of demands', () => {
  it('has a row for every test, and a test for every row', () => {
    const page = readFileSync(new URL('../../../docs/compatibility.md', import.meta.url), 'utf8');
    const rows = [...page.matchAll(/^\| (?!Demand|-)(.+?) \| .+ \|$/gm)].map((row) => row[1]);
    expect(rows).toEqual(Object.keys(DEMANDS));
  });

  it('needs no convention of ours: no header of an answer is a sandbox’s own', async () => {
    const answer = await createSandbox({ seed: 'empty' }).fetch('http://x/api/AuthInfo');
    expect([...answer.headers.keys()]).toEqual(['content-type']);
  });
});
