import { passwordGrant } from 'halopsa';
import { verifies } from 'halopsa-testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTenant, type Tenant } from '../tenant.js';

let tenant: Tenant;
beforeAll(async () => {
  tenant = await startTenant();
});
afterAll(() => tenant[Symbol.asyncDispose]());

type Row = Record<string, unknown>;
const create = (resource: string, record: Row): Promise<Row> => tenant.halo.resource(resource).create(record);

describe('whoever calls', () => {
  it(`is asked for a token once, and for another where it is refused ${verifies('auth.token-url', 'auth.bearer-header', 'auth.missing-token-401', 'auth.401-empty-body', 'auth.expires-in-3600', 'auth.six-token-keys')}`, async () => {
    const halo = tenant.client();
    tenant.sandbox.control.requestLog.clear();
    await halo.tags.list();
    await halo.tags.list();
    tenant.sandbox.control.expireTokens();
    await halo.tags.list();
    const asked = tenant.sandbox.control.requestLog.list().map(({ operation, status }) => `${operation} ${status}`);
    expect(asked).toEqual(['token 200', 'tags.list 200', 'tags.list 200', 'tags.list 401', 'token 200', 'tags.list 200']);
  });

  it(`is an agent, and a user where the application is linked to one ${verifies('me.routes', 'me.user-needs-user-token', 'me.client-401-without-user', 'auth.instanceinfo-anonymous')}`, async () => {
    expect(await tenant.halo.call('users.me')).toMatchObject({ id: 1 });
    const agentOnly = tenant.client({ clientId: 'sandbox-agent' });
    await expect(agentOnly.call('users.me')).rejects.toMatchObject({ status: 404 });
    await expect(agentOnly.call('clients.me')).rejects.toMatchObject({ status: 401 });
    expect(await tenant.halo.request('GET', '/InstanceInfo')).toMatchObject({ app_name: 'Halo PSA' });
  });

  it(`has the rights of their roles when the token was made ${verifies('auth.claims-in-token', 'auth.wrong-login-type-403', 'auth.api-agents')}`, async () => {
    const clientSecret = undefined;
    const support = (): ReturnType<Tenant['client']> =>
      tenant.client({ clientSecret, grant: passwordGrant({ username: 'support', password: 'sandbox' }) });
    const halo = support();
    await expect(halo.invoices.list()).rejects.toMatchObject({ status: 403 });
    const [administrator] = tenant.sandbox.control.records('roles');
    tenant.sandbox.control.put('agents', { id: 12, roles: [{ id: administrator!.id }] });
    await expect(halo.invoices.list()).rejects.toMatchObject({ status: 403 });
    expect((await support().invoices.list()).items.length).toBeGreaterThan(0);
    const [user] = tenant.sandbox.control.records('users');
    const portal = passwordGrant({ username: String(user!.emailaddress), password: 'sandbox' });
    await expect(tenant.client({ clientId: 'sandbox-portal', clientSecret, grant: portal }).tickets.list()).rejects.toMatchObject({
      status: 403,
    });
    const machine = passwordGrant({
      username: String(tenant.sandbox.control.records('agents').find(({ id }) => id === 10)!.email),
      password: 'sandbox',
    });
    await expect(tenant.client({ clientSecret, grant: machine }).signIn()).rejects.toMatchObject({ error: 'invalid_grant' });
  });
});

