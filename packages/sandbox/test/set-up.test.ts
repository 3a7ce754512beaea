import { verifies } from 'halopsa-testkit';
import { beforeEach, describe, expect, it } from 'vitest';
import { rowsOf, type SignedIn, signIn } from './signed-in.js';

type Row = Record<string, unknown>;

let halo: SignedIn;
beforeEach(async () => {
  halo = await signIn();
});
const stored = async (path: string, record: Row): Promise<Row> => {
  const { status, body, text } = await halo.post(path, [record]);
  expect([status, text]).toEqual([201, expect.any(String)]);
  return body as Row;
};
const one = async (path: string): Promise<Row> => (await halo.get(path)).body as Row;

describe('a record of set-up', () => {
  it.each([
    ['/AssetGroup', 'Name'],
    ['/TicketType', 'Name'],
    ['/Category', 'Category'],
    ['/Outcome', 'Outcome'],
    ['/Tags', 'Tag'],
    ['/SLA', 'Name'],
    ['/ViewLists', 'Name'],
    ['/Service', 'Name'],
    ['/Tax', 'Name'],
  ])(`has a name: %s ${verifies('setup.name-required')}`, async (path, word) => {
    for (const record of [{}, { name: ' ', value: ' ', text: '', outcome: '' }].map((empty) => (path === '/Tax' ? { code: 'x' } : empty))) {
      const refused = await halo.post(path, [record]);
      expect([refused.status, refused.body]).toEqual([400, `${word} must not be blank`]);
    }
  });

  it(`starts with what was not said ${verifies('setup.first-values', 'setup.name-required')}`, async () => {
    expect(await stored('/TicketType', { name: 'Audit' })).toMatchObject({ allowall_status: true, initial_status: 1 });
    expect(await stored('/Category', { value: 'New', type_id: 1 })).toMatchObject({ sla_id: -1 });
    expect(await stored('/Currency', { name: 'Euro', code: 'EUR' })).toMatchObject({ conversion_rate: 1 });
    const { id } = await stored('/Item', { name: 'Cable', assetgroup_id: 1, quantity_in_stock: 9 });
    expect(await stored('/Item', { id, note: 'x' })).toMatchObject({ quantity_in_stock: 9, quantity_on_order: 0 });
    expect((await halo.post('/SLA', [{}])).status).toBe(400);
  });

  it.each([
    ['/AssetGroup/1', 'This asset group cannot be deleted because there are asset types linked to it'],
    ['/AssetType/1', 'This asset type cannot be deleted because there are assets linked to it'],
    ['/SLA/1', 'This SLA cannot be deleted because there are opportunities linked to it'],
    ['/TicketType/1', 'This ticket type cannot be deleted because there are tickets linked to it'],
    ['/Tax/1', 'This tax cannot be deleted because there are items linked to it'],
    ['/ViewFilter/1', 'This view filter cannot be deleted because there are view lists linked to it'],
    ['/Workday/1', 'This workday cannot be deleted because there are slas linked to it'],
  ])(`stays while others refer to it: %s ${verifies('setup.kept-while-referenced')}`, async (path, words) => {
    const refused = await halo.delete(path);
    expect([refused.status, refused.body]).toEqual([400, expect.stringMatching(new RegExp(`^${words}$`, 'i'))]);
    expect((await halo.get(path)).status).toBe(200);
  });

  it(`refers to records that exist and shows their names ${verifies('setup.references-resolve')}`, async () => {
    expect(await stored('/AssetType', { name: 'Tablet', assetgroup_id: 1 })).toMatchObject({ assetgroup_name: 'Computers' });
    expect(await stored('/Item', { name: 'Cable', supplier_id: 102, taxcode: 2 })).toMatchObject({
      supplier_name: 'Contoso Distribution',
      taxcode_name: '0% (Exempt)',
    });
    const list = await stored('/ViewLists', { name: 'Mine', filter_profile_id: 2, column_profile_id: 1 });
    expect(list).toMatchObject({ filter_profile_name: 'First Line', column_profile_name: 'Default' });
    const refused = await halo.post('/Item', [{ name: 'Cable', assetgroup_id: 77 }]);
    expect([refused.status, (refused.body as Row).Message]).toEqual([400, 'Asset group 77 not found']);
  });

  it(`numbers its members ${verifies('setup.members-numbered')}`, async () => {
    const process = await stored('/ApprovalProcess', { name: 'Two', steps: [{ name: 'a' }, { name: 'b' }] });
    expect(process.steps).toMatchObject([
      { id: 1, processid: process.id, name: 'a' },
      { id: 2, processid: process.id, name: 'b' },
    ]);
    const steps = [...(process.steps as Row[]).slice(1), { name: 'c' }];
    expect((await stored('/ApprovalProcess', { id: process.id, steps })).steps).toMatchObject([{ id: 2 }, { id: 3, name: 'c' }]);
  });
});

