import { allOperations, allResources } from 'halopsa-catalogue';
import { createVirtualClock } from 'halopsa-sandbox';
import { verifies } from 'halopsa-testkit';
import { beforeEach, describe, expect, it } from 'vitest';
import { read, requestToken, rowsOf, type SignedIn, signIn } from './signed-in.js';

type Body = Record<string, unknown>;
let halo: SignedIn;
beforeEach(async () => {
  halo = await signIn();
});
const post = async (path: string, record: Body): Promise<Body> => (await halo.post(path, [record])).body as Body;

describe('lists', () => {
  it(`hide what is no longer used until asked ${verifies('list.show-flags')}`, async () => {
    const count = async (path: string, key?: string): Promise<number> => rowsOf(await halo.get(path), key).length;
    await post('/Agent', { id: 3, isdisabled: true });
    await post('/Team', { id: 2, inactive: true });
    expect(await count('/Agent?includedisabled=true')).toBe((await count('/Agent')) + 1);
    expect(await count('/Team?showall=true')).toBe((await count('/Team')) + 1);
    const statuses = rowsOf(await halo.get('/Status?split_closed=true'));
    expect([statuses.length, statuses.at(-1)?.id]).toEqual([(await count('/Status')) + 1, -9]);
  });

  it(`tell their columns when asked ${verifies('list.column-profiles')}`, async () => {
    expect((await halo.get('/Tickets?includecolumns=true&columns_id=3')).body).toMatchObject({
      columns_id: 3,
      columns: expect.any(Array) as unknown[],
    });
    expect((await halo.get('/Tickets')).body).not.toHaveProperty('columns');
  });

  it(`have the shape that was recorded, under the view's key ${verifies('list.envelope', 'list.recorded-shapes', 'list.keys-come-from-view-classes', 'list.bare-resources-by-contract', 'kb.articles-key', 'timesheets.bare')}`, async () => {
    const keys: [string, string][] = [
      ['/Template', 'stdrequests'],
      ['/SoftwareLicence', 'licences'],
      ['/TopLevel', 'tree'],
      ['/KBArticle', 'articles'],
      ['/DashboardLinks', 'dashboards'],
    ];
    for (const [path, key] of keys)
      expect((await halo.get(path)).body).toMatchObject({
        record_count: expect.any(Number) as number,
        [key]: expect.any(Array) as unknown[],
      });
    for (const path of ['/Status', '/Timesheet', '/Outcome']) expect(Array.isArray((await halo.get(path)).body)).toBe(true);
  });

  it(`of some resources never end without a filter ${verifies('list.slow-unfiltered', 'actions.unfiltered-slow')}`, async () => {
    const clock = createVirtualClock({ autoAdvance: true });
    const slow = await signIn({ clock, behaviours: { 'list.slow-unfiltered': true, 'actions.unfiltered-slow': true } });
    const took = async (path: string): Promise<number> => {
      const start = clock.now();
      expect((await slow.get(path)).status).toBe(200);
      return clock.now() - start;
    };
    expect(await took('/KBArticle')).toBe(20_000);
    expect(await took('/KBArticle?pageinate=true&page_no=1')).toBe(0);
    expect(await took('/Actions?pageinate=true&page_size=100')).toBe(20_000);
    expect(await took('/Actions?ticket_id=1234')).toBe(0);
  });

  it(`of time entries have no ids and no pages ${verifies('timesheet-events.id-zero', 'paging.timesheet-events-everything', 'actions.time-in-hours')}`, async () => {
    for (let time = 1; time <= 3; time += 1) await post('/Actions', { ticket_id: 1234, outcome_id: 3, timetaken: time / 4 });
    const rows = rowsOf(await halo.get('/TimesheetEvent?page_size=1&pageinate=true&page_no=1'));
    expect(rows.map(({ id, timetaken }) => [id, timetaken])).toEqual([
      [0, 0.25],
      [0, 0.5],
      [0, 0.75],
    ]);
  });

  it(`end in rows that have no address of their own ${verifies('get.no-item-route', 'delete.no-bulk')}`, async () => {
    const paths = allResources().filter(({ operations }) => operations.list && !operations.get && !operations.delete);
    expect(paths.length).toBeGreaterThan(20);
    for (const { path } of paths.slice(0, 20)) expect([404, 405]).toContain((await halo.get(`${path}/1`)).status);
    expect((await halo.delete('/Tickets')).status).toBe(405);
  });
});

