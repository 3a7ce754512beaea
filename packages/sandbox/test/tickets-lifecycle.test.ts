import { createVirtualClock } from 'halopsa-sandbox';
import { verifies } from 'halopsa-testkit';
import { beforeEach, describe, expect, it } from 'vitest';
import { rowsOf, type SignedIn, signIn } from './signed-in.js';

type Body = Record<string, unknown>;
let halo: SignedIn;
beforeEach(async () => {
  halo = await signIn({ clock: createVirtualClock() });
});
const post = async (path: string, record: Body): Promise<Body> => (await halo.post(path, [record])).body as Body;
const create = (ticket: Body): Promise<Body> => post('/Tickets', { summary: 'x', ...ticket });
const read = async (id: unknown, query = ''): Promise<Body> => (await halo.get(`/Tickets/${String(id)}${query}`)).body as Body;

describe('the life of a ticket', () => {
  it(`has dates by which to answer and to solve it, from its priority ${verifies('tickets.sla-dates')}`, async () => {
    const ticket = await create({ priority_id: 1 });
    expect(ticket).toMatchObject({
      dateoccurred: '2026-11-02T09:00:00',
      respondbydate: '2026-11-02T10:00:00',
      fixbydate: '2026-11-02T13:00:00',
    });
    expect(await create({ id: ticket.id, priority_id: 2 })).toMatchObject({ fixbydate: '2026-11-02T17:00:00' });
    expect(await create({ fixbydate: '2026-12-24T12:00:00' })).toMatchObject({ fixbydate: '2026-12-24T12:00:00' });
  });

  it(`ends by an action where a workflow says so, whatever a 201 seems to say ${verifies('post.success-proves-nothing')}`, async () => {
    const { id } = await create({ tickettype_id: 4 });
    expect((await halo.post('/Tickets', [{ id, status_id: 9 }])).status).toBe(201);
    expect(await read(id)).toMatchObject({ status_id: 1 });
    await post('/Actions', { ticket_id: id, outcome_id: 6, new_status: 9 });
    expect(await read(id)).toMatchObject({ status_id: 9, hasbeenclosed: true });
  });

  it(`can be rehearsed ${verifies('tickets.validate-only', 'post.underscore-fields-drive')}`, async () => {
    const before = halo.sandbox.control.records('tickets').length;
    expect((await halo.post('/Tickets', [{ _validate_only: true }])).status).toBe(400);
    expect(await create({ _validate_only: true })).toMatchObject({ status_id: 1 });
    expect(halo.sandbox.control.records('tickets')).toHaveLength(before);
    await create({ id: 1234, _validate_only: true, summary: 'Not kept' });
    expect(await read(1234)).not.toMatchObject({ summary: 'Not kept' });
  });

  it(`is over with all that belongs to it, and comes back whole ${verifies('tickets.soft-delete', 'tickets.recover')}`, async () => {
    await post('/Attachment', { ticket_id: 1234, filename: 'a.txt', data_base64: 'YQ==' });
    const files = rowsOf(await halo.get('/Attachment?ticket_id=1234'), 'attachments').length;
    const visit = { subject: 'Visit', ticket_id: 1234, start_date: '2026-07-01T09:00:00', end_date: '2026-07-01T10:00:00' };
    const { id: appointment } = ((await halo.post('/Appointment', [visit])).body ?? {}) as { id: number };
    const actions = rowsOf(await halo.get('/Actions?ticket_id=1234&count=50'), 'actions').length;
    expect(actions).toBeGreaterThan(0);
    await halo.delete('/Tickets/1234');
    expect((await halo.get('/Tickets/1234')).status).toBe(404);
    expect(rowsOf(await halo.get('/Tickets?deleted=true'), 'tickets')).toMatchObject([{ id: 1234 }]);
    expect(rowsOf(await halo.get('/Actions?ticket_id=1234'), 'actions')).toEqual([]);
    expect(rowsOf(await halo.get('/Attachment?ticket_id=1234'), 'attachments')).toEqual([]);
    expect((await halo.get('/Actions/1?ticket_id=1234')).status).toBe(404);
    expect((await halo.get(`/Appointment/${appointment}`)).status).toBe(404);
    await halo.post('/Tickets', [{ id: 1234, _recover: true, _validate_updates: true }]);
    expect((await halo.get(`/Appointment/${appointment}`)).body).toMatchObject({ subject: 'Visit', ticket_id: 1234 });
    expect(rowsOf(await halo.get('/Actions?ticket_id=1234&count=50'), 'actions')).toHaveLength(actions);
    expect(rowsOf(await halo.get('/Attachment?ticket_id=1234'), 'attachments')).toHaveLength(files);
  });

  it(`may be that of a client's general user ${verifies('tickets.general-user')}`, async () => {
    expect(await create({ client_id: 42, userlookup: { id: -1 } })).toMatchObject({
      client_id: 42,
      user_id: -1,
      user_name: 'General User',
    });
    const [user] = halo.sandbox.control.records('users');
    expect(await create({ user_id: user!.id })).toMatchObject({ site_id: user!.site_id });
  });

  it(`empties a custom field that is sent without a value and keeps the others ${verifies('post.custom-field-wipe', 'post.custom-fields-by-id')}`, async () => {
    const { id } = await create({
      customfields: [
        { id: 1, name: 'CFa', value: 'a' },
        { id: 2, name: 'CFb', value: 'b' },
      ],
    });
    await create({ id, customfields: [{ id: 1, value: null }] });
    expect((await read(id, '?includedetails=true')).customfields).toEqual([
      { id: 1, name: 'CFa' },
      { id: 2, name: 'CFb', value: 'b', display: 'b' },
    ]);
  });

  it(`shows what the caller may do with it ${verifies('tickets.detail-rights')}`, async () => {
    expect(await read(1234)).toMatchObject({ _can_upload_att: true, _can_view_action_history: true });
  });

  it(`has several hundred fields as a whole ${verifies('get.ticket-is-large')}`, async () => {
    const whole = await read(1234, '?includedetails=true');
    expect(Object.keys(whole).length).toBeGreaterThan(300);
    expect(whole).not.toHaveProperty('hasbeenclosed');
    expect(Object.keys(await read(1234)).length).toBeLessThan(80);
  });
});

