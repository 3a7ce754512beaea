import { createVirtualClock } from 'halopsa-sandbox';
import { verifies } from 'halopsa-testkit';
import { beforeEach, describe, expect, it } from 'vitest';
import { rowsOf, type SignedIn, signIn } from './signed-in.js';

let halo: SignedIn;
const clock = createVirtualClock();
beforeEach(async () => {
  halo = await signIn({ clock });
});

type Body = Record<string, unknown>;
const create = async (ticket: Body): Promise<Body> => (await halo.post('/Tickets', [ticket])).body as Body;
const messageOf = async (ticket: Body): Promise<unknown> => (await create(ticket)).Message;

describe('a ticket', () => {
  it(`needs a summary alone, and gets its defaults ${verifies('tickets.default-type-summary-only', 'tickets.built-in-statuses', 'post.minimal-creates', 'type.names-joined')}`, async () => {
    const ticket = await create({ summary: 'Only this' });
    expect(ticket).toMatchObject({ status_id: 1, status_name: 'New', tickettype_id: 1, tickettype_name: 'Incident', client_id: 1 });
    expect(await halo.post('/Tickets', [{ details: 'no summary' }])).toMatchObject({
      status: 400,
      body: { Message: 'Summary is mandatory\n' },
    });
  });

  it(`names all missing fields of its type at once, unless that is switched off ${verifies('tickets.mandatory-fields-joined', 'error.exception-object', 'tickets.novalidate')}`, async () => {
    expect(await messageOf({ summary: 'x', tickettype_id: 30, impact: 0 })).toBe('Impact is mandatory\nUrgency is mandatory\n');
    expect(await create({ summary: 'x', tickettype_id: 30, _novalidate: true })).toMatchObject({ tickettype_id: 30 });
  });

  it(`takes only the statuses that its type allows ${verifies('tickets.allowed-statuses')}`, async () => {
    const { id } = await create({ summary: 'x', tickettype_id: 2 });
    expect(await messageOf({ id, status_id: 5 })).toBe('Invalid Status');
    expect(await create({ id, status_id: 9 })).toMatchObject({ status_id: 9 });
    expect(await messageOf({ summary: 'x', status_id: 77 })).toBe('Invalid Status');
  });

  it(`belongs to a client, site and user that fit together ${verifies('tickets.people-fit-together')}`, async () => {
    const users = halo.sandbox.control.records('users');
    const user = users.find((row) => row.client_id === 42)!;
    expect(await create({ summary: 'x', user_id: user.id })).toMatchObject({ client_id: 42, site_id: user.site_id, user_name: user.name });
    expect(await create({ summary: 'x', site_id: 789 })).toMatchObject({ client_id: 42, site_id: 789 });
    const { id } = await create({ summary: 'x', user_id: user.id });
    const moved = await create({ id, client_id: 12 });
    expect(moved).toMatchObject({ client_id: 12 });
    expect(moved).not.toHaveProperty('user_id');
    expect(await messageOf({ summary: 'x', client_id: 4_000_000 })).toBe('Client 4000000 not found');
  });

  it(`is assigned to a team by name or by number ${verifies('tickets.team-by-name-or-id')}`, async () => {
    expect(await create({ summary: 'x', team: 'Infrastructure' })).toMatchObject({ team: 'Infrastructure', team_id: 3 });
    const { id } = await create({ summary: 'x', team_id: 7 });
    expect(await create({ id })).toMatchObject({ team: 'Field Services' });
    expect(rowsOf(await halo.get('/Tickets?team=7&count=500'), 'tickets').every((row) => row.team === 'Field Services')).toBe(true);
  });

  it(`has closing dates only while it is closed ${verifies('tickets.closed-dates')}`, async () => {
    const { id } = await create({ summary: 'x' });
    const closed = await create({ id, status_id: 9 });
    expect(closed).toMatchObject({ hasbeenclosed: true, dateclosed: closed.date_fully_closed });
    expect(await create({ id, status_id: 2 })).not.toHaveProperty('hasbeenclosed');
  });

  it('keeps closing dates and third-party numbers that an import sends', async () => {
    const sent = { summary: 'x', status_id: 9, dateclosed: '2020-01-02T03:04:05', third_party_id: 77, third_party_id_string: 'INC0077' };
    const { id } = await create(sent);
    expect((await halo.get(`/Tickets/${String(id)}`)).body).toMatchObject({ ...sent, date_fully_closed: '2020-01-02T03:04:05' });
    expect(rowsOf(await halo.get('/Tickets?search=INC0077'), 'tickets')).toMatchObject([{ id, third_party_id_string: 'INC0077' }]);
  });

  it(`is deleted softly and comes back ${verifies('tickets.soft-delete', 'tickets.recover')}`, async () => {
    const { id } = await create({ summary: 'Mistake' });
    const path = `/Tickets/${String(id)}`;
    expect((await halo.delete(`${path}?reason=none`)).status).toBe(200);
    expect((await halo.get(path)).status).toBe(404);
    expect(rowsOf(await halo.get('/Tickets?search=Mistake'), 'tickets')).toEqual([]);
    expect(rowsOf(await halo.get('/Tickets?deleted=true'), 'tickets').map((row) => row.id)).toEqual([id]);
    expect(await create({ id, _recover: true, _validate_updates: true })).toMatchObject({ id, summary: 'Mistake' });
    expect((await halo.get(path)).status).toBe(200);
  });

  it(`has a route of its own for one object, and one for automation tools ${verifies('tickets.object-route', 'post.single-object-routes', 'tickets.zapier-object')}`, async () => {
    expect(await halo.post('/Tickets/Object', { summary: 'One' })).toMatchObject({ status: 201, body: { summary: 'One' } });
    expect(Array.isArray((await halo.get('/Tickets/zapier')).body)).toBe(false);
  });

  it(`shares its count of ids with projects and opportunities ${verifies('tickets.shared-id-sequence')}`, async () => {
    const first = await create({ summary: 'x' });
    const project = (await halo.post('/Projects', [{ summary: 'p' }])).body as Body;
    expect(project.id).toBe(Number(first.id) + 1);
    expect(rowsOf(await halo.get('/Projects'), 'tickets').map(({ id }) => id)).toContain(project.id);
  });

  it(`that nobody has is that of agent 1, which lists leave out ${verifies('agents.unassigned')}`, async () => {
    expect(await create({ summary: 'x' })).toMatchObject({ agent_id: 1 });
    expect((await halo.get('/Agent')).text).not.toContain('Unassigned');
    expect((await halo.get('/Agent?includeunassigned=true')).text).toContain('Unassigned');
    expect((await halo.get('/Agent/1')).body).toMatchObject({ name: 'Unassigned' });
    expect((await halo.delete('/Agent/1')).status).toBe(400);
  });
});

