import { findResource } from 'halopsa-catalogue';
import { createSandbox } from 'halopsa-sandbox';
import { verifies } from 'halopsa-testkit';
import { beforeEach, describe, expect, it } from 'vitest';
import { requestToken, rowsOf, type SignedIn, signIn } from './signed-in.js';

type Body = Record<string, unknown>;
let halo: SignedIn;
beforeEach(async () => {
  halo = await signIn();
});
const body = (answer: { readonly body: unknown }): Body => answer.body as Body;
const post = async (path: string, record: Body): Promise<Body> => body(await halo.post(path, [record]));
const get = async (path: string): Promise<Body> => body(await halo.get(path));
const paged = 'pageinate=true&page_no=1&page_size=100';

describe('ids', () => {
  it(`of lookups repeat from one kind to the next ${verifies('lookups.rows-of-one-kind')}`, async () => {
    const rows = rowsOf(await halo.get('/Lookup'));
    expect(new Set(rows.map(({ id }) => id)).size).toBeLessThan(rows.length);
    expect(new Set(rows.map(({ lookupid, id }) => `${String(lookupid)} ${String(id)}`)).size).toBe(rows.length);
  });

  it(`of the tree of teams repeat, and the GUIDs of its nodes do not ${verifies('teams.tree-key')}`, async () => {
    await post('/Team', { id: 1, agents: [{ id: 1, name: 'One of the same number' }] });
    const nodes = rowsOf(await halo.get('/Team/Tree')).flatMap((team) => [team, ...(team.agents as Body[])]);
    expect(new Set(nodes.map(({ id }) => id)).size).toBeLessThan(nodes.length);
    const known = new Set(nodes.map(({ use, id }) => `${String(use)} ${String(id)}`));
    expect(new Set(nodes.map(({ guid }) => guid)).size).toBe(known.size);
    expect(nodes.every(({ guid }) => /^[0-9a-f-]{36}$/.test(String(guid)))).toBe(true);
  });

  it(`are no part of the rows of variable groups ${verifies('runbook-variable-groups.key')}`, () => {
    expect(findResource('integrationRunbookVariableGroups')!.key).toEqual(['value']);
  });

  it(`of roles are GUIDs with a number beside them ${verifies('roles.guid-and-number')}`, async () => {
    for (const role of rowsOf(await halo.get('/Roles'))) {
      expect(role.id).toMatch(/^[0-9a-f-]{36}$/);
      expect(role.id_int).toEqual(expect.any(Number));
    }
  });
});

