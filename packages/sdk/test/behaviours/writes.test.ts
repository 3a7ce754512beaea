import { type HaloAPIError, HaloNotFoundError } from 'halopsa';
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
const update = (resource: string, record: Row): Promise<Row> => tenant.halo.resource(resource).update(record);
const get = (resource: string, id: unknown, query = {}): Promise<Row> => tenant.halo.resource(resource).get(id as number, query);
const failing = (work: Promise<unknown>): Promise<HaloAPIError> =>
  work.then(
    () => expect.unreachable(),
    (error: unknown) => error as HaloAPIError,
  );

describe('a write through the client', () => {
  it(`creates without an id, changes with one, and leaves the rest ${verifies('post.array-body', 'post.id-decides', 'post.merge', 'post.last-object-only', 'post.status-201', 'post.unknown-id-refused', 'tickets.default-type-summary-only', 'post.minimal-creates')}`, async () => {
    const { id } = await create('tickets', { summary: 'One', details: 'stays' });
    expect(await update('tickets', { id, summary: 'Two' })).toMatchObject({ id, summary: 'Two', details: 'stays' });
    await expect(update('tickets', { id: 9_999_999, summary: 'x' })).rejects.toMatchObject({ status: 400 });
  });

  it(`of many asks for all of them back ${verifies('post.returnall-array')}`, async () => {
    expect(await tenant.halo.clients.batchCreate([{ name: 'A1' }, { name: 'A2' }])).toMatchObject([{ name: 'A1' }, { name: 'A2' }]);
  });

  it(`reads numbers, dates and ids as the server has them ${verifies('type.numeric-strings', 'type.utc-without-zone', 'type.negative-ids', 'post.asset-fields', 'post.custom-field-shape', 'post.guid-is-upsert-key', 'type.asset-field-letters', 'type.times-on-dummy-dates')}`, async () => {
    const made = await create('tickets', { summary: 'x', priority_id: '2', customfields: [{ name: 'CFa', value: 'b' }] });
    expect(made).toMatchObject({ priority_id: 2, dateoccurred: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+$/) as string });
    expect(await get('tickets', made.id, { includedetails: true })).toMatchObject({
      customfields: [{ name: 'CFa', value: 'b', display: 'b' }],
    });
    expect(await get('emailTemplates', -103)).toMatchObject({ id: -103 });
    expect(await update('assets', { id: 456, fields: [{ id: 51, value: 'x' }] })).toMatchObject({ fields: [{ id: 51, value: 'x' }] });
    expect(await get('assetTypes', 5)).toMatchObject({ fields: [{ type: 'X' }, { type: 'X' }] });
    const [workday] = (await tenant.halo.resource('workdays').list()).items;
    expect(workday).toMatchObject({ start: '1901-01-01T09:00:00' });
  });

  it(`does not always do what its 201 says ${verifies('post.success-proves-nothing', 'users.read-only-fields-ignored', 'post.unknown-fields-ignored', 'control.silent-drops')}`, async () => {
    const { id } = await create('tickets', { summary: 'x', tickettype_id: 4 });
    await update('tickets', { id, status_id: 9 });
    expect(await get('tickets', id)).toMatchObject({ status_id: 1 });
    const sent = { extraFields: { twofactor_enabled: true } };
    expect(await tenant.halo.resource('users').update({ id: 1 }, sent)).not.toMatchObject({ twofactor_enabled: true });
  });

  it(`obeys fields with an underscore ${verifies('post.underscore-fields-drive', 'tickets.novalidate', 'tickets.general-user', 'tickets.dont-do-rules', 'rules.operator-codes', 'rules.rows-are-anded', 'rules.criteria-row', 'rules.list-carries-criteria')}`, async () => {
    expect(await create('tickets', { summary: 'x', tickettype_id: 30, _novalidate: true })).toMatchObject({ tickettype_id: 30 });
    expect(await create('tickets', { summary: 'x', client_id: 42, user_id: -1 })).toMatchObject({ user_name: 'General User' });
    const criteria = [{ tablename: 'faults', fieldname: 'summary', value_type: 'string', type: 2, value_string: 'fire' }];
    await create('ticketRules', { name: 'Fire', criteria, new_team: 'Infrastructure' });
    expect((await tenant.halo.resource('ticketRules').list()).items).toMatchObject([{ criteria }]);
    expect(await create('tickets', { summary: 'fire' })).toMatchObject({ team: 'Infrastructure' });
    expect(await create('tickets', { summary: 'fire', dont_do_rules: true })).not.toMatchObject({ team: 'Infrastructure' });
  });

  it(`of an action changes its ticket ${verifies('actions.new-fields-change-ticket', 'actions.numbered-per-ticket', 'actions.list-carries-ticket-id', 'tickets.team-by-name-or-id', 'timesheet-events.id-zero')}`, async () => {
    const { id } = await create('tickets', { summary: 'x', team_id: 3 });
    const action = await create('actions', { ticket_id: id, outcome_id: 3, new_status: 2, timetaken: 0.5 });
    expect(action).toMatchObject({ id: 1, ticket_id: id });
    expect(await get('tickets', id)).toMatchObject({ status_id: 2, team: 'Infrastructure' });
    expect((await tenant.halo.resource('actions').list({ ticket_id: id as number })).items).toHaveLength(1);
    expect((await tenant.halo.resource('timesheetEvents').list()).items).toMatchObject([{ id: 0, timetaken: 0.5 }]);
  });

  it(`of an appointment completes it ${verifies('appointments.completion')}`, async () => {
    const { id } = await create('appointments', { subject: 'x', start_date: '2026-11-02T09:00:00', end_date: '2026-11-02T10:00:00' });
    expect(await update('appointments', { id, complete_status: '0', complete_date: '2026-11-02T10:00:00' })).toMatchObject({
      complete_status: 0,
    });
  });
});

