import { Ajv2020 } from 'ajv/dist/2020.js';
import { ActionRegistry, InvalidInputError, type JsonObject } from 'halopsa-connector';
import { describe, expect, test } from 'vitest';
import { openDesk } from './support/desk.js';

const registry = new ActionRegistry();
const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });

async function run(name: string, input: Record<string, unknown>, desk = openDesk()): Promise<JsonObject> {
  const action = registry.find(name)!;
  const output = await registry.run(action, desk.client, input);
  expect(ajv.validate(action.output as object, JSON.parse(JSON.stringify(output))), `${name}: ${ajv.errorsText()}`).toBe(true);
  return output;
}

const firstId = (resource: string, desk = openDesk()): unknown => desk.sandbox.control.records(resource)[0]!.id;

describe('every curated list', () => {
  const needs: Record<string, Record<string, unknown>> = {
    get_ticket_actions: { ticket_id: firstId('tickets') },
    get_time_entries: { start_date: '2026-01-01', end_date: '2026-12-31' },
    get_ticket_attachments: { ticket_id: firstId('tickets') },
    get_ticket_approvals: { ticket_id: firstId('tickets') },
  };
  const lists = registry.curated().filter(({ effect, operation }) => effect === 'read' && operation?.endsWith('.list'));
  test.each(lists.map(({ name }) => name))('%s answers what its schema says', async (name) => {
    const output = await run(name, needs[name] ?? {});
    expect(output.record_count).toBeGreaterThanOrEqual(0);
  });
});

describe('every curated read of one record', () => {
  const gets = registry.curated().filter(({ operation, name }) => operation?.endsWith('.get') && name !== 'get_attachment');
  test.each(gets.map(({ name, operation }) => [name, operation!.split('.')[0]!] as const))(
    '%s answers the record',
    async (name, resource) => {
      const desk = openDesk();
      const record =
        desk.sandbox.control.records(resource)[0] ?? desk.sandbox.control.put(resource, { name: 'One', url: 'https://example.com' });
      expect((await run(name, { id: record.id }, desk)).id).toEqual(record.id);
    },
  );
});

describe('the four of every connector', () => {
  test('Get Tickets gives the count of all and the rows of a page', async () => {
    const desk = openDesk();
    const output = await run('get_tickets', { page_size: 5 }, desk);
    expect(output.tickets).toHaveLength(5);
    expect(output.record_count).toBeGreaterThan(5);
    const all = await run('get_tickets', { limit: 5000 }, desk);
    expect(all.tickets).toHaveLength(output.record_count as number);
  });

  test('Add or Update Ticket makes those without an id and changes those with one', async () => {
    const desk = openDesk();
    const id = firstId('tickets', desk);
    const made = await run(
      'add_or_update_ticket',
      {
        tickets: [
          { summary: 'New', details: 'x' },
          { id, summary: 'Changed' },
        ],
      },
      desk,
    );
    expect(made).toMatchObject({ count: 2, tickets: [{ summary: 'New' }, { id, summary: 'Changed' }] });
    expect(await run('get_ticket_by_id', { id }, desk)).toMatchObject({ id, summary: 'Changed' });
  });

  test('Delete Ticket by ID takes the ticket out of every list', async () => {
    const desk = openDesk();
    const id = desk.sandbox.control.records('actions')[0]!.ticket_id;
    expect(await run('delete_ticket_by_id', { id }, desk)).toEqual({ id, deleted: true });
    const { tickets } = await run('get_tickets', { limit: 5000 }, desk);
    expect((tickets as JsonObject[]).some((ticket) => ticket.id === id)).toBe(false);
    await expect(run('get_ticket_by_id', { id }, desk)).rejects.toMatchObject({ status: 404 });
  });
});

describe('ticket work', () => {
  test('a ticket with an external key is made once', async () => {
    const desk = openDesk();
    const input = { external_key: 'alert-77', create: { summary: 'Disk full', details: 'x' }, update: { summary: 'Disk full' } };
    const first = await run('ensure_ticket', input, desk);
    const again = await run('ensure_ticket', input, desk);
    expect([first.outcome, again.outcome]).toEqual(['created', 'unchanged']);
    expect((again.ticket as JsonObject).id).toBe((first.ticket as JsonObject).id);
  });

  test('notes, replies and time stand in the history', async () => {
    const desk = openDesk();
    const ticket_id = firstId('tickets', desk);
    await run('add_ticket_note', { ticket_id, note: 'looked at it' }, desk);
    await run('reply_to_ticket', { ticket_id, note: 'we are on it', email_to: 'a@example.com' }, desk);
    await run('log_time', { ticket_id, hours: 0.5, note: 'call' }, desk);
    const { actions } = await run('get_ticket_actions', { ticket_id }, desk);
    const notes = (actions as JsonObject[]).map(({ note }) => note);
    expect(notes).toEqual(expect.arrayContaining(['looked at it', 'we are on it', 'call']));
  });

  test('a file comes back byte for byte, and text that is no base64 is refused', async () => {
    const desk = openDesk();
    const ticket_id = firstId('tickets', desk);
    const content_base64 = Buffer.from([0, 1, 2, 254, 255]).toString('base64');
    const { id } = await run('add_attachment', { ticket_id, file_name: 'a.bin', content_base64 }, desk);
    expect(await run('get_attachment', { id }, desk)).toMatchObject({ file_name: 'a.bin', bytes: 5, content_base64 });
    await expect(run('add_attachment', { ticket_id, file_name: 'a', content_base64: '%%' }, desk)).rejects.toThrow('not base64');
  });
});

describe('other actions', () => {
  test('a name resolves to its record', async () => {
    const desk = openDesk();
    const { id, name } = desk.sandbox.control.records('clients')[1]!;
    expect(await run('resolve_client', { name }, desk)).toMatchObject({ outcome: 'exact', id });
    expect(await run('resolve_client', { name: 'Nobody Ltd' }, desk)).toEqual({
      outcome: 'none',
      id: null,
      candidates: [],
      message: '"Nobody Ltd" stands for no client',
    });
  });

  test('one SELECT runs, and anything else is refused before it is sent', async () => {
    const desk = openDesk();
    expect(await run('run_sql_query', { sql: 'SELECT 1 AS id' }, desk)).toMatchObject({ columns: ['id'] });
    await expect(run('run_sql_query', { sql: 'DELETE FROM Faults' }, desk)).rejects.toThrow();
  });

  test('the agent, lookups and a search over everything answer', async () => {
    const desk = openDesk();
    expect((await run('get_current_agent', {}, desk)).id).toBe(10);
    expect((await run('get_lookup_values', { kind: 'impact' }, desk)).values).not.toEqual([]);
    expect((await run('search_everything', { text: 'a', limit: 2 }, desk)).failed).toEqual([]);
  });

  test('a wrong input is reported member by member, and nothing is sent', async () => {
    const desk = openDesk();
    const refused = await run('create_ticket', { client_id: 'x', sumary: 'typo' }, desk).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(InvalidInputError);
    expect((refused as InvalidInputError).errors).toEqual({
      '': ["must have required property 'summary'", 'must NOT have additional properties: sumary'],
      client_id: ['must be integer,null'],
    });
    expect(desk.sandbox.control.requestLog.list()).toEqual([]);
  });
});
