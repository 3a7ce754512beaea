import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Desk } from './support/desk.js';
import { talk } from './support/mcp-client.js';

/** What an assistant may spend on a task: calls, and tokens of answers in sum, at four characters a token. */
const most = { calls: 3, tokens: 2500 };
const charactersPerToken = 4;

type Row = Readonly<Record<string, unknown>>;
type Call = (name: string, input?: Record<string, unknown>) => Promise<Row>;
type Operation = (id: string, input: Record<string, unknown>) => Promise<Row>;

interface Task {
  readonly task: string;
  /** What the assistant does; it knows the list of tools, and what earlier answers said. */
  readonly work: (call: Call, operation: Operation) => Promise<unknown>;
  /** What is there afterwards, read past the server. */
  readonly done: (desk: Desk, answer: unknown) => unknown;
  readonly is: unknown;
}

const rowOf = ({ sandbox }: Desk, resource: string, fits: (row: Row) => boolean): Row =>
  (sandbox.control.records(resource) as readonly Row[]).find(fits) ?? {};
const ticket = (desk: Desk, id: number): Row => rowOf(desk, 'tickets', (row) => row['id'] === id);
const noteOf = (desk: Desk, id: number, note: string): Row =>
  rowOf(desk, 'actions', (row) => row['ticket_id'] === id && String(row['note']).includes(note));
const first = (answer: Row, list: string): Row => (answer[list] as Row[])[0] ?? {};

const tasks: readonly Task[] = [
  {
    task: 'Create a ticket for Acme and assign it to Tara Underwood',
    work: (call) => call('create_ticket', { summary: 'Server down', client: 'Acme', agent: 'Tara Underwood' }),
    done: (desk) => rowOf(desk, 'tickets', ({ summary }) => summary === 'Server down'),
    is: { client_id: 2, agent_id: 10 },
  },
  {
    task: 'Triage ticket 1234: set priority and team',
    async work(call) {
      await call('get_ticket', { id: 1234, actions: 3 });
      return call('update_ticket', { id: 1234, priority: 'High', team: '2nd Line Support' });
    },
    done: (desk) => ticket(desk, 1234),
    is: { priority_id: 2, team: '2nd Line Support' },
  },
  {
    task: 'Reassign ticket 1234 to Tara Underwood',
    work: (call) => call('update_ticket', { id: 1234, agent: 'Tara Underwood' }),
    done: (desk) => ticket(desk, 1234),
    is: { agent_id: 10 },
  },
  {
    task: 'Log half an hour on ticket 1234',
    work: (_, operation) =>
      operation('actions.upsert', {
        json_body: [{ ticket_id: 1234, note: 'Replaced the cable', timetaken: 0.5, outcome: 'Private Note' }],
      }),
    done: (desk) => noteOf(desk, 1234, 'Replaced the cable'),
    is: { timetaken: 0.5 },
  },
  {
    task: 'Find the open tickets that are past their fix-by date',
    work: (call) =>
      call('run_sql_query', {
        sql: 'SELECT TOP 10 Faultid, Symptom, FixByDate FROM Faults WHERE Status <> 9 AND FixByDate < GETDATE() ORDER BY FixByDate',
      }),
    done: (_, answer) => (answer as { count: number }).count > 0,
    is: true,
  },
  {
    task: 'Summarise the client Acme: contact, open tickets, contracts',
    async work(call) {
      const found = await call('find_clients', { search: 'Acme' });
      await call('find_tickets', { client: 'Acme', open_only: true, page_size: 10 });
      await call('find_contracts', { client: 'Acme' });
      return first(found, 'clients');
    },
    done: (_, answer) => answer,
    is: { name: 'Acme' },
  },
  {
    task: 'Close ticket 1234 and say why',
    async work(call) {
      await call('add_ticket_note', { ticket_id: 1234, note: 'The cable was loose', hidden_from_user: false });
      return call('update_ticket', { id: 1234, status: 'Closed' });
    },
    done: (desk) => ({ ...ticket(desk, 1234), why: noteOf(desk, 1234, 'cable was loose')['note'] }),
    is: { status_id: 9, why: expect.stringContaining('The cable was loose') },
  },
  {
    task: 'Add a user to the head office of Acme',
    work: (_, operation) =>
      operation('users.upsert', {
        json_body: [
          {
            name: 'Nora Field',
            firstname: 'Nora',
            surname: 'Field',
            emailaddress: 'nora@acme.example',
            client: 'Acme',
            site: 'Head Office',
          },
        ],
      }),
    done: (desk) => rowOf(desk, 'users', ({ emailaddress }) => emailaddress === 'nora@acme.example'),
    is: { firstname: 'Nora', site_id: 3 },
  },
  {
    task: 'Look up the asset 000001 and whose it is',
    work: (call) => call('find_assets', { search: '000001' }),
    done: (_, answer) => first(answer as Row, 'assets'),
    is: { inventory_number: '000001', client_name: expect.any(String) },
  },
  {
    task: 'Answer ticket 1234 from the knowledge base',
    async work(call) {
      const found = await call('find_articles', { search: 'password', page_size: 5 });
      const { name } = await call('get_article', { id: first(found, 'articles')['id'] });
      return call('add_ticket_note', { ticket_id: 1234, note: `See our article: ${String(name)}`, hidden_from_user: false });
    },
    done: (desk) => noteOf(desk, 1234, 'See our article'),
    is: { note: expect.stringMatching(/password/i) },
  },
  {
    task: 'What did we invoice Acme?',
    work: (call) => call('find_invoices', { client: 'Acme' }),
    done: (_, answer) => first(answer as Row, 'invoices'),
    is: { client_name: 'Acme', total: expect.any(Number) },
  },
  {
    task: 'Which open tickets are mine?',
    work: (call) => call('find_tickets', { agent: 'me', open_only: true, page_size: 10 }),
    done: (_, answer) => typeof (answer as { record_count: number }).record_count,
    is: 'number',
  },
  {
    task: 'Which open tickets has nobody taken?',
    work: (call) => call('find_tickets', { agent: 'Unassigned', open_only: true, page_size: 10 }),
    done: (_, answer) => first(answer as Row, 'tickets'),
    is: { agent_name: 'Unassigned' },
  },
  {
    task: 'Leave a private note on ticket 1234',
    work: (call) => call('add_ticket_note', { ticket_id: 1234, note: 'Customer is on leave until Monday', hidden_from_user: true }),
    done: (desk) => noteOf(desk, 1234, 'on leave'),
    is: { hiddenfromuser: true },
  },
  {
    task: 'Start work on ticket 1234',
    work: (call) => call('update_ticket', { id: 1234, status: 'In Progress' }),
    done: (desk) => ticket(desk, 1234),
    is: { status_id: 2 },
  },
  {
    task: 'Make ticket 1234 critical',
    work: (call) => call('update_ticket', { id: 1234, priority: 'Critical' }),
    done: (desk) => ticket(desk, 1234),
    is: { priority_id: 1 },
  },
  {
    task: 'Correct the summary of ticket 1234',
    work: (call) => call('update_ticket', { id: 1234, summary: 'Shared folder is gone' }),
    done: (desk) => ticket(desk, 1234),
    is: { summary: 'Shared folder is gone' },
  },
  {
    task: 'Add the client Northern Lights',
    work: (_, operation) => operation('clients.upsert', { json_body: [{ name: 'Northern Lights', toplevel: 'Customers' }] }),
    done: (desk) => rowOf(desk, 'clients', ({ name }) => name === 'Northern Lights'),
    is: { name: 'Northern Lights' },
  },
  {
    task: 'Add a warehouse to Acme',
    work: (_, operation) => operation('sites.upsert', { json_body: [{ name: 'East Warehouse', client: 'Acme' }] }),
    done: (desk) => rowOf(desk, 'sites', ({ name }) => name === 'East Warehouse'),
    is: { client_id: 2 },
  },
  {
    task: 'Deactivate a user who has left',
    async work(call, operation) {
      const found = await call('find_users', { client: 'Acme', page_size: 5 });
      const { id } = first(found, 'users');
      await operation('users.upsert', { json_body: [{ id, inactive: true }] });
      return id;
    },
    done: (desk, id) => rowOf(desk, 'users', (row) => row['id'] === id),
    is: { inactive: true },
  },
  {
    task: 'Book a site visit for Tara Underwood on Friday morning',
    work: (_, operation) =>
      operation('appointments.upsert', {
        json_body: [
          { subject: 'Visit to Acme', agent: 'Tara Underwood', start_date: '2026-11-06T09:00:00Z', end_date: '2026-11-06T10:00:00Z' },
        ],
      }),
    done: (desk) => rowOf(desk, 'appointments', ({ subject }) => subject === 'Visit to Acme'),
    is: { agent_id: 10, start_date: expect.stringMatching(/^2026-11-06T09:00/) },
  },
  {
    task: 'Which statuses are there?',
    work: (call) => call('list_config', { kind: 'statuses' }),
    done: (_, answer) => JSON.stringify(answer).includes('On Hold'),
    is: true,
  },
  {
    task: 'How many tickets has each client?',
    work: (call) =>
      call('run_sql_query', { sql: 'SELECT TOP 10 Areaint, COUNT(*) AS tickets FROM Faults GROUP BY Areaint ORDER BY COUNT(*) DESC' }),
    done: (_, answer) => (answer as { count: number }).count,
    is: 10,
  },
  {
    task: 'When does the contract of Acme end?',
    work: (call) => call('find_contracts', { client: 'Acme' }),
    done: (_, answer) => first(answer as Row, 'contracts'),
    is: { client_name: 'Acme', end_date: expect.any(String) },
  },
  {
    task: 'Find the operation that changes the colour of a status, and what it takes',
    async work(call) {
      const found = await call('search_operations', { query: 'change a status' });
      return call('describe_operation', { id: first(found, 'operations')['id'] });
    },
    done: (_, answer) => JSON.stringify(answer).includes('"colour"'),
    is: true,
  },
];