describe('a deletion through the client', () => {
  it(`answers the record, which is gone then ${verifies('delete.answers-record', 'delete.then-404', 'get.missing-404', 'error.empty-bodies')}`, async () => {
    const { id } = await create('tags', { text: 'x' });
    expect(await tenant.halo.resource('tags').delete(id as number)).toMatchObject({ id });
    expect(await failing(get('tags', id))).toBeInstanceOf(HaloNotFoundError);
  });

  it(`is refused where others refer to the record, or a parameter lacks ${verifies('delete.refused-while-referenced', 'delete.lookup-needs-lookupid', 'delete.field-needs-kind')}`, async () => {
    const [priority] = (await tenant.halo.resource('priorities').list()).items;
    await expect(tenant.halo.resource('priorities').delete(String(priority!.id))).rejects.toThrow('tickets linked to it');
    await expect(tenant.halo.request('DELETE', '/Lookup/{id}', { path: { id: 1 } as never })).rejects.toThrow(/lookupid/);
    await expect(tenant.halo.request('DELETE', '/Field/{id}', { path: { id: 1 } as never })).rejects.toThrow(/kind/i);
  });
});

describe('a refusal through the client', () => {
  it.each<[string, () => Promise<unknown>, RegExp]>([
    ['an exception', () => create('actions', { ticket_id: 1234 }), /An Outcome must be entered/],
    ['a bare string', () => create('users', { site_id: 1 }), /Username must be entered/],
    ['several lines', () => create('tickets', { summary: 'x', tickettype_id: 30 }), /Impact is mandatory[\s\S]*Urgency is mandatory/],
    ['model state', () => create('actions', { ticket_id: 1234, outcome_id: 'X' }), /outcome_id/],
    ['a status that is not allowed', () => create('tickets', { summary: 'x', tickettype_id: 2, status_id: 5 }), /Invalid Status/],
    ['no ticket', () => create('actions', { outcome_id: 3 }), /ticket_id/],
    ['an agent without a name', () => create('agents', { email: 'x@y.example' }), /Name must be entered/],
    ['a table named wrongly', () => create('customTables', { name: 'a-b' }), /Invalid Name/],
    ['a webhook without an address', () => create('webhooks', { name: 'x' }), /valid URL/],
    ['lines without a client', () => tenant.halo.request('GET', '/Invoice/lines'), /client_id must be included/],
    ['a route without its token', () => tenant.halo.request('GET', '/KBArticleAnon'), /Token not found/],
  ])(
    `says what the server said: %s ${verifies('error.exception-object', 'error.bare-string', 'error.model-state', 'actions.outcome-required', 'actions.ticket-required', 'tickets.mandatory-fields-joined', 'tickets.allowed-statuses', 'users.one-error-at-a-time', 'agents.name-required', 'custom-tables.alphanumeric-name', 'webhooks.url-required', 'invoices.lines-need-client', 'error.token-routes')}`,
    async (_, work, words) => {
      const error = await failing(work());
      expect(error.status).toBe(400);
      expect(error.message).toMatch(words);
    },
  );

  it(`by the address alone is told with its status ${verifies('get.malformed-id-400', 'holidays.junk-500', 'list.missing-paths-404', 'http.no-redirects-expected')}`, async () => {
    expect((await failing(tenant.halo.request('GET', '/Holiday/probe' as '/x'))).status).toBe(500);
    expect((await failing(tenant.halo.request('GET', '/Tickets/probe' as '/x'))).status).toBe(400);
    expect((await failing(tenant.halo.request('GET', '/Contract' as '/x'))).status).toBe(404);
  });

  it(`for too many requests is waited out, unless a header lifts the limit ${verifies('rate.status-429', 'rate.bypass-header')}`, async () => {
    const limit = { requests: 2, windowMs: 2_000, bypass: { 'x-lift': 'secret' } };
    await using limited = await startTenant({ rateLimit: limit });
    const lifted = limited.client({ headers: { 'x-lift': 'secret' } });
    for (let time = 0; time < 6; time += 1) await lifted.tags.list();
    const statuses = limited.sandbox.control.requestLog.list().map(({ status }) => status);
    expect(statuses).not.toContain(429);
    const plain = limited.client({ maxRetries: 0 });
    await plain.tags.list();
    await plain.tags.list();
    await expect(plain.tags.list()).rejects.toMatchObject({ status: 429 });
  });
});