describe('a ticket', () => {
  it(`has the dates of its SLA, and targetdate where it is a project ${verifies('tickets.targetdate-unused')}`, async () => {
    for (const row of rowsOf(await halo.get(`/Tickets?${paged}`), 'tickets'))
      expect(row).toMatchObject({ respondbydate: expect.any(String) as string, fixbydate: expect.any(String) as string });
    const large = await signIn({ behaviours: { 'tickets.expanded-detail': true } });
    expect(body(await large.get('/Tickets/1234')).targetdate).toBe('1900-01-01T00:00:00');
    const targetdate = '2026-12-24T12:00:00';
    for (const path of ['/Projects', '/Opportunities'])
      expect(await post(path, { summary: 'x', targetdate })).toMatchObject({ targetdate });
  });

  it(`keeps its priority where it is given one of another SLA ${verifies('priorities.own-sla')}`, async () => {
    const { id: second } = await post('/SLA', { name: 'Second' });
    await post('/Priority', { slaid: second, priorityid: 9, name: 'Of the second' });
    await post('/Priority', { slaid: second, priorityid: 2, name: 'Of the second, with a number of the first' });
    const { id } = await post('/Tickets', { summary: 'x', priority_id: 9 });
    expect(await get(`/Tickets/${String(id)}`)).toMatchObject({ sla_id: 1, priority_id: 3 });
    expect(await post('/Tickets', { id, priority_id: 2 })).toMatchObject({ priority_id: 2 });
    expect(await post('/Tickets', { id, priority_id: 9 })).toMatchObject({ priority_id: 2 });
    expect(await post('/Tickets', { id, sla_id: second, priority_id: 9 })).toMatchObject({ priority_id: 9 });
  });

  it(`drops custom fields whose names have other signs ${verifies('custom-fields.plain-names')}`, async () => {
    const customfields = [
      { name: 'CFregion', value: 'North' },
      { name: 'CF my-region', value: 'South' },
      { id: 45, name: 'CF of its own id', value: 'East' },
    ];
    const { id } = await post('/Tickets', { summary: 'x', customfields });
    const { customfields: kept } = await get(`/Tickets/${String(id)}?includedetails=true`);
    expect((kept as Body[]).map(({ value }) => value)).toEqual(['North', 'East']);
  });

  it(`shows the custom fields of its type alone, where the tenant is so ${verifies('custom-fields.of-the-type')}`, async () => {
    const strict = await signIn({ behaviours: { 'custom-fields.of-the-type': true } });
    const fields = [{ technew: 1, fieldinfo: { name: 'CFregion', label: 'Region', custom: 1 } }];
    const type = body(await strict.post('/TicketType', [{ name: 'With a region', fields }]));
    const customfields = [
      { name: 'CFregion', value: 'North' },
      { name: 'CFother', value: 'x' },
    ];
    const shown = async (tickettype_id: unknown): Promise<unknown> => {
      const { id } = body(await strict.post('/Tickets', [{ summary: 'x', tickettype_id, customfields }]));
      return body(await strict.get(`/Tickets/${String(id)}?includedetails=true`)).customfields;
    };
    expect(await shown(type.id)).toMatchObject([{ name: 'CFregion', value: 'North' }]);
    expect(await shown(1)).toEqual([]);
  });
});

describe('values', () => {
  it(`of statuses and outcomes are those of every tenant ${verifies('statuses.type-codes', 'outcomes.built-in')}`, async () => {
    const statuses = rowsOf(await halo.get('/Status'));
    expect(statuses.every(({ type }) => [0, 1, 2, 3].includes(Number(type)))).toBe(true);
    expect(statuses.flatMap((row) => Object.keys(row).filter((name) => /closed/i.test(name)))).toEqual([]);
    const outcomes = rowsOf(await halo.get('/Outcome?showhidden=true'));
    expect(outcomes.find(({ id }) => id === 0)?.outcome).toBe('Email Update');
    expect(await get('/Outcome/0')).toMatchObject({ id: 0, outcome: 'Email Update' });
    expect(await post('/Actions', { ticket_id: 1234, outcome_id: 0, note: 'x' })).toMatchObject({ outcome_id: 0, outcome: 'Email Update' });
  });

  it(`that stand for nothing are kept as they are sent ${verifies('type.stand-ins')}`, async () => {
    const made = await post('/Tickets', { summary: 'x', impact: 0, urgency: 0, contract_id: -1 });
    expect(made).toMatchObject({ impact: 0, urgency: 0, contract_id: -1 });
    const user = await post('/Users', { name: 'Ann', site_id: 2, linked_agent_id: 0 });
    expect(await get(`/Users/${String(user.id)}`)).toMatchObject({ linked_agent_id: 0 });
  });

  it(`of a user have these names ${verifies('users.fields')}`, async () => {
    const fields = { name: 'ann', emailaddress: 'ann@acme.example', inactive: true, neversendemails: true, isserviceaccount: true };
    const { id } = await post('/Users', { ...fields, site_id: 2, linked_agent_id: 10 });
    expect(await get(`/Users/${String(id)}`)).toMatchObject({ ...fields, linked_agent_id: 10 });
  });

  it(`of runbooks are kept: what a step does, and how a caller signs ${verifies('runbooks.action-codes', 'runbooks.inbound-signature')}`, async () => {
    const steps = [1, 2, 3, 18].map((action, at) => ({ id: at + 1, type: 2, name: `Step ${at}`, automatic_action: action }));
    const made = await post('/Webhook', { name: 'Signed', type: 1, steps, inbound_authentication_type: 2 });
    expect(await get(`/Webhook/${String(made.id)}?includedetails=true`)).toMatchObject({ inbound_authentication_type: 2, steps });
  });
});