const table: string[] = [];

describe('twenty-five tasks of a service desk', () => {
  test('are twenty-five', () => expect(new Set(tasks.map(({ task }) => task)).size).toBe(25));

  test.each(tasks)('$task', async ({ task, work, done, is }) => {
    const policy = { allowWrites: true, toolsets: ['all'] };
    const { call, desk } = await talk({ policy, person: () => 'approve' });
    let calls = 0;
    let characters = 0;
    const counted: Call = async (name, input) => {
      const { text, isError, structured } = await call(name, input);
      calls += 1;
      characters += text.length;
      expect(isError, text).toBe(false);
      return structured;
    };
    const answer = await work(counted, (id, input) => counted('call_operation', { id, ...input }));
    const found = done(desk, answer);
    if (typeof is === 'object') expect(found).toMatchObject(is as object);
    else expect(found).toEqual(is);
    const tokens = Math.ceil(characters / charactersPerToken);
    expect(calls).toBeLessThanOrEqual(most.calls);
    expect(tokens).toBeLessThanOrEqual(most.tokens);
    table.push(`| ${task} | ${calls} | ${Math.ceil(tokens / 100) * 100} |`);
  });

  test('are on the page with what they took', () => {
    const page = readFileSync(join(import.meta.dirname, '../../../docs/guides/assistants.md'), 'utf8');
    expect(page).toContain(['| task | calls | tokens of answers, at most |', '|---|---|---|', ...table, ''].join('\n'));
  });
});