describe('values', () => {
  it(`are odd where the server's are ${verifies('type.negative-ids', 'type.times-on-dummy-dates', 'type.asset-field-letters', 'type.doubles-for-whole-numbers', 'post.asset-fields')}`, async () => {
    expect((await halo.get('/EmailTemplate/-103')).body).toMatchObject({ id: -103 });
    expect(rowsOf(await halo.get('/Workday'))[0]).toMatchObject({ start: '1901-01-01T09:00:00' });
    const [type] = halo.sandbox.control.records('assetTypes');
    expect(type!.fields).toMatchObject([{ type: 'X' }, { type: 'X' }]);
    const asset = await post('/Asset', { id: 456, fields: [{ id: '51.0', value: 'x' }] });
    expect((await halo.get(`/Asset/${String(asset.id)}`)).body).toMatchObject({ fields: [{ id: '51.0', value: 'x' }] });
  });

  it(`of settings are dropped in silence or taken without a look ${verifies('control.silent-drops')}`, async () => {
    expect((await halo.post('/Control', [{ appname: 'Mine', agentbooking_max_days_advance: -999_001, _test: true }])).status).toBe(201);
    expect((await halo.get('/Control')).body).toMatchObject({ appname: 'Halo PSA', agentbooking_max_days_advance: -999_001, id: 1 });
  });

  it(`of an appointment tell that it is over ${verifies('appointments.completion')}`, async () => {
    const { id, complete_status: open } = await post('/Appointment', {
      subject: 'x',
      start_date: '2026-11-02T09:00:00',
      end_date: '2026-11-02T10:00:00',
    });
    expect(open).toBe(-1);
    await post('/Appointment', { id, complete_status: '0', complete_date: '2026-11-02T10:00:00', complete_timetaken: 1 });
    expect((await halo.get(`/Appointment/${String(id)}`)).body).toMatchObject({
      complete_status: 0,
      complete_agent_id: 10,
      complete_timetaken: 1,
    });
  });
});

describe('refusals', () => {
  it(`name what a record lacks ${verifies('workflows.start-step', 'error.runbook-name-unique', 'error.bare-string')}`, async () => {
    const { id } = await post('/Workflow', { name: 'Flow' });
    expect(await halo.post('/Workflow', [{ id, note: 'x' }])).toMatchObject({
      status: 400,
      body: 'Please select a Start Step for this Workflow',
    });
    expect((await halo.post('/Workflow', [{ id, steps: [{ isstart: true }] }])).status).toBe(201);
    await post('/Webhook', { name: 'Book', type: 1, steps: [] });
    expect(await halo.post('/Webhook', [{ name: 'Book', type: 1 }])).toMatchObject({ status: 400, body: 'Name must be unique' });
  });

  it(`of creations from a name alone can be switched on ${verifies('create.named-errors')}`, async () => {
    expect((await halo.post('/SLA', [{ name: 'x' }])).status).toBe(201);
    const strict = await signIn({ behaviours: { 'create.named-errors': true } });
    expect((await strict.post('/SLA', [{ name: 'x' }])).body).toBe('Priority Description must not be blank');
    expect((await strict.post('/Certificate', [{ name: 'x' }])).body).toBe('Password is mandatory');
    expect((await strict.post('/FieldInfo', [{ name: 'x' }])).body).toBe('No matching custom table');
  });

  it(`of public routes ask for their token ${verifies('error.token-routes')}`, async () => {
    expect((await halo.get('/KBArticleAnon')).body).toBe('Token not found');
    expect((await halo.get('/SecureSecretLink/validate')).body).toBe('Token is required');
    expect((await halo.get('/HaloIntegration/Get')).body).toBe('Invalid Data Type');
  });

  it(`are a failure for a holiday that is no GUID ${verifies('holidays.junk-500')}`, async () => {
    expect(await halo.get('/Holiday/probe')).toMatchObject({ status: 500, text: '' });
    expect((await halo.get('/Holiday/5b7f0d1e-3c2a-4f7b-9d64-0a1c5e8f2b01')).status).toBe(404);
  });
});