describe('the server', () => {
  it(`has the to-dos of agents among the appointments ${verifies('todos.are-appointments')}`, async () => {
    const { id } = await post('/Appointment', {
      subject: 'Call',
      is_task: true,
      start_date: '2026-11-30T08:00:00',
      end_date: '2026-11-30T09:00:00',
    });
    const rows = rowsOf(await halo.get(`/Appointment?${paged}`), 'appointments');
    expect(rows.find((row) => row.id === id)).toMatchObject({ is_task: true });
    expect(rowsOf(await halo.get('/ToDo'))).toEqual([]);
  });

  it(`makes and closes a ticket for time that has none ${verifies('timesheet-events.quick-time')}`, async () => {
    const times = { start_date: '2026-11-30T08:00:00', end_date: '2026-11-30T08:30:00' };
    const before = halo.sandbox.control.records('tickets').length;
    await post('/TimesheetEvent', { ...times, agent_id: '11', subject: 'A word on the phone', ticket_id: null });
    const [ticket] = halo.sandbox.control.records('tickets').filter(({ summary }) => summary === 'A word on the phone');
    expect(ticket).toMatchObject({ agent_id: 11, status_id: 9, hasbeenclosed: true });
    const actions = rowsOf(await halo.get(`/Actions?ticket_id=${String(ticket!.id)}`), 'actions');
    expect(actions).toContainEqual(expect.objectContaining({ timetaken: 0.5, who_agentid: 11 }));
    await post('/TimesheetEvent', { ...times, agent_id: '11', subject: 'Of no ticket' });
    expect(halo.sandbox.control.records('tickets')).toHaveLength(before + 1);
  });

  it(`answers a post with an object, or with an array where that is asked for ${verifies('post.answer-forms')}`, async () => {
    expect(await post('/Tags', { text: 'one' })).toMatchObject({ text: 'one' });
    expect((await halo.post('/Tags?returnall=true', [{ text: 'two' }])).body).toMatchObject([{ text: 'two' }]);
  });

  it(`has error bodies of several forms ${verifies('error.further-bodies')}`, async () => {
    const forms: unknown[] = [
      (await halo.get('/Invoice/lines')).body,
      body(await halo.post('/Actions', [{ ticket_id: 1234, note: 'x' }])).ClassName,
      (await halo.get('/Tickets/probe')).body,
    ];
    expect(forms).toEqual(['Parameter client_id must be included', 'System.Exception', { id: ["The value 'probe' is not valid."] }]);
    halo.sandbox.control.faults.add({ kind: 'status', status: 400, body: 'no JSON', operation: 'tickets.get' });
    expect((await halo.get('/Tickets/1234')).text).toBe('no JSON');
  });

  it(`answers 400 to a token request for its credentials, and to others for what they say ${verifies('error.400-is-no-sign-in')}`, async () => {
    expect(await requestToken(halo.sandbox, { grant_type: 'password', username: 'nobody', password: 'x' })).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant' },
    });
    expect((await halo.post('/Tickets', [{}])).status).toBe(400);
    expect((await halo.get('/Tickets/1234')).status).toBe(200);
  });
});

