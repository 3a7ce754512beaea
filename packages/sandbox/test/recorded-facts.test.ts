import { createVirtualClock } from 'halopsa-sandbox';
import { verifies } from 'halopsa-testkit';
import { beforeEach, describe, expect, it } from 'vitest';
import { requestToken, rowsOf, type SignedIn, signIn } from './signed-in.js';

type Body = Record<string, unknown>;

let halo: SignedIn;
beforeEach(async () => {
  halo = await signIn({ clock: createVirtualClock({ start: '2026-11-30T12:00:00Z' }) });
});

const post = async (path: string, record: Body): Promise<Body> => (await halo.post(path, [record])).body as Body;
const get = async (path: string): Promise<Body> => (await halo.get(path)).body as Body;

describe('an action', () => {
  it(`moves its ticket by new_status and not by status_id ${verifies('actions.status-id-ignored')}`, async () => {
    const before = (await get('/Tickets/1234')).status_id;
    await post('/Actions', { ticket_id: 1234, outcome_id: 1, status_id: 9 });
    expect(await get('/Tickets/1234')).toMatchObject({ status_id: before });
  });

  it(`is written beside others of the same array ${verifies('actions.array')}`, async () => {
    const count = rowsOf(await halo.get('/Actions?ticket_id=1234'), 'actions').length;
    await halo.post('/Actions', [
      { ticket_id: 1234, outcome_id: 1, note: 'first' },
      { ticket_id: 1234, outcome_id: 1, note: 'second' },
    ]);
    expect(rowsOf(await halo.get('/Actions?ticket_id=1234'), 'actions')).toHaveLength(count + 2);
  });

  it(`ends at its datetime ${verifies('actions.datetime-is-end')}`, async () => {
    await post('/Actions', { ticket_id: 1234, outcome_id: 1, timetaken: 1.5, datetime: '2026-11-30T11:00:00' });
    const events = (await halo.get('/TimesheetEvent')).body as Body[];
    expect(events).toContainEqual(
      expect.objectContaining({ ticket_id: 1234, start_date: '2026-11-30T09:30:00', end_date: '2026-11-30T11:00:00' }),
    );
  });

  it(`is what a time entry on a ticket becomes ${verifies('timesheet-events.write-action')}`, async () => {
    const entry = { start_date: '2026-11-30T08:00:00', end_date: '2026-11-30T08:45:00', ticket_id: 1234, note: 'On site' };
    await post('/TimesheetEvent', { ...entry, agent_id: '11' });
    const actions = rowsOf(await halo.get('/Actions?ticket_id=1234'), 'actions');
    expect(actions).toContainEqual(expect.objectContaining({ timetaken: 0.75, who_agentid: 11 }));
    expect(((await halo.get('/TimesheetEvent')).body as Body[]).filter((event) => event.subject === 'On site')).toHaveLength(1);
  });
});

describe('a ticket', () => {
  it(`has its text in its first action ${verifies('tickets.details-are-the-first-action')}`, async () => {
    await post('/Tickets', { id: 1234, details: 'Another text' });
    expect(await get('/Actions/1?ticket_id=1234')).toMatchObject({ note: 'Another text' });
  });

  it(`keeps nothing of having been closed once it is open again ${verifies('tickets.no-reopen-trace', 'tickets.closed-by-update')}`, async () => {
    const closed = await post('/Tickets', { id: 1234, status_id: 9, closure_note: 'Done', _force: true });
    expect(closed).toMatchObject({ status_id: 9, hasbeenclosed: true });
    const open = await post('/Tickets', { id: 1234, status_id: 2 });
    expect([open.hasbeenclosed, open.dateclosed]).toEqual([undefined, undefined]);
    expect(Object.keys(open).filter((name) => /reopen/i.test(name))).toEqual([]);
  });

  it(`takes assets as the whole new list ${verifies('tickets.assets-replaced')}`, async () => {
    await post('/Tickets', { id: 1234, assets: [{ id: 1 }, { id: 2 }] });
    await post('/Tickets', { id: 1234, assets: [{ id: 3 }] });
    expect((await get('/Tickets/1234?includedetails=true')).assets).toEqual([{ id: 3 }]);
  });

  it(`ignores a nested type ${verifies('tickets.nested-type-ignored')}`, async () => {
    expect(await post('/Tickets', { summary: 'x', tickettype: { id: 3 } })).toMatchObject({ tickettype_id: 1 });
  });

  it(`takes files that were there before it ${verifies('tickets.files-linked-on-create', 'attachments.upload-answer')}`, async () => {
    const file = await post('/Attachment', { filename: 'a.txt', data_base64: 'data:text/plain;base64,aGVsbG8=', isimage: false });
    expect(file).toMatchObject({ desc: 'a.txt', content_type: 'text/plain', filesize: 5, type: 0, unique_id: 0 });
    const ticket = await post('/Tickets', { summary: 'x', attachments: [{ id: file.id }] });
    expect(rowsOf(await halo.get(`/Attachment?ticket_id=${String(ticket.id)}`), 'attachments')).toMatchObject([{ id: file.id }]);
  });
});

