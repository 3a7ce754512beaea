import { verifies } from 'halopsa-testkit';
import { beforeAll, describe, expect, it } from 'vitest';
import { rowsOf, type SignedIn, signIn } from './signed-in.js';

let halo: SignedIn;
beforeAll(async () => {
  halo = await signIn();
});

type Body = Record<string, unknown>;

describe('assets', () => {
  it(`know the next tag and give it to a new asset ${verifies('assets.next-tag', 'assets.identified-by-inventory-number')}`, async () => {
    const { next_tag: next } = (await halo.get('/Asset/NextTag')).body as { last_tag: string; next_tag: string };
    const { body } = await halo.post('/Asset', [{ assettype_id: 5, site_id: 5 }]);
    expect(body).toMatchObject({ inventory_number: next, assettype_name: 'Phone', client_name: expect.any(String) as string });
    expect(body).not.toHaveProperty('name');
  });

  it(`list their software ${verifies('assets.software-by-device')}`, async () => {
    const rows = rowsOf(await halo.get('/AssetSoftware?device_id=456'));
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every((row) => row.asset_id === 456)).toBe(true);
    expect(rowsOf(await halo.get('/AssetSoftware?asset_id=456'))).toEqual(rows);
    expect((await halo.get('/Asset/456?includedetails=true')).body).toHaveProperty('software');
  });

  it(`have types whose fields have letters as type ${verifies('type.asset-field-letters')}`, async () => {
    const { fields } = (await halo.get('/AssetType/5')).body as { fields: Body[] };
    expect(fields.map((field) => field.type)).toEqual(['X', 'X']);
  });
});

describe('lookups', () => {
  it(`are unique by kind and number, and come all without a kind ${verifies('lookups.id-unique-within-lookupid', 'lookups.unfiltered-gives-all', 'lookups.known-numbers')}`, async () => {
    const impacts = rowsOf(await halo.get('/Lookup?lookupid=12'));
    expect(impacts).toHaveLength(4);
    expect(rowsOf(await halo.get('/Lookup')).length).toBeGreaterThan(impacts.length);
    expect((await halo.get('/Lookup/1?lookupid=27')).body).toMatchObject({ name: 'Immediate' });
    expect((await halo.post('/Lookup', [{ lookupid: 12, name: 'Tiny' }])).body).toMatchObject({ id: 5 });
    expect((await halo.delete('/Lookup/5?lookupid=12')).status).toBe(200);
  });
});

describe('notes, feed and search', () => {
  it(`list CRM notes of a scope only, 50 or count ${verifies('crm-notes.unscoped-list-empty', 'crm-notes.default-50', 'crm-notes.datetime-field', 'paging.crm-notes-page-repeats')}`, async () => {
    await halo.post(
      '/CRMNote',
      Array.from({ length: 60 }, (_, index) => ({ client_id: 42, note: `note ${index}` })),
    );
    const list = async (query: string): Promise<Body[]> => rowsOf(await halo.get(`/CRMNote?${query}`), 'actions');
    expect(await list('')).toEqual([]);
    expect(await list('client_id=42')).toHaveLength(50);
    expect(await list('client_id=42&count=55')).toHaveLength(55);
    expect(await list('client_id=42&pageinate=true&page_size=5&page_no=2')).toEqual(await list('client_id=42'));
    expect((await list('client_id=42'))[0]).toHaveProperty('datetime');
  });

  it(`read the feed by cursor ${verifies('feed.cursor', 'feed.default-50')}`, async () => {
    const ids = async (query: string): Promise<number[]> => rowsOf(await halo.get(`/Feed?${query}`), 'feed').map((row) => Number(row.id));
    const first = await ids('');
    expect(first).toHaveLength(50);
    expect(first).toEqual([...first].sort((a, b) => b - a));
    expect(await ids('page_no=2&page_size=10&pageinate=true')).toEqual(first);
    expect((await ids(`older_than_id=${first.at(-1)}&count=5`))[0]).toBe(first.at(-1)! - 1);
    expect(await ids(`newer_than_id=${first[3]}`)).toEqual(first.slice(0, 3));
  });

  it(`find nothing without a text ${verifies('search.needs-text')}`, async () => {
    expect((await halo.get('/Search')).body).toEqual([]);
    const [hit] = rowsOf(await halo.get('/Search?search=acme'));
    expect(Object.keys(hit!)).toEqual(['use', 'id', 'name', 'summary', 'client_name']);
    expect(hit).toMatchObject({ use: 'client', id: 2 });
  });
});