describe('a ticket type', () => {
  it(`demands the fields of its form ${verifies('ticket-types.fields-demand')}`, async () => {
    const fields = [
      { technew: 2, fieldinfo: { name: 'category_1', label: 'Category', custom: 0 } },
      { technew: 1, fieldinfo: { name: 'impact', label: 'Impact', custom: 0 } },
      { group: { fields: [{ technew: 2, fieldinfo: { name: 'CFOrderNumber', label: 'Order number', custom: 1 } }] } },
    ];
    const { id } = await stored('/TicketType', { name: 'Order', hasmandatorytechfields: true, fields });
    const refused = await halo.post('/Tickets', [{ summary: 'x', tickettype_id: id }]);
    expect((refused.body as Row).Message).toBe('Category is mandatory\nOrder number is mandatory\n');
    const customfields = [{ name: 'CFOrderNumber', value: 'A-1' }];
    await stored('/Tickets', { summary: 'x', tickettype_id: id, category_1: 'Hardware', customfields });
    await stored('/TicketType', { id, hasmandatorytechfields: false });
    await stored('/Tickets', { summary: 'x', tickettype_id: id });
  });

  it(`has its fields in the list of all fields ${verifies('ticket-types.fields-listed')}`, async () => {
    const rows = rowsOf(await halo.get('/TicketTypeField'));
    expect(rows.filter(({ rtid }) => rtid === 24)).toHaveLength(14);
    expect(rows.filter(({ rtid }) => rtid === 30).map(({ fieldname }) => fieldname)).toEqual(['Impact', 'Urgency']);
  });
});

describe('a saved list', () => {
  it(`filters by a profile and shows its columns ${verifies('list.profiles-steer')}`, async () => {
    const all = rowsOf(await halo.get('/Tickets?count=1000'), 'tickets');
    const worked = rowsOf(await halo.get('/Tickets?view_id=1&count=1000'), 'tickets');
    expect(worked).toHaveLength(all.filter(({ status_id: status }) => status === 1 || status === 2).length);
    expect(worked[0]).not.toHaveProperty('status_name');
    const named = (await halo.get('/Tickets?columns_id=2&includecolumns=true&count=1')).body as Row;
    expect(named).toMatchObject({
      columns_id: 2,
      columns: [{ column_name: 'id' }, { column_name: 'summary' }, { column_name: 'status_name' }, {}, {}],
    });
    expect((named.tickets as Row[])[0]).toHaveProperty('status_name');
    const list = rowsOf(await halo.get('/Tickets?list_id=1&count=1000'), 'tickets');
    expect(list.map(({ id }) => id)).toEqual(worked.map(({ id }) => id));
    expect(list[0]).toHaveProperty('agent_name');
  });

  it(`takes values by name and leaves values out ${verifies('list.profiles-steer')}`, async () => {
    const filters = [
      { filter_name: 'team', filter_type: 0, filter_values: [{ id: 'Infrastructure' }] },
      { filter_name: 'status_id', filter_type: 1, filter_value: '9' },
    ];
    const { id } = await stored('/ViewFilter', { name: 'Open infrastructure', filters });
    const rows = rowsOf(await halo.get(`/Tickets?view_id=${String(id)}&count=1000`), 'tickets');
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every(({ team, status_id: status }) => team === 'Infrastructure' && status !== 9)).toBe(true);
  });

  it(`counts its tickets on request ${verifies('view-lists.ticket-count')}`, async () => {
    const worked = rowsOf(await halo.get('/Tickets?view_id=1&count=1000'), 'tickets').length;
    expect(rowsOf(await halo.get('/ViewLists?showcounts=true'))[0]).toMatchObject({ id: 1, ticket_count: worked });
    expect(await one('/ViewLists/1?showcounts=true')).toMatchObject({ ticket_count: worked });
    expect(rowsOf(await halo.get('/ViewLists'))[0]).not.toHaveProperty('ticket_count');
  });
});

describe('the audit', () => {
  it(`keeps every change, newest first ${verifies('audit.changes-kept', 'audit.newest-first')}`, async () => {
    await stored('/Tickets', { id: 1234, impact: 4, urgency: 4 });
    await stored('/Tickets', { id: 1234, impact: 1 });
    await stored('/Client', { id: 2, name: 'Acme Ltd' });
    const [renamed, lowered] = rowsOf(await halo.get('/Audit'), 'audit');
    expect(renamed).toMatchObject({ table_name: 'AREA', id1: 2, value: 'name', from: 'Acme', to: 'Acme Ltd' });
    expect(lowered).toMatchObject({ table_name: 'FAULTS', ticket_id: 1234, value: 'impact', from: '4', to: '1', agent_id: 10 });
    const count = rowsOf(await halo.get('/Audit'), 'audit').length;
    await stored('/Client', { id: 2, name: 'Acme Ltd' });
    expect(rowsOf(await halo.get('/Audit'), 'audit')).toHaveLength(count);
    await halo.delete('/Tickets/1234');
    expect(rowsOf(await halo.get('/Audit'), 'audit')[0]).toMatchObject({ ticket_id: 1234, value: 'deleted' });
  });
});

describe('the cache of the web client', () => {
  it(`is one object ${verifies('client-cache.together')}`, async () => {
    const cache = (await halo.get('/ClientCache')).body as Record<string, Row[]>;
    for (const name of ['agents', 'statuses', 'tickettypes', 'lookups', 'fields', 'mailboxes', 'fieldinfos'])
      expect(cache[name]!.length).toBeGreaterThan(0);
    expect(cache.agent).toMatchObject({ id: 10 });
  });
});
