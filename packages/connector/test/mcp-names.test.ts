import { describe, expect, test } from 'vitest';
import { openDesk } from './support/desk.js';
import { talk } from './support/mcp-client.js';

const write = { allowWrites: true };

/** The data between the markers of an answer. */
const dataIn = (text: string): unknown => JSON.parse(/^\{.*\}$/m.exec(text)?.[0] ?? 'null');

describe('names in place of ids', () => {
  test('a ticket for a client, given to an agent, takes one call and its approval', async () => {
    const { call, desk } = await talk({ policy: write });
    const input = { summary: 'Server down', client: 'Acme', agent: 'Tara Underwood', tickettype: 'Incident', priority: 'Critical' };
    const planned = await call('create_ticket', input);
    const { token } = planned.structured.plan as { token: string };
    const made = await call('create_ticket', { ...input, plan_token: token });
    expect(made).toMatchObject({ isError: false, structured: { summary: 'Server down', agent_name: 'Tara Underwood' } });
    const stored = await desk.client.tickets.get(made.structured.id as number);
    expect(stored).toMatchObject({ client_id: 2, agent_id: 10, priority_id: 1, tickettype_id: 1 });
  });

  test('lists take them, and answer names beside ids', async () => {
    const { call, desk } = await talk();
    desk.sandbox.control.put('tickets', { summary: 'For Tara', client_id: 2, client_name: 'Acme', agent_id: 10, status_id: 1 });
    const { structured } = await call('find_tickets', { client: 'Acme', agent: 'Tara Underwood', open_only: true });
    expect((structured.tickets as object[]).length).toBeGreaterThan(0);
    for (const ticket of structured.tickets as object[])
      expect(ticket).toMatchObject({ client_name: 'Acme', agent_name: 'Tara Underwood', status_name: expect.any(String) });
  });

  test('one that several records have gives the candidates, and nothing is planned or written', async () => {
    const desk = openDesk();
    for (const name of ['Double', 'Double']) desk.sandbox.control.put('clients', { name });
    const { call } = await talk({ desk, policy: write });
    const input = { summary: 'x', client: 'Double' };
    const planned = await call('create_ticket', input);
    const { token } = (planned.structured.plan ?? {}) as { token?: string };
    const answer = token === undefined ? planned : await call('create_ticket', { ...input, plan_token: token });
    expect(answer.isError).toBe(true);
    expect(dataIn(answer.text)).toMatchObject({
      candidates: [
        { name: 'Double', id: expect.any(Number) },
        { name: 'Double', id: expect.any(Number) },
      ],
    });
    const nearest = await call('find_tickets', { client: 'Acmee' });
    expect(dataIn(nearest.text)).toMatchObject({ candidates: [{ id: 2, name: 'Acme' }] });
  });

  test('ids are still taken, and shown where no name stands for them', async () => {
    const { call } = await talk();
    const byId = await call('find_tickets', { client_id: 2 });
    const byName = await call('find_tickets', { client: 'Acme' });
    expect(byId.structured.tickets).toEqual(byName.structured.tickets);
  });
});