describe('people and desks', () => {
  it(`tell one error at a time for a user ${verifies('users.one-error-at-a-time', 'users.read-only-fields-ignored')}`, async () => {
    expect(await halo.post('/Users', [{}])).toMatchObject({ status: 400, body: 'Username must be entered' });
    expect(await halo.post('/Users', [{ name: 'x' }])).toMatchObject({ status: 400, body: 'A Site must be selected' });
    const { body } = await halo.post('/Users', [{ name: 'x', site_id: 789, twofactor_enabled: true }]);
    expect(body).toMatchObject({ client_id: 42, site_id: 789 });
    expect(body).not.toHaveProperty('twofactor_enabled');
  });

  it(`need a name for an agent ${verifies('agents.name-required')}`, async () => {
    expect((await halo.post('/Agent', [{ email: 'x@y.example' }])).status).toBe(400);
  });

  it(`give a new client its first site ${verifies('clients.main-site', 'clients.start-active')}`, async () => {
    const client = (await halo.post('/Client', [{ name: 'New' }])).body as Body;
    expect(client).toMatchObject({ inactive: false, main_site_id: expect.any(Number) as number });
    expect(rowsOf(await halo.get(`/Site?client_id=${String(client.id)}`), 'sites')).toMatchObject([
      { id: client.main_site_id, client_name: 'New' },
    ]);
  });

  it(`list priorities with GUIDs and numbers ${verifies('priorities.guid-id-and-number', 'priorities.one-row-per-sla')}`, async () => {
    const rows = rowsOf(await halo.get('/Priority'));
    expect(rows.map((row) => row.priorityid)).toEqual([1, 2, 3, 4]);
    expect(rows.every((row) => typeof row.id === 'string' && row.id.length === 36)).toBe(true);
    await halo.post('/Priority', [{ name: 'Critical', slaid: 2, priorityid: 1 }]);
    expect(rowsOf(await halo.get('/Priority'))).toHaveLength(5);
    expect(rowsOf(await halo.get('/Priority?includedistinct=true'))).toHaveLength(4);
  });

  it(`list statuses, categories and types as they are ${verifies('statuses.type-is-a-number', 'categories.hierarchy', 'categories.text-on-tickets', 'ticket-types.fields')}`, async () => {
    expect(rowsOf(await halo.get('/Status')).every((row) => typeof row.type === 'number')).toBe(true);
    expect(rowsOf(await halo.get('/Category?type_id=1')).map((row) => row.value)).toContain('Hardware>Laptop');
    const { fields } = (await halo.get('/TicketType/24?includedetails=true')).body as { fields: Body[] };
    expect(fields.map((field) => field.fieldname)).toContain('Category');
  });
});

