import { findResource } from 'halopsa-catalogue';
import { verifies } from 'halopsa-testkit';
import { beforeEach, describe, expect, it } from 'vitest';
import { rowsOf, type SignedIn, signIn } from './signed-in.js';

type Body = Record<string, unknown>;
let halo: SignedIn;
beforeEach(async () => {
  halo = await signIn({ seed: 'small' });
});
const with_ = (id: string): Promise<SignedIn> => signIn({ seed: 'small', behaviours: { [id]: true } });
const body = (answer: { readonly body: unknown }): Body => answer.body as Body;

describe('dates', () => {
  it(`have seven digits and a zone in the answer to a post, fewer and none when read ${verifies('post.answer-dates')}`, async () => {
    const exact = await with_('post.answer-dates');
    const made = body(await exact.post('/Tickets', [{ summary: 'x', dateoccurred: '2026-08-12T15:54:54.219Z' }]));
    expect(made.dateoccurred).toBe('2026-08-12T15:54:54.2190000Z');
    expect(body(await exact.get(`/Tickets/${String(made.id)}`)).dateoccurred).toBe('2026-08-12T15:54:54.219');
  });

  it(`are taken in every form in which they come ${verifies('type.date-forms')}`, async () => {
    const stored = async (dateoccurred: string): Promise<unknown> =>
      body(await halo.post('/Tickets', [{ summary: 'x', dateoccurred }])).dateoccurred;
    expect(await stored('2026-10-25T19:13:41')).toMatch(/^2026-10-25T19:13:41/);
    expect(await stored('2026-10-25T19:13:41.48')).toMatch(/^2026-10-25T19:13:41\.48/);
    expect(await stored('2026-10-25T19:13:41.4892555+00:00')).toMatch(/^2026-10-25T19:13:41\.489/);
    expect(await stored('2026-10-25T21:13:41.4892555+02:00')).toMatch(/^2026-10-25T19:13:41\.489/);
  });

  it(`that are not set stand in three ways on one ticket ${verifies('tickets.empty-dates')}`, async () => {
    const large = await with_('tickets.expanded-detail');
    const made = body(await large.post('/Tickets', [{ summary: 'x' }]));
    expect(body(await large.get(`/Tickets/${String(made.id)}`))).toMatchObject({
      deadlinedate: '1900-01-01T00:00:00',
      auditdate: '1899-12-30T00:00:00',
      lastincomingemail: '0001-01-01T00:00:00',
    });
  });
});

describe('rows', () => {
  it(`of statuses have what a client draws ${verifies('statuses.row-fields')}`, async () => {
    const rows = rowsOf(await halo.get('/Status'));
    expect(rows.length).toBeGreaterThan(5);
    for (const row of rows)
      expect(Object.keys(row)).toEqual(expect.arrayContaining(['id', 'name', 'shortname', 'type', 'sequence', 'colour']));
  });

  it(`of projects are projects and their tasks, which point to a milestone ${verifies('projects.tasks-among-them', 'projects.milestones')}`, async () => {
    const milestones = [{ id: 1, name: 'Go live', start_date: '2026-03-01T00:00:00', target_date: '2026-04-01T00:00:00' }];
    const project = body(await halo.post('/Projects', [{ summary: 'Move', milestones }]));
    const task = body(await halo.post('/Projects', [{ summary: 'Pack', parent_id: project.id, milestone_id: 1 }]));
    const ids = rowsOf(await halo.get('/Projects?pageinate=true&page_no=1&page_size=100'), 'tickets').map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining([project.id, task.id]));
    expect(body(await halo.get(`/Projects/${String(project.id)}?includedetails=true`))).toMatchObject({ milestones });
    expect(body(await halo.get(`/Projects/${String(task.id)}`))).toMatchObject({ parent_id: project.id, milestone_id: 1 });
  });

  it(`of quotations lack status and total until they are asked for ${verifies('quotations.rows-on-request')}`, async () => {
    const slim = await with_('quotations.rows-on-request');
    await slim.post('/Quotation', [{ client_id: 2, status: 1, expiry_date: '2026-12-01T00:00:00', title: 'x' }]);
    const [row] = rowsOf(await slim.get('/Quotation?order=id&orderdesc=true'), 'quotes');
    expect(row).not.toHaveProperty('status');
    const [whole] = rowsOf(await slim.get('/Quotation?order=id&orderdesc=true&include_details=true'), 'quotes');
    expect(whole).toMatchObject({ status: 1, total: 0 });
  });

  it(`without an id are identified by other fields ${verifies('asset-type-infos.key', 'workflow-steps.key', 'online-statuses.key')}`, () => {
    const keyOf = (attribute: string): readonly string[] => findResource(attribute)!.key;
    expect(['assetTypeInfos', 'workflowSteps', 'onlineStatuses'].map(keyOf)).toEqual([
      ['typeinfo_id', 'id'],
      ['fdid', 'step_id'],
      ['techID'],
    ]);
  });
});

