import { createVirtualClock } from 'halopsa-sandbox';
import { verifies } from 'halopsa-testkit';
import { beforeEach, describe, expect, it } from 'vitest';
import { rowsOf, type SignedIn, signIn } from './signed-in.js';

type Row = Record<string, unknown>;

let halo: SignedIn;
beforeEach(async () => {
  halo = await signIn({ clock: createVirtualClock({ start: Date.UTC(2026, 5, 10, 9) }) });
});
const stored = async (path: string, record: Row): Promise<Row> => {
  const { status, body, text } = await halo.post(path, [record]);
  expect([status, text]).toEqual([201, expect.any(String)]);
  return body as Row;
};
const one = async (path: string): Promise<Row> => (await halo.get(path)).body as Row;

describe('an approval', () => {
  it(`counts within its ticket and is answered once ${verifies('approvals.by-ticket-and-number', 'approvals.answered-once')}`, async () => {
    expect(await stored('/TicketApproval', { ticket_id: 1234, agent_id: 11 })).toMatchObject({ seq: 1, result: 0, agent_id: 11 });
    expect(await stored('/TicketApproval', { ticket_id: 1234, agent_id: 10 })).toMatchObject({ seq: 2, result: 0 });
    const answered = await stored('/TicketApproval', { ticket_id: 1234, seq: 1, result: 1, approver_note: 'fine' });
    expect(answered).toMatchObject({ seq: 1, result: 1, approver_note: 'fine', dateapproved: '2026-06-10T09:00:00' });
    expect((await halo.post('/TicketApproval', [{ ticket_id: 1234, seq: 1, result: 2 }])).status).toBe(400);
    expect((await halo.post('/TicketApproval', [{ ticket_id: 1234, seq: 2, result: 7 }])).status).toBe(400);
    expect((await halo.post('/TicketApproval', [{ ticket_id: 98_765 }])).status).toBe(400);
    expect(await one('/TicketApproval/1234')).toMatchObject({ seq: 2 });
    expect(rowsOf(await halo.get('/TicketApproval?ticket_id=1234'))).toHaveLength(2);
    expect(rowsOf(await halo.get('/TicketApproval?mine=true')).map(({ seq }) => seq)).toEqual([2]);
    expect((await halo.delete('/TicketApproval/1234&2')).status).toBe(200);
    expect((await halo.delete('/TicketApproval/1234&2')).status).toBe(404);
    expect(rowsOf(await halo.get('/TicketApproval?ticket_id=1234'))).toHaveLength(1);
  });

  const status = async (): Promise<unknown> => (await one('/Tickets/1234')).status_id;

  it(`leads the ticket through its process ${verifies('approvals.change-ticket', 'approvals.by-ticket-and-number')}`, async () => {
    const first = await stored('/TicketApproval', { ticket_id: 1234, approval_process_id: 1 });
    expect(first).toMatchObject({ step_id: 1, step_name: 'Service Desk', agent_id: 10, approval_process_name: 'Change Approval' });
    expect(await status()).toBe(2);
    await stored('/TicketApproval', { ticket_id: 1234, seq: 1, result: 1 });
    expect(await one('/TicketApproval/1234')).toMatchObject({ seq: 2, step_name: 'Change Manager', agent_id: 11, result: 0 });
    await stored('/TicketApproval', { ticket_id: 1234, seq: 2, result: 2 });
    expect(await status()).toBe(8);
    expect(rowsOf(await halo.get('/TicketApproval?ticket_id=1234'))).toHaveLength(2);
  });

  it(`leaves the ticket and itself as they were where the status is not allowed ${verifies('approvals.change-ticket')}`, async () => {
    const { id } = await stored('/ApprovalProcess', { name: 'Hold', steps: [{ name: 'a', statusawaitingapproval: 7 }] });
    const change = await stored('/Tickets', { summary: 'c', tickettype_id: 2 });
    const refused = await halo.post('/TicketApproval', [{ ticket_id: change.id, approval_process_id: id }]);
    expect((refused.body as Row).Message).toBe('Invalid Status');
    expect((await halo.get(`/TicketApproval/${String(change.id)}`)).status).toBe(404);
  });

  it(`is started by an outcome that has a process ${verifies('approvals.started-by-outcome')}`, async () => {
    const outcome = await stored('/Outcome', { outcome: 'Ask for approval', approval_process_id: 1 });
    await stored('/Actions', { ticket_id: 1234, outcome_id: outcome.id, note: 'please' });
    expect(await one('/TicketApproval/1234')).toMatchObject({ approval_process_id: 1, step_id: 1, result: 0 });
  });
});