describe('runbooks and inbound calls', () => {
  it(`start from outside only where they may, and tell of their attempts ${verifies('runbooks.start-types', 'runbooks.retry-fields')}`, async () => {
    const inside = await post('/Webhook', { name: 'Inside', type: 1, runbook_start_type: 0 });
    const open = await post('/Webhook', { name: 'Open', type: 1, runbook_start_type: 1 });
    expect(await halo.post(`/Automation/${String(inside.id)}`, {})).toMatchObject({ status: 401, text: '' });
    expect(await halo.post(`/Automation/${String(open.id)}`, {})).toMatchObject({ status: 200, text: '' });
    expect(rowsOf(await halo.get('/Automation'), 'automations')).toMatchObject([{ status: 2, iteration: 1, retry_attempts_remaining: 3 }]);
  });

  it(`have edges that the server names ${verifies('runbooks.edge-names-rewritten')}`, async () => {
    const edges = [
      { approval_result: 1, action_name: 'mine' },
      { approval_result: 0, action_name: 'mine' },
    ];
    expect(await post('/Webhook', { name: 'Edges', type: 1, steps: [{ step_id: 1, actions: edges }] })).toMatchObject({
      steps: [{ actions: [{ action_name: 'Positive' }, { action_name: 'Negative' }] }],
    });
  });

  it(`are listed with their state and processed by id ${verifies('webhooks.inbound-rows')}`, async () => {
    const row = await post('/IncomingWebhook', { type: 'x', retry_remaining: 2, url: 'https://caller.example' });
    await halo.post('/IncomingWebhook/Process', [row.id]);
    expect(rowsOf(await halo.get('/IncomingWebhook'), 'webhooks')).toMatchObject([{ id: row.id, retry_remaining: 0, status: 1 }]);
  });

  it(`belong to integrations whose methods have codes ${verifies('integrations.custom-methods', 'integrations.method-codes')}`, async () => {
    const { id } = await post('/CustomIntegration', { name: 'Mine', resourcebaseurl: 'https://api.example' });
    const method = await post('/CustomIntegrationMethod', {
      integration_id: id,
      name: 'Read',
      path: '/a/{id}/<<b>>',
      method: 0,
      authorizationtype: -1,
    });
    expect(method).toMatchObject({ integration_id: id, path: '/a/{id}/<<b>>', method: 0, guid: expect.any(String) as string });
  });
});