describe('ticket rules', () => {
  const rule = (criteria: Body[], effects: Body = { new_team: 'Infrastructure' }): Promise<Body> =>
    post('/TicketRules', { name: 'rule', criteria, ...effects });

  it.each<[string, Body, string, string]>([
    ['equals', { type: 0, value_string: 'fire' }, 'Fire', 'smoke'],
    ['differs', { type: 1, value_string: 'fire' }, 'smoke', 'fire'],
    ['contains', { type: 2, value_string: 'fire' }, 'A fire here', 'smoke'],
    ['contains not', { type: 3, value_string: 'fire' }, 'smoke', 'a fire'],
    ['is one of', { type: 23, value_string: 'fire,flood' }, 'flood', 'flo'],
    ['is none of', { type: 24, value_string: 'fire,flood' }, 'flo', 'flood'],
  ])(`know by number what %s ${verifies('rules.operator-codes', 'rules.criteria-row')}`, async (_, criterion, met, unmet) => {
    await rule([{ tablename: 'faults', fieldname: 'summary', value_type: 'string', ...criterion }]);
    expect(await create({ summary: met })).toMatchObject({ team: 'Infrastructure', team_id: 3 });
    expect(await create({ summary: unmet })).not.toMatchObject({ team: 'Infrastructure' });
  });

  it(`compare numbers, and whether there is a value ${verifies('rules.operator-codes')}`, async () => {
    await rule([{ fieldname: 'impact', type: 6, value_type: 'int', value_int: 3 }], { new_agent_id: 5 });
    await rule([{ fieldname: 'category_1', type: 29 }], { new_priority_id: 1 });
    expect(await create({ impact: 3 })).toMatchObject({ agent_id: 5 });
    expect(await create({ impact: 2 })).not.toMatchObject({ agent_id: 5 });
    expect(await create({ category_1: 'Hardware>Printer' })).toMatchObject({ priority_id: 1 });
  });

  it(`demand all their criteria, stop where they say so, and can be left out ${verifies('rules.rows-are-anded', 'tickets.dont-do-rules')}`, async () => {
    const fire = { fieldname: 'summary', type: 2, value_string: 'fire' };
    await rule([fire, { fieldname: 'impact', type: 0, value_type: 'int', value_int: 1 }], {
      new_priority_id: 1,
      stopmatching: true,
      precedence: 1,
    });
    await rule([fire], { new_priority_id: 4, precedence: 2 });
    expect(await create({ summary: 'fire', impact: 1 })).toMatchObject({ priority_id: 1 });
    expect(await create({ summary: 'fire', impact: 2 })).toMatchObject({ priority_id: 4 });
    expect(await create({ summary: 'fire', impact: 1, dont_do_rules: true })).toMatchObject({ priority_id: 3 });
  });

  it(`are listed with their criteria ${verifies('rules.list-carries-criteria')}`, async () => {
    await rule([{ fieldname: 'summary', type: 2, value_string: 'fire' }]);
    expect(rowsOf(await halo.get('/TicketRules'))).toMatchObject([{ criteria: [{ fieldname: 'summary', type: 2 }] }]);
    await post('/TicketRules', { name: 'bare' });
    expect(rowsOf(await halo.get('/TicketRules'))[1]).toMatchObject({ criteria: [] });
  });
});