describe('a timesheet', () => {
  const worked = (hours: number, datetime: string): Promise<Row> =>
    stored('/Actions', { ticket_id: 1234, outcome_id: 1, note: 'w', timetaken: hours, datetime });

  it(`sums the time of actions ${verifies('timesheets.time-of-actions')}`, async () => {
    await worked(1.5, '2026-06-09T09:00:00');
    await worked(0.5, '2026-06-09T13:00:00');
    await worked(1, '2026-06-10T08:00:00');
    const sheets = rowsOf(await halo.get('/Timesheet'));
    expect(sheets).toHaveLength(2);
    expect(sheets[0]).toMatchObject({ id: 0, agent_id: 10, date: '2026-06-09T00:00:00', actual_hours: 2, end_time: '2026-06-09T13:00:00' });
    expect(await one('/Timesheet/0?agent_id=10&date=2026-06-10')).toMatchObject({ actual_hours: 1 });
    expect((await halo.get('/Timesheet/0?agent_id=10&date=2026-06-01')).body).toEqual({ id: 0 });
    expect(rowsOf(await halo.get('/Timesheet/mine'))).toHaveLength(2);
    expect(rowsOf(await halo.get('/Timesheet/forecasting'))[0]).toMatchObject({ forecasting_hours: 1 });
  });

  it(`is submitted and approved ${verifies('timesheets.approval', 'timesheets.time-of-actions')}`, async () => {
    await worked(2, '2026-06-09T09:00:00');
    const sheet = await stored('/Timesheet', {
      agent_id: 10,
      date: '2026-06-09',
      target_hours: 8,
      actual_hours: 99,
      _submitapproval: true,
    });
    expect(sheet).toMatchObject({ approval: { approvalstatus: 1, unum: 10 } });
    expect(await one(`/Timesheet/${sheet.id}`)).toMatchObject({ target_hours: 8, actual_hours: 2 });
    const approved = await stored('/Timesheet', { id: sheet.id, _approve: true, _approval_message: 'ok' });
    expect(approved.approval).toMatchObject({ approvalstatus: 2, approvedby: 10, message: 'ok' });
    expect((await halo.post('/Timesheet', [{ agent_id: 10, date: '2026-06-09' }])).status).toBe(400);
    expect((await halo.post('/Timesheet', [{ agent_id: 11, _approve: true }])).status).toBe(400);
  });
});