describe('the server', () => {
  it(`refuses a decimal as text where it sent the number ${verifies('type.decimal-text-refused')}`, async () => {
    expect((await halo.post('/Users', [{ name: 'A', site_id: '95.0' }])).status).toBe(400);
  });

  it(`writes the client of a site and the site of a user as decimals ${verifies('type.ids-as-decimals')}`, async () => {
    const raw = async (path: string): Promise<string> => {
      const { access_token: token } = (await requestToken(halo.sandbox)).body as { access_token: string };
      return (await halo.sandbox.fetch(`http://sandbox.test/api${path}`, { headers: { authorization: `Bearer ${token}` } })).text();
    };
    await post('/Site', { id: 2, notes: '"client_id":7, and "client_id":8}' });
    for (const path of ['/Site?pageinate=true&page_no=1&page_size=2', '/Site/2']) {
      expect(await raw(path)).toMatch(/"client_id":\d+\.0[,}]/);
      expect(await raw(path)).not.toMatch(/"client_id":\d+[,}]|8\.0/);
    }
    expect(await raw('/Users/1')).toMatch(/"site_id":\d+\.0,.*"site_id_int":\d+,|"site_id_int":\d+,.*"site_id":\d+\.0/);
    expect(await raw('/Users?pageinate=true&page_no=1&page_size=1')).toMatch(/"site_id":\d+\.0,/);
  });

  it(`answers an empty sheet where there is none ${verifies('timesheets.missing-is-zero')}`, async () => {
    expect(await halo.get('/Timesheet/4242')).toMatchObject({ status: 200, body: { id: 0 } });
  });

  it(`names what a create lacks where the tenant demands it ${verifies('create.mandatory-fields')}`, async () => {
    const strict = await signIn({ behaviours: { 'create.mandatory-fields': true } });
    const refusals = [
      ['/Invoice', { client_id: 2 }, 'Date Invoiced is mandatory'],
      ['/Opportunities', { summary: 'x' }, 'Target Date is mandatory'],
      ['/Quotation', { client_id: 2 }, 'Please select a valid User'],
      ['/SalesOrder', { client_id: 2 }, 'Please select a valid User'],
      ['/Item', { name: 'x' }, 'Item group must be completed'],
      ['/AssetGroup', { name: 'x' }, 'Please pick use for this group'],
      ['/Notification', { name: 'x' }, 'Please select an event to trigger the Notification'],
    ] as const;
    for (const [path, record, message] of refusals) expect(await strict.post(path, [record])).toMatchObject({ status: 400, body: message });
  });

  it(`has fields of the known types ${verifies('fields.type-codes')}`, async () => {
    const known = [0, 1, 2, 3, 4, 5, 6, 10, 99];
    expect(((await halo.get('/FieldInfo')).body as Body[]).filter(({ type }) => !known.includes(Number(type)))).toEqual([]);
  });

  it(`gives a token that opens nothing where no scope was asked for ${verifies('auth.no-scope-no-rights')}`, async () => {
    const form = new URLSearchParams({ grant_type: 'client_credentials', client_id: 'sandbox', client_secret: 'sandbox' });
    const answer = await halo.sandbox.fetch('http://sandbox.test/auth/token', { method: 'POST', body: form });
    expect(answer.status).toBe(200);
    const { access_token: token } = (await answer.json()) as { access_token: string };
    const headers = { authorization: `Bearer ${token}` };
    expect((await halo.sandbox.fetch('http://sandbox.test/api/Status', { headers })).status).toBe(401);
    expect((await requestToken(halo.sandbox)).body).toMatchObject({ scope: 'all' });
  });

  it(`names its limit when it is reached ${verifies('rate.text')}`, async () => {
    const limited = await signIn({ rateLimit: { requests: 1, windowMs: 300_000 } });
    await limited.get('/Status');
    expect(await limited.get('/Status')).toMatchObject({
      status: 429,
      body: { error: 'Rate Limit Reached - 1 Requests per rolling 5 minute window' },
    });
  });
});