describe('flags of the web client', () => {
  it(`are known of lists and details, and answered ${verifies('users.list-flags', 'assets.list-flags', 'reports.list-flags', 'invoices.list-flags', 'detail.flags')}`, async () => {
    const sent: readonly (readonly [attribute: string, verb: string, path: string])[] = [
      ['users', 'list', '/Users?onlyusers=true&includeserviceaccount=false&exclude_generaluser=true&exclude_agents=true'],
      ['assets', 'list', '/Asset?globalSearchID=1&includechildren=true&convert_date_assetfields_to_iso=true&convert_int_assetfield=true'],
      ['reports', 'list', '/Report?reportgroup_id=0&type=0&order=name'],
      [
        'invoices',
        'list',
        '/Invoice?includeinvoices=true&includecredits=false&paymentstatuses=0,-1&invoicedatestart=2020-01-01T00:00:00.000Z',
      ],
      ['recurringInvoices', 'list', '/RecurringInvoice?includelines=true&includeinactive=true'],
      ['ticketTypes', 'list', '/TicketType?isrtconfig=true&includeconfig=true'],
      ['categories', 'list', '/Category?showall=true&type_id=1'],
      ['outcomes', 'list', '/Outcome?showhidden=true&access_control_level=2'],
      ['lookups', 'list', '/Lookup?lookupid=17&showallcodes=true'],
      ['ticketApprovals', 'list', '/TicketApproval?mine=true'],
    ];
    for (const [attribute, verb, path] of sent) {
      const known = Object.keys(findResource(attribute)!.operations[verb]!.query);
      const names = [...new URL(path, 'https://x').searchParams.keys()];
      expect([attribute, names.filter((name) => !known.includes(name))]).toEqual([attribute, []]);
      expect([attribute, (await halo.get(path)).status]).toEqual([attribute, 200]);
    }
  });
});