describe('a route of its own', () => {
  it(`answers a cleared cache with success ${verifies('routes.caches-cleared')}`, async () => {
    for (const path of ['/Agent/ClearCache', '/Lookup/ClearCache']) expect((await halo.send('POST', path)).status).toBe(201);
    expect(halo.sandbox.control.fidelity()).toMatchObject({ 'agents.clearCache': 'modelled' });
  });

  it(`keeps favourites once ${verifies('canned-texts.favourites')}`, async () => {
    const first = await stored('/CannedText/favourite', { ctid: 1 });
    expect(first).toMatchObject({ ctid: 1, unum: 10 });
    expect((await stored('/CannedText/favourite', { ctid: 1 })).id).toBe(first.id);
    expect((await halo.post('/CannedText/favourite', [{ ctid: 99 }])).status).toBe(400);
  });

  it(`keeps a user's preferences ${verifies('users.preferences')}`, async () => {
    expect(await stored('/Users/prefs', { id: 3, lang: 2, theme: 'dark' })).toEqual({ id: 3, lang: 2, theme: 'dark' });
    expect(await one('/Users/3')).toMatchObject({ lang: '2', theme: 'dark' });
    expect((await halo.post('/Users/prefs', [{ id: 98_765, theme: 'dark' }])).status).toBe(400);
  });

  it(`takes the caller out of the subscribers ${verifies('services.unsubscribe')}`, async () => {
    expect(await stored('/Service/unsubscribe', { serviceid: 1 })).toMatchObject({ id: 1, subscribers: [], subscriber_count: 0 });
  });

  it(`keeps reactions and reviews on the action ${verifies('actions.reactions')}`, async () => {
    const reaction = { ticket_id: 1234, action_number: 1, type: 'thumbsup' };
    for (let time = 0; time < 2; time += 1) expect((await halo.post('/Actions/reaction', reaction)).status).toBe(201);
    expect(await one('/Actions/1?ticket_id=1234&includedetails=true')).toMatchObject({ reactions: [{ agent_id: 10, type: 'thumbsup' }] });
    expect(await stored('/Actions/Review', { ticket_id: 1234, id: 1 })).toMatchObject({ actreviewed: true });
    expect((await halo.post('/Actions/reaction', { ...reaction, action_number: 99 })).status).toBe(404);
  });

  it(`reviews an expense of a ticket's client ${verifies('expenses.review')}`, async () => {
    const ticket = await one('/Tickets/1234');
    const expense = await stored('/Expense', { fault_id: 1234, amount: 12.5, description: 'Train' });
    expect(expense).toMatchObject({ agent_id: 10, reviewed: false, client_id: ticket.client_id });
    expect(await stored('/Expense/review', { id: expense.id })).toMatchObject({ reviewed: true, reviewed_agent_id: 10 });
    expect((await halo.post('/Expense/review', [{ id: 99 }])).status).toBe(400);
  });

  it(`books a free time ${verifies('appointments.booking')}`, async () => {
    const booking = { agent_id: 11, start_date: '2026-07-01T09:00:00', end_date: '2026-07-01T10:00:00', booking_name: 'Ann' };
    expect((await halo.post('/Appointment/Booking', booking)).body).toMatchObject({ subject: 'Booking', agent_id: 11 });
    const taken = await halo.post('/Appointment/Booking', { ...booking, start_date: '2026-07-01T09:30:00' });
    expect([taken.status, taken.body]).toEqual([400, 'This timeslot is no longer available']);
    expect(rowsOf(await halo.get('/Appointment/Booking'))).toMatchObject([{ booking_name: 'Ann' }]);
  });

  it(`gives a field to every asset type ${verifies('fields.add-to-all')}`, async () => {
    expect((await halo.send('POST', '/Field/AddFieldToAll/3')).status).toBe(201);
    for (const type of halo.sandbox.control.records('assetTypes'))
      expect(type.fields).toEqual(expect.arrayContaining([expect.objectContaining({ field_id: 3, field_name: 'Serial Number' })]));
  });

  it(`changes how a client pays ${verifies('clients.payment-method')}`, async () => {
    await stored('/Client/PaymentMethodUpdate', { id: 2, stripe_payment_method_id: 'pm_1', name: 'ignored' });
    expect(await one('/Client/2?includedetails=true')).toMatchObject({ name: 'Acme', stripe_payment_method_id: 'pm_1' });
  });

  it(`previews a template with a ticket ${verifies('email-templates.preview')}`, async () => {
    const ticket = await one('/Tickets/1234');
    const sent = { body_html: '<p>$summary for $client_name, $nothing</p>', ticket_to_preview: 1234 };
    const { body } = await halo.post('/EmailTemplate/preview', sent);
    expect(body).toMatchObject({ preview_body: `<p>${String(ticket.summary)} for ${String(ticket.client_name)}, $nothing</p>` });
  });

  it(`shows teams and stock bins ${verifies('teams.tree', 'sites.stock-bins')}`, async () => {
    const tree = rowsOf(await halo.get('/Team/Tree'));
    expect(tree).toHaveLength(7);
    expect(tree[0]).toMatchObject({ name: '1st Line Support', use: 'team', agents: expect.any(Array) as unknown[] });
    expect(rowsOf(await halo.get('/Site/StockBins')).map(({ name }) => name)).toEqual(['A1', 'A2', 'B1']);
  });

  it(`lists what other stores and mailboxes hold ${verifies('sites.stock-bins', 'tickets.sales-mailboxes', 'attachments.other-stores', 'mailboxes.contacts-relayed')}`, async () => {
    expect(rowsOf(await halo.get('/Site/StockBins'))).toHaveLength(3);
    expect(rowsOf(await halo.get('/Tickets/salesmailbox'))).toMatchObject([{ name: 'Sales' }]);
    const { id } = await stored('/Attachment', { filename: 'a.txt', ticket_id: 1234, data_base64: 'aGVsbG8=' });
    expect((await halo.get(`/Attachment/nhserver/${String(id)}`)).text).toBe('hello');
    expect((await halo.get('/Mailbox/1/OutlookContacts')).body).toMatchObject({ Message: 'ErrorAccessDenied' });
  });

  it(`hands a change on to children ${verifies('tickets.process-children')}`, async () => {
    const child = await stored('/Tickets', { summary: 'child', parent_id: 1234 });
    expect(await stored('/Tickets/processchildren', { id: 1234, status_id: 4 })).toMatchObject({ id: 1234, child_ticket_ids: [child.id] });
    expect(await one(`/Tickets/${String(child.id)}`)).toMatchObject({ status_id: 4 });
  });

  it(`takes a vote on a ticket ${verifies('tickets.votes')}`, async () => {
    await stored('/Tickets/vote', { id: 1234, your_vote: 1, your_vote_comment: 'yes' });
    expect(await one('/Tickets/1234')).toMatchObject({ your_vote: 1, your_vote_comment: 'yes' });
    expect((await halo.post('/Tickets/vote', [{ id: 1234, your_vote: 5 }])).status).toBe(400);
  });

  it(`says whether a ticket is billed ${verifies('tickets.billable-project')}`, async () => {
    expect((await halo.send('POST', '/Tickets/SetBillableProject?id=1234&isbillable=false')).body).toMatchObject({
      id: 1234,
      isbillable: false,
    });
    expect(await one('/Tickets/1234')).toMatchObject({ isbillable: false });
    expect((await halo.send('POST', '/Tickets/SetBillableProject?id=99999999')).status).toBe(400);
  });

  it(`makes the next appointments of a series ${verifies('appointments.generate')}`, async () => {
    const dates = { start_date: '2026-03-02T09:00:00', end_date: '2026-03-02T10:00:00' };
    const first = await stored('/Appointment', {
      subject: 'Check of backups',
      agent_id: 2,
      ...dates,
      schedule: { dailyrecurrencedays: 2 },
    });
    const next = rowsOf(await halo.post('/Appointment/Generate', [first.id]));
    expect(next).toMatchObject([{ subject: 'Check of backups', start_date: expect.stringMatching(/^2026-03-04T09:00/) as string }]);
    const after = rowsOf(await halo.post('/Appointment/Generate', [first.id]));
    expect(after).toMatchObject([
      { start_date: expect.stringMatching(/^2026-03-06T09:00/) as string, end_date: expect.stringMatching(/^2026-03-06T10/) as string },
    ]);
    expect((await halo.post('/Appointment/Generate', [first.id, 99_999_999])).status).toBe(400);
  });

  it(`draws assets with what they are tied to ${verifies('assets.diagram')}`, async () => {
    await stored('/Asset', { id: 1, parent_assets: [{ id: 2 }, { id: 99_999_999 }] });
    const [asset] = rowsOf(await halo.get('/Asset/DiagramDetails')).filter(({ id }) => id === 1);
    expect(asset).toMatchObject({ parent_assets: [{ id: 2, inventory_number: expect.any(String) as string }], sibling_assets: [] });
  });

  it(`lists what a dashboard can be narrowed to ${verifies('dashboards.filter-values')}`, async () => {
    const columns = rowsOf(await halo.get('/DashboardLinks/FilterValues'));
    const agents = columns.find(({ column }) => column === 'agent_id');
    expect(agents?.values).toContainEqual({ id: 2, name: expect.any(String) as string });
  });

  it(`narrows charge rates ${verifies('charge-rates.by-owner')}`, async () => {
    expect(rowsOf(await halo.get('/ChargeRate?client_id=2'))).toMatchObject([{ id: 4, rate: 70 }]);
    expect(rowsOf(await halo.get('/ChargeRate?globalonly=true'))).toHaveLength(3);
  });
});