describe('the HTTP level', () => {
  it(`answers JSON to every success but those of files and a few odd routes ${verifies('http.json-on-every-success', 'get.odd-answers')}`, async () => {
    const odd: string[] = [];
    for (const { id, path, method, params } of allOperations()) {
      if (method !== 'GET' || Object.keys(params).length > 0) continue;
      const { status, headers } = await halo.get(path);
      if (status < 300 && !headers.get('content-type')?.startsWith('application/json')) odd.push(id);
    }
    expect(odd.sort()).toEqual(['integrationData.samlSpMetadata', 'mailOpens.b', 'test1.list', 'test4.list']);
    expect((await halo.get('/Test3')).body).toBe(1);
  });

  it(`takes a token as Bearer alone ${verifies('auth.bearer-header', 'auth.missing-token-401')}`, async () => {
    const { body } = await requestToken(halo.sandbox);
    const { access_token: token } = body as { access_token: string };
    const ask = async (authorization: string): Promise<number> =>
      (await read(await halo.sandbox.fetch('http://x/api/Status', { headers: { authorization } }))).status;
    expect([await ask(`Bearer ${token}`), await ask(`bearer ${token}`), await ask(token), await ask(`Basic ${token}`)]).toEqual([
      200, 200, 401, 401,
    ]);
  });

  it(`keeps an application's further methods and gives no token for them ${verifies('auth.further-methods')}`, async () => {
    const { clientId, clientSecret } = await post('/Application', { displayName: 'JWT', grant_type: 'jwt_bearer' });
    const client = { client_id: String(clientId), client_secret: String(clientSecret) };
    expect(await requestToken(halo.sandbox, client)).toMatchObject({ status: 400, body: { error: 'unauthorized_client' } });
    expect(await requestToken(halo.sandbox, { ...client, grant_type: 'jwt_bearer' })).toMatchObject({
      body: { error: 'unsupported_grant_type' },
    });
  });

  it(`redirects where that was seen ${verifies('http.no-redirects-expected', 'error.recorded-statuses')}`, async () => {
    const recorded = await signIn({ behaviours: { 'error.recorded-statuses': true } });
    expect(await recorded.get('/IntegrationData/Get/ShopifyVerify')).toMatchObject({ status: 302, text: '' });
  });

  it(`limits nobody by default, and nobody with the header ${verifies('rate.none-in-sequential-sweep', 'rate.bypass-header')}`, async () => {
    for (let time = 0; time < 797; time += 1) expect((await halo.get('/Tags?count=1')).status).toBe(200);
    const limited = await signIn({ rateLimit: { requests: 1, windowMs: 60_000, bypass: { 'x-lift': 'secret' } } });
    const { access_token: token } = (await requestToken(limited.sandbox)).body as { access_token: string };
    const ask = async (headers: Record<string, string>): Promise<number> =>
      (await limited.sandbox.fetch('http://x/api/Tags', { headers: { authorization: `Bearer ${token}`, ...headers } })).status;
    expect([await ask({}), await ask({}), await ask({ 'x-lift': 'secret' }), await ask({ 'x-lift': 'guess' })]).toEqual([
      200, 429, 200, 429,
    ]);
  });
});

describe('files', () => {
  it(`have a document route, and links that expire where they are hosted ${verifies('attachments.document-route', 'attachments.link-expires')}`, async () => {
    const { id } = await post('/Attachment/document', { filename: 'a.txt', ticket_id: 1234, data_base64: 'data:text/plain;base64,aGk=' });
    expect((await halo.get(`/Attachment/document/${String(id)}`)).text).toBe('hi');
    const clock = createVirtualClock();
    const hosted = await signIn({ clock, behaviours: { 'attachments.link-expires': true } });
    const { body } = await hosted.post('/Attachment', [{ filename: 'a.txt', ticket_id: 1234, data_base64: 'data:text/plain;base64,aGk=' }]);
    const { link } = (await hosted.get(`/Attachment/${String((body as Body).id)}`)).body as { link: string };
    const file = await read(await hosted.sandbox.fetch(link));
    expect([file.text, file.headers.get('content-type')]).toEqual(['hi', 'text/plain']);
    expect((await hosted.sandbox.fetch(link, { method: 'POST' })).status).toBe(405);
    clock.advance(240_001);
    expect((await hosted.sandbox.fetch(link)).status).toBe(403);
    expect((await halo.delete(`/Attachment/document/${String(id)}`)).status).toBe(200);
  });

  it(`as images are read and deleted by their GUID ${verifies('attachments.image-multipart')}`, async () => {
    const form = new FormData();
    form.append('file', new Blob(['png'], { type: 'image/png' }), 'a.png');
    const { access_token: token } = (await requestToken(halo.sandbox)).body as { access_token: string };
    const authorization = { authorization: `Bearer ${token}` };
    const sent = await halo.sandbox.fetch('http://x/api/Attachment/image', { method: 'POST', body: form, headers: authorization });
    const { id } = (await sent.json()) as { id: string };
    expect((await halo.get(`/Attachment/image/${id}`)).text).toBe('png');
    expect((await halo.get('/Attachment/image')).status).toBe(404);
    expect((await halo.delete(`/Attachment/image/${id}`)).status).toBe(200);
    expect((await halo.get(`/Attachment/image/${id}`)).status).toBe(404);
  });
});
