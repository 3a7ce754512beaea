import { HaloClient, type HaloNotTakenWarning, warningsOf } from 'halopsa';
import { findSchema } from 'halopsa-catalogue/schemas';
import { createSandbox } from 'halopsa-sandbox';
import { afterAll, describe, expect, it } from 'vitest';
import { compareTaken } from '../src/write/not-taken.js';
import { inProcess } from './tenant.js';

type Fields = Record<string, unknown>;

const lost = (schema: string, sent: Fields, found: Fields): string[] =>
  Object.keys(compareTaken(sent, found, findSchema(schema)!).notTaken);

describe('a value that Halo stores in another form is taken', () => {
  it.each([
    ['no agent as Unassigned (N6.8)', 'Ticket', { agent_id: null }, { agent_id: 1 }],
    ['agent 0 as Unassigned', 'Ticket', { agent_id: 0 }, { agent_id: 1 }],
    ['agent -1 as Unassigned', 'Ticket', { agent_id: -1 }, { agent_id: 1.0 }],
    ['agent "0" as Unassigned', 'Ticket', { agent_id: '0' }, { agent_id: 1 }],
    ['Unassigned as none', 'Ticket', { agent_id: 1 }, { agent_id: null }],
    ['no contract as -1 (N0.4)', 'Ticket', { contract_id: null }, { contract_id: -1 }],
    [
      'a moment of seven digits and Z (N0.2)',
      'Ticket',
      { dateoccurred: '2024-08-12T15:54:54' },
      { dateoccurred: '2024-08-12T15:54:54.2199844Z' },
    ],
    ['seven digits as three', 'Ticket', { dateoccurred: '2024-08-12T15:54:54.2199844Z' }, { dateoccurred: '2024-08-12T15:54:54.22' }],
    [
      'a moment of a zone as UTC',
      'Ticket',
      { dateoccurred: '2024-08-12T17:54:54+02:00' },
      { dateoccurred: '2024-08-12T15:54:54.0000000Z' },
    ],
    ['a day as its midnight', 'Ticket', { targetdate: '2024-08-12' }, { targetdate: '2024-08-12T00:00:00' }],
    ['no date as one of the three for none (N0.3)', 'Ticket', { targetdate: null }, { targetdate: '1900-01-01T00:00:00' }],
    ['an id as a double (N6.10)', 'User', { site_id: 18 }, { site_id: 18.0 }],
    ['an id as the text of a double', 'User', { site_id: 18 }, { site_id: '18.0' }],
    ['the text of an id as a number', 'User', { site_id: '18' }, { site_id: 18 }],
    ['minus nought as nought (N0.4)', 'Ticket', { estimate: 0 }, { estimate: -0 }],
    ['an empty text as null', 'Ticket', { details: '' }, { details: null }],
    ['null as an empty text', 'Ticket', { details: null }, { details: '' }],
    ['an empty text as a field left out', 'Ticket', { details: '' }, {}],
    ['a team by its name, answered with name and id', 'Ticket', { team: 'Service Desk' }, { team: 'Service Desk', team_id: 3 }],
    ['a team by its id, answered with its name', 'Ticket', { team_id: 3 }, { team: 'Service Desk' }],
    ['no agent of another record (agent 1 is Unassigned everywhere)', 'Quotation', { agent_id: null }, { agent_id: 1 }],
    ['no account manager', 'Client', { accountmanagertech: null }, { accountmanagertech: 1 }],
    ['no assigned agent', 'SalesOrder', { assigned_agent: 0 }, { assigned_agent: 1 }],
    ['no agent of a template', 'TicketTemplate', { agent_id: -1 }, { agent_id: 1 }],
    ['no client as Unknown (N6.8)', 'Ticket', { client_id: null }, { client_id: 1 }],
    [
      'the day of a timesheet, whose time means nothing (N4.4)',
      'Timesheet',
      { date: '2026-11-30T09:00:00' },
      { date: '2026-11-30T00:00:00' },
    ],
    [
      'lines that came from another record',
      'Quotation',
      { lines: [{ id: 1, qhid: 7, quantity: 3 }] },
      { id: 12, lines: [{ id: 1, qhid: 12, quantity: 3 }] },
    ],
    ['a status as a double', 'Ticket', { status_id: '9' }, { status_id: 9.0 }],
  ] as [string, string, Fields, Fields][])('%s', (_, schema, sent, found) => {
    expect(lost(schema, sent, found)).toEqual([]);
  });

  it.each([
    ['an agent that stayed', { agent_id: null }, { agent_id: 7 }],
    ['an agent that became none', { agent_id: 7 }, { agent_id: 1 }],
    ['a status kept by a workflow', { status_id: 9 }, { status_id: 1 }],
    ['a status of 1, which is a status', { status_id: null }, { status_id: 1 }],
    ['a moment of another second', { dateoccurred: '2024-08-12T15:54:54' }, { dateoccurred: '2024-08-12T15:54:56.2199844Z' }],
    ['an id beside the one sent', { site_id: 18 }, { site_id: 19.0 }],
    ['a text that was not emptied', { details: '' }, { details: 'still there' }],
    ['another team', { team: 'Service Desk' }, { team: 'Projects', team_id: 4 }],
    ['another team by its id', { team_id: 3 }, { team: 'Projects', team_id: 4 }],
  ] as [string, Fields, Fields][])('but not %s', (_, sent, found) => {
    expect(lost('Ticket', sent, found)).toEqual(Object.keys(sent));
  });
});