describe('an action', () => {
  const act = (fields: Body): Promise<{ status: number; body: unknown }> => halo.post('/Actions', [{ ticket_id: 1234, ...fields }]);

  it(`is numbered within its ticket ${verifies('actions.numbered-per-ticket', 'actions.list-carries-ticket-id', 'actions.get-needs-ticket')}`, async () => {
    const before = rowsOf(await halo.get('/Actions?ticket_id=1234'), 'actions').length;
    expect((await act({ outcome_id: 1, note: 'a' })).body).toMatchObject({ id: before + 1, ticket_id: 1234 });
    const list = (await halo.get('/Actions?ticket_id=1234')).body as Body;
    expect(list).toMatchObject({ ticket_id: 1234, record_count: before + 1 });
    expect((await halo.get(`/Actions/${before + 1}?ticket_id=1234`)).body).toMatchObject({ note: 'a' });
    expect(await halo.get(`/Actions/${before + 1}`)).toMatchObject({ status: 400, body: 'ticket_id must be specified' });
    const other = (await halo.post('/Tickets', [{ summary: 'other' }])).body as Body;
    expect((await act({ ticket_id: other.id, outcome_id: 1 })).body).toMatchObject({ id: 1 });
  });

  it(`needs a ticket and an outcome, by number or by name ${verifies('actions.outcome-required', 'actions.outcome-by-name', 'actions.ticket-required')}`, async () => {
    expect(await act({ note: 'x' })).toMatchObject({ status: 400, body: { Message: 'An Outcome must be entered for this Action' } });
    expect((await act({ outcome: 'Internal Note' })).body).toMatchObject({ outcome_id: 7 });
    expect((await halo.post('/Actions', [{ outcome_id: 1 }])).status).toBe(400);
  });

  it(`changes its ticket ${verifies('actions.new-fields-change-ticket')}`, async () => {
    clock.advance(60_000);
    const action = (await act({ outcome_id: 6, new_status: '9', new_team: 'Projects', timetaken: 0.5 })).body as Body;
    expect(action).toMatchObject({ new_status: 9, new_status_name: 'Closed', timetaken: 0.5 });
    const ticket = (await halo.get('/Tickets/1234')).body;
    expect(ticket).toMatchObject({ status_id: 9, team: 'Projects', hasbeenclosed: true, lastactiondate: action.datetime });
  });

  it(`shows who did it and when ${verifies('actions.author')}`, async () => {
    const { body } = await act({ outcome_id: 1 });
    const nameOf = (id: number): unknown => halo.sandbox.control.records('agents').find((agent) => agent.id === id)?.name;
    expect(body).toMatchObject({ who: nameOf(10) });
    expect((await act({ outcome_id: 1, who_agentid: 11 })).body).toMatchObject({ who: nameOf(11), who_agentid: 11 });
    expect((await act({ outcome_id: 1, who: 'The monitoring' })).body).toMatchObject({ who: 'The monitoring' });
    expect(body).toMatchObject({ who_agentid: 10, actionby_agent_id: 10, actionby_application_id: 'Sandbox', hiddenfromuser: false });
  });
});