describe('what is odd', () => {
  it(`in answers is taken as it comes ${verifies('get.mcp-null', 'tickets.zapier-object', 'type.case-insensitive-paths', 'http.json-utf8', 'http.json-on-every-success', 'get.odd-answers')}`, async () => {
    expect(await tenant.halo.call('mcpServer.list')).toBeNull();
    expect(await tenant.halo.call('tickets.zapier')).toMatchObject({ record_count: expect.any(Number) as number });
    expect(await tenant.halo.request('GET', '/tIcKeTs/1234' as '/x')).toMatchObject({ id: 1234 });
    expect(await tenant.halo.request('GET', '/Test3')).toBe(1);
  });

  it(`in records is told as it is ${verifies('tickets.detail-rights', 'assets.identified-by-inventory-number', 'clients.do-not-rely-on-1', 'get.junk-on-text-key-404', 'item-stock.append-only', 'paging.count-not-capped', 'list.column-profiles', 'attachments.document-route', 'delete.no-bulk')}`, async () => {
    expect(await tenant.halo.resource('tickets').get(1234)).toMatchObject({ _can_upload_att: true });
    const asset = await tenant.halo.resource('assets').get(456);
    expect(asset).toMatchObject({ inventory_number: expect.any(String) as string });
    expect(asset).not.toHaveProperty('name');
    await expect(tenant.halo.request('GET', '/Roles/{id}', { path: { id: 'junk' } as never })).rejects.toMatchObject({ status: 404 });
    const { id } = await create('itemStock', { item_id: 1, quantity_in: 1 });
    await expect(tenant.halo.resource('itemStock').update({ id, quantity_in: 2 })).rejects.toThrow('cannot be edited');
    await tenant.halo.tickets.batchCreate(Array.from({ length: 120 }, (_, at) => ({ summary: `${at}` })));
    const counted = await tenant.halo.request('GET', '/Tickets', { query: { count: 150 } });
    expect((counted as { tickets: unknown[] }).tickets).toHaveLength(150);
    expect(await tenant.halo.request('GET', '/Tickets', { query: { includecolumns: true } })).toHaveProperty('columns');
    const file = await tenant.halo.request('POST', '/Attachment/document', {
      body: [{ filename: 'a', ticket_id: 1234, data_base64: 'YQ==' }],
    });
    expect(file).toMatchObject({ filename: 'a' });
    await expect(tenant.halo.request('DELETE', '/Tickets' as '/x')).rejects.toMatchObject({ status: 405 });
  });

  it(`in set-up is refused or rewritten ${verifies('workflows.start-step', 'error.runbook-name-unique', 'runbooks.edge-names-rewritten', 'runbooks.start-types', 'runbooks.retry-fields', 'integrations.custom-methods', 'integrations.method-codes', 'webhooks.events-dropped', 'webhooks.events-by-notification', 'webhooks.inbound-rows')}`, async () => {
    const workflow = await create('workflows', { name: 'Flow' });
    await expect(tenant.halo.resource('workflows').update({ id: workflow.id, note: 'x' })).rejects.toThrow('Start Step');
    const steps = [{ step_id: 1, actions: [{ approval_result: 1, action_name: 'mine' }] }];
    const runbook = await create('webhooks', { name: 'Book', type: 1, runbook_start_type: 1, steps });
    expect(runbook).toMatchObject({ steps: [{ actions: [{ action_name: 'Positive' }] }] });
    await expect(create('webhooks', { name: 'Book', type: 1 })).rejects.toThrow('Name must be unique');
    await tenant.halo.request('POST', `/Automation/${String(runbook.id)}` as '/x', { body: {} });
    expect((await tenant.halo.resource('automations').list()).items).toMatchObject([{ status: 2, iteration: 1 }]);
    const integration = await create('customIntegrations', { name: 'Mine' });
    expect(await create('customIntegrationMethods', { integration_id: integration.id, name: 'x', path: '/{id}', method: 1 })).toMatchObject(
      { method: 1 },
    );
    const extraFields = { events: [{ eventno: 1 }] };
    const hook = await tenant.halo.resource('webhooks').create({ name: 'Hook', url: 'https://a.example' }, { extraFields });
    expect(await tenant.halo.resource('webhooks').get(String(hook.id))).toMatchObject({ events: [] });
    await create('notificationRules', { eventno: 1, type: -2, delivery_method: 6, webhook_id: hook.id });
    expect(await tenant.halo.resource('webhooks').get(String(hook.id))).toMatchObject({ events: [{ eventno: 1 }] });
    expect((await tenant.halo.resource('incomingWebhooks').list()).items).toEqual([]);
  });
});