describe('writes', () => {
  it(`of an action with an outcome that is not there are refused ${verifies('actions.outcome-not-allowed')}`, async () => {
    const answer = await halo.post('/Actions', [{ ticket_id: 1234, outcome_id: 999, note: 'x' }]);
    expect([answer.status, body(answer).Message]).toEqual([400, 'You do not have access to this Action at the moment']);
  });

  it(`of chargeable hours are taken without a rate ${verifies('actions.charge-hours-need-rate')}`, async () => {
    const made = body(await halo.post('/Actions', [{ ticket_id: 1234, outcome_id: 1, note: 'x', timetaken: 1, actionchargehours: 1 }]));
    expect(made.actionchargehours).toBe(1);
  });

  it(`that give an appointment to another agent can give it a new id ${verifies('appointments.new-id')}`, async () => {
    const moving = await with_('appointments.new-id');
    const made = body(await moving.post('/Appointment', [{ subject: 'x', agent_id: 2, start_date: '2026-03-01T09:00:00' }]));
    await moving.post('/Appointment', [{ id: made.id, subject: 'y' }]);
    expect(body(await moving.get(`/Appointment/${String(made.id)}`)).subject).toBe('y');
    const moved = body(await moving.post('/Appointment', [{ id: made.id, agent_id: 3 }]));
    expect(moved).toMatchObject({ subject: 'y', agent_id: 3 });
    expect(body(await moving.get(`/Appointment/${String(moved.id)}`)).id).toBe(moved.id);
    expect(moved.id).not.toBe(made.id);
    expect((await moving.get(`/Appointment/${String(made.id)}`)).status).toBe(404);
    expect(moving.sandbox.control.records('appointments').some(({ subject, agent_id: agent }) => subject === 'y' && agent === 3)).toBe(
      true,
    );
  });

  it(`of a timesheet without a day break the server ${verifies('timesheets.wrong-shape-500')}`, async () => {
    const strict = await with_('timesheets.wrong-shape-500');
    expect((await strict.post('/Timesheet', [{ agent_id: 2, hours: 8, ticket_id: 1234 }])).status).toBe(500);
    expect((await strict.post('/Timesheet', [{ agent_id: 2, date: '2026-03-01T00:00:00', workdayid: 1, work_hours: 8 }])).status).toBe(201);
  });

  it(`take the number of the phone that a user prefers ${verifies('users.phone-preference')}`, async () => {
    for (const telpref of [1, 2, 3, 4])
      expect(body(await halo.post('/Users', [{ name: `Pat ${telpref}`, site_id: 5, telpref }])).telpref).toBe(telpref);
  });

  it(`of a document without its id and guid make a copy ${verifies('clone.by-document')}`, async () => {
    for (const [path, name] of [
      ['/Report', { name: 'Open', sql: 'SELECT TOP 1 Faultid FROM Faults' }],
      ['/Workflow', { name: 'Flow', steps: [{ id: 1, isstart: true, name: 'Start' }] }],
      ['/Webhook', { name: 'Runbook', type: 1, steps: [] }],
    ] as const) {
      const made = body(await halo.post(path, [name]));
      const { id: _, guid: __, published_id: ___, ...document } = body(await halo.get(`${path}/${String(made.id)}?includedetails=true`));
      const copy = body(await halo.post(path, [{ ...document, name: `${name.name} 2` }]));
      expect([path, copy.id === undefined || copy.id === made.id]).toEqual([path, false]);
      expect(copy).toMatchObject({ ...name, name: `${name.name} 2` });
    }
    expect((await halo.get('/Workflow/999999')).status).toBe(404);
  });

  it(`of an invoice status without a type show the database ${verifies('error.sql-515-invoice-status')}`, async () => {
    const strict = await with_('error.sql-515-invoice-status');
    const answer = await strict.post('/InvoiceStatus', [{ status_name: 'Held' }]);
    expect([answer.status, body(answer).Message]).toEqual([400, expect.stringContaining("column 'ISType'")]);
    expect((await strict.post('/InvoiceStatus', [{ status_name: 'Held', type: 0 }])).status).toBe(201);
  });
});

describe('people of a client', () => {
  it(`come with it, with a password that is shown once ${verifies('clients.first-contact')}`, async () => {
    const told = await with_('clients.first-contact');
    const made = body(await told.post('/Client', [{ name: 'New Ltd' }]));
    const password = /"new_password":"([^"]+)"/.exec(JSON.stringify(made))?.[1];
    expect(password).toMatch(/.{8}/);
    expect((await told.get(`/Client/${String(made.id)}?includedetails=true`)).text).not.toContain(password);
  });

  it(`who are general cannot be deleted ${verifies('users.general-stays')}`, async () => {
    const made = body(await halo.post('/Users', [{ name: 'General User', site_id: 5 }]));
    const answer = await halo.delete(`/Users/${String(made.id)}`);
    expect([answer.status, answer.body]).toEqual([400, 'General Users cannot be deleted']);
  });
});

describe('names', () => {
  it(`of two fields differ between a read and the answer to a post ${verifies('tickets.names-by-route')}`, async () => {
    const other = await with_('tickets.names-by-route');
    const made = body(await other.post('/Tickets', [{ summary: 'x', category_1: 'Hardware' }]));
    expect(made).toHaveProperty('category_1', 'Hardware');
    const read = body(await other.get(`/Tickets/${String(made.id)}`));
    expect([read.category1, read.category_1]).toEqual(['Hardware', undefined]);
  });

  it(`of built-in outcomes are the same on every tenant ${verifies('outcomes.built-in')}`, async () => {
    const rows = rowsOf(await halo.get('/Outcome?showhidden=true'));
    expect(rows.find(({ id }) => id === 7)?.outcome).toMatch(/note/i);
    expect(rows.find(({ id }) => id === 16)?.outcome).toBe('Email User');
  });
});