describe('files', () => {
  it(`go up as base64 and come back as bytes ${verifies('attachments.raw-bytes', 'attachments.base64-upload', 'attachments.list-by-ticket', 'list.attachment-folders')}`, async () => {
    const file = { filename: 'note.txt', ticket_id: 1234, data_base64: `data:text/plain;base64,${btoa('hello')}` };
    const { id } = (await halo.post('/Attachment', [file])).body as { id: number };
    const { text, headers } = await halo.get(`/Attachment/${id}`);
    expect([text, headers.get('content-type'), headers.get('content-disposition')]).toEqual([
      'hello',
      'text/plain',
      'attachment; filename="note.txt"',
    ]);
    expect((await halo.get(`/Attachment/${id}?includedetails=true`)).body).toMatchObject({ id, filesize: 5 });
    const { ticket_id } = (await halo.post('/Attachment', [{ ...file, ticket_id: 999 }])).body as { ticket_id: number };
    const list = (await halo.get('/Attachment?ticket_id=1234')).body as { attachments: unknown[] };
    expect(list).toMatchObject({ record_count: list.attachments.length, folders: [] });
    expect(list.attachments).toContainEqual(expect.objectContaining({ id, filename: 'note.txt' }));
    expect([ticket_id, list.attachments.length]).toEqual([999, 3]);
  });
});

describe('the rest', () => {
  it(`checks names, addresses and appendices ${verifies('custom-tables.alphanumeric-name', 'webhooks.url-required', 'webhooks.events-dropped', 'item-stock.append-only', 'invoices.lines-need-client')}`, async () => {
    expect(await halo.post('/CustomTable', [{ name: 'a-b' }])).toMatchObject({ status: 400, body: 'Invalid Name' });
    expect((await halo.post('/CustomTable', [{ name: 'Parts' }])).body).toMatchObject({ name: 'Parts' });
    expect(await halo.post('/Webhook', [{ name: 'w' }])).toMatchObject({ status: 400, body: 'Please enter a valid URL' });
    const hook = (await halo.post('/Webhook', [{ name: 'w', url: 'https://x.example', events: [{ id: 1 }] }])).body;
    expect(hook).not.toHaveProperty('events');
    const { id } = (await halo.post('/ItemStock', [{}])).body as { id: number };
    expect((await halo.post('/ItemStock', [{ id }])).status).toBe(400);
    expect(await halo.get('/Invoice/lines')).toMatchObject({ status: 400, body: 'Parameter client_id must be included' });
  });

  it(`narrows appointments by date and agent ${verifies('appointments.between-dates')}`, async () => {
    const create = { subject: 's', start_date: '2030-05-01T09:00:00', end_date: '2030-05-01T10:00:00', agents: [{ id: 4, use: 'agent' }] };
    const { id } = (await halo.post('/Appointment', [create])).body as { id: number };
    const found = async (query: string): Promise<unknown[]> =>
      rowsOf(await halo.get(`/Appointment?${query}`), 'appointments').map((row) => row.id);
    expect(await found('start_date=2030-04-30&end_date=2030-05-01')).toEqual([id]);
    expect(await found('start_date=2030-05-02')).toEqual([]);
  });

  it(`narrows agents to the members of a team ${verifies('agents.filter-by-team')}`, async () => {
    const found = rowsOf(await halo.get('/Agent?team_id=3&pageinate=true'), 'results');
    expect(found.length).toBeGreaterThan(0);
    expect(found.every(({ teams }) => (teams as { team_id: number }[]).some((team) => team.team_id === 3))).toBe(true);
  });

  it(`leaks database errors and recorded statuses where these are switched on ${verifies('error.sql-515-ticket-type', 'error.sql-515-timesheet-event', 'error.recorded-statuses')}`, async () => {
    const ids = ['error.sql-515-ticket-type', 'error.sql-515-timesheet-event', 'error.recorded-statuses'];
    const harsh = await signIn({ behaviours: Object.fromEntries(ids.map((id) => [id, true])) });
    expect((await harsh.post('/TicketType', [{ name: 'x' }])).text).toContain('RTAppointmentDefaultBody');
    expect((await harsh.post('/TimesheetEvent', [{ subject: 'x' }])).text).toContain('TSEeventid');
    expect(await harsh.get('/Timesheet/mine')).toMatchObject({ status: 403, text: '' });
    expect((await halo.get('/Timesheet/mine')).status).toBe(200);
  });
});