describe('an API key', () => {
  it(`opens the API but for posts of actions, where the sandbox has one ${verifies('auth.api-key')}`, async () => {
    const sandbox = createSandbox({
      seed: 'small',
      applications: [
        { clientId: 'a', clientSecret: 'a', apiKey: 'open', agentId: 11 },
        { clientId: 'b', clientSecret: 'b', apiKey: 'narrow', scopes: ['read:tickets'] },
        { clientId: 'c', clientSecret: 'c' },
      ],
    });
    const ask = async (key: string, method: string, path: string, record?: Body): Promise<number> => {
      const headers = { 'x-halo-api-key': key, 'content-type': 'application/json' };
      const answer = await sandbox.fetch(`http://sandbox.test/api${path}`, {
        method,
        headers,
        ...(record && { body: JSON.stringify([record]) }),
      });
      return answer.status;
    };
    expect(await ask('open', 'GET', '/KBArticle')).toBe(200);
    expect(await ask('open', 'GET', '/Agent/me')).toBe(200);
    expect(await ask('open', 'POST', '/Tickets', { summary: 'By key' })).toBe(201);
    expect(await ask('open', 'GET', '/Actions?ticket_id=1234')).toBe(200);
    expect(await ask('open', 'POST', '/Actions', { ticket_id: 1234, outcome_id: 1, note: 'x' })).toBe(401);
    expect(await ask('narrow', 'GET', '/Tickets')).toBe(200);
    expect(await ask('narrow', 'POST', '/Tickets', { summary: 'x' })).toBe(403);
    for (const key of ['', 'undefined', 'opens', 'OPEN']) expect(await ask(key, 'GET', '/Tickets')).toBe(401);
    expect(JSON.stringify(sandbox.control.records('applications'))).not.toMatch(/open"|narrow/);
  });

  it('opens nothing where the sandbox was given none', async () => {
    const headers = { 'x-halo-api-key': 'sandbox' };
    expect((await halo.sandbox.fetch('http://sandbox.test/api/Tickets', { headers })).status).toBe(401);
  });
});

describe('SQL', () => {
  const rows = async (sql: string): Promise<Body[]> =>
    ((await post('/Report', { sql, _loadreportonly: true })).report as { rows: Body[] }).rows;
  const failure = async (sql: string): Promise<unknown> =>
    ((await post('/Report', { sql, _loadreportonly: true })).report as Body).load_error;

  it(`joins tickets with their type, agent and client ${verifies('reports.ticket-columns')}`, async () => {
    const [row] = await rows(
      `SELECT TOP 1 f.Faultid AS id, f.dateoccured AS opened, f.datecleared AS closed, t.rtdesc AS type, t.RTIsProject AS project,
        t.RTIsOpportunity AS sale, u.uname AS agent, a.aareadesc AS client, s.Sname AS site
       FROM FAULTS f JOIN REQUESTTYPE t ON t.RTid = f.RequestTypeNew JOIN UNAME u ON u.Unum = CAST(f.Assignedtoint AS int)
       JOIN AREA a ON a.Aarea = f.Areaint JOIN SITE s ON s.Ssitenum = f.sitenumber WHERE f.Faultid = 1234`,
    );
    const ticket = await get('/Tickets/1234');
    const type = (await get(`/TicketType/${String(ticket.tickettype_id)}`)).name;
    expect(row).toMatchObject({ id: 1234, client: ticket.client_name, type, project: false, sale: false });
    expect(row!.opened).toEqual(expect.any(String));
    expect(await rows('SELECT rtdesc AS name FROM REQUESTTYPE WHERE RTIsOpportunity = 1')).toEqual([{ name: 'Opportunity' }]);
    for (const column of ['Fclosed', 'Closeddate'])
      expect(await failure(`SELECT ${column} FROM FAULTS`)).toBe(`Invalid column name '${column}'.`);
  });

  it(`identifies actions by their ticket and number, and adds invoices up ${verifies('reports.action-columns')}`, async () => {
    const keys = await rows(
      'SELECT Faultid AS ticket, actionnumber AS number, ActionContractID AS contract, ActionChargeHours AS hours FROM ACTIONS',
    );
    expect(new Set(keys.map(({ ticket, number }) => `${String(ticket)}-${String(number)}`)).size).toBe(keys.length);
    expect(keys.length).toBeGreaterThan(1);
    const [sum] = await rows('SELECT TOP 1 IHid AS id, IHAmountDue + IHAmountPaid AS total FROM INVOICEHEADER ORDER BY IHid DESC');
    expect(Number((await get(`/Invoice/${String(sum!.id)}`)).total)).toBeCloseTo(Number(sum!.total), 2);
  });
});