it.each([
  ['Timesheet', { date: '2026-11-30T09:00:00' }, { date: '2026-12-01T00:00:00' }],
  ['Quotation', { lines: [{ id: 1, qhid: 7, quantity: 3 }] }, { id: 12, lines: [{ id: 1, qhid: 12, quantity: 4 }] }],
  ['Quotation', { lines: [{ id: 1, item_id: 7 }] }, { id: 12, lines: [{ id: 1, item_id: 8 }] }],
  ['Quotation', { agent_id: 5 }, { agent_id: 1 }],
] as [string, Fields, Fields][])('%s %j is not taken where %j stands', (schema, sent, found) => {
  expect(lost(schema, sent, found)).toEqual(Object.keys(sent));
});

describe('a field that the answer does not show', () => {
  const answering = (answer: object): HaloClient =>
    new HaloClient({
      tenantUrl: 'https://x.example',
      clientId: 'x',
      clientSecret: 'x',
      fetch: (async (input: string | URL | Request) =>
        Response.json(String(input).includes('/token') ? { access_token: 'x', expires_in: 3600 } : answer)) as typeof fetch,
    });
  const told = (record: object): unknown[] =>
    warningsOf(record).map((warning) => [
      warning.name,
      'fields' in warning && !Array.isArray(warning.fields) ? Object.keys(warning.fields) : warning.fields,
    ]);

  it.each([
    [
      {
        customfields: [
          { name: 'CFNone', value: 'a' },
          { id: 7, value: 1 },
          { id: 8, value: null },
        ],
      },
      ['customfields.CFNone', 'customfields.7'],
    ],
    [{ agent_id: 5, summary: 'x' }, ['agent_id']],
  ])('is told: %j', async (patch, fields) => {
    const record = await answering({ id: 5, summary: 'x' })
      .resource('tickets')
      .update({ id: 5, ...patch }, { mergeCustomFields: false });
    expect(told(record)).toEqual([['HaloNotShownWarning', fields]]);
  });

  it('is not told where nothing was sent, where nobody sees it again, and where the record is read back', async () => {
    const nothing = { agent_id: null, details: '', customfields: [], closure_note: 'x', _force: true };
    expect(
      told(
        await answering({ id: 5 })
          .resource('tickets')
          .update({ id: 5, ...nothing }),
      ),
    ).toEqual([]);
    const read = await answering({ id: 5, summary: 'x' }).resource('tickets').update({ id: 5, agent_id: 5 }, { readBack: 'warn' });
    expect(told(read)).toEqual([['HaloNotTakenWarning', ['agent_id']]]);
  });
});

describe('against the sandbox', () => {
  const sandbox = createSandbox({ seed: 'demo' });
  const halo = inProcess(sandbox);
  afterAll(async () => {
    await halo.close();
    sandbox.close();
  });
  const notTakenBy = (record: object): string[] =>
    warningsOf(record).flatMap((warning) =>
      warning.name === 'HaloNotTakenWarning' ? Object.keys((warning as HaloNotTakenWarning).fields) : [],
    );

  it.each([null, 0, -1, 1])('a ticket made and changed with agent %s is as it was asked for', async (agent) => {
    const made = await halo.resource('tickets').create({ summary: 'No agent', agent_id: agent });
    expect(notTakenBy(made)).toEqual([]);
    expect(notTakenBy(await halo.resource('tickets').update({ id: made.id, agent_id: agent }))).toEqual([]);
  });

  it('a person with the client of the site is taken, and with another client is not', async () => {
    const site = sandbox.control.records('sites').find(({ client_id }) => Number(client_id) > 1)!;
    const person = { name: 'Ann Example', site_id: site['id'] };
    expect(notTakenBy(await halo.resource('users').create({ ...person, client_id: site['client_id'] }))).toEqual([]);
    const other = sandbox.control.records('clients').find(({ id }) => id !== Number(site['client_id']) && Number(id) > 1)!;
    expect(notTakenBy(await halo.resource('users').create({ ...person, client_id: other['id'] }))).toEqual(['client_id']);
  });

  it('a team is taken by its name and by its id', async () => {
    const [team] = sandbox.control.records('teams');
    for (const named of [{ team: team!['name'] }, { team_id: team!['id'] }, { team: team!['name'], team_id: team!['id'] }])
      expect(notTakenBy(await halo.resource('tickets').create({ summary: 'For a team', ...named })), JSON.stringify(named)).toEqual([]);
  });
});
