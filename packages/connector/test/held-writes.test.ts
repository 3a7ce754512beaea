import { hashKey, type JsonObject, serveActions, toolsets } from 'halopsa-connector';
import { describe, expect, test } from 'vitest';
import { type Desk, openDesk } from './support/desk.js';
import { sharedRegistry, talk } from './support/mcp-client.js';

/** What a face answered, as one text, whatever its form. */
type Face = (desk: Desk, id: string, input: JsonObject) => Promise<string>;

const faces: Readonly<Record<string, Face>> = {
  connector: async (desk, id, input) => {
    const answer = await sharedRegistry.run(sharedRegistry.find(id)!, desk.client, input).catch((error: unknown) => error);
    return answer instanceof Error ? `${answer.message} ${JSON.stringify(answer)}` : JSON.stringify(answer);
  },
  MCP: async (desk, id, input) => {
    const policy = { toolsets: ['all'], allowWrites: true, allowDeletes: true };
    const { call } = await talk({ desk, policy, person: () => 'approve' });
    return (await call('call_operation', { id, ...input })).text;
  },
  REST: async (desk, id, input) => {
    const keys = [{ name: 'all', hash: hashKey('secret'), toolsets, writes: true, deletes: true }];
    const service = await serveActions({ registry: sharedRegistry, client: desk.client, keys, version: '1.0.0' });
    try {
      const { name } = sharedRegistry.find(id)!;
      const body = JSON.stringify(input);
      const response = await fetch(`${service.url}/v1/actions/${name}`, {
        method: 'POST',
        headers: { authorization: 'Bearer secret' },
        body,
      });
      return await response.text();
    } finally {
      await service.close();
    }
  },
};

const writes = ({ sandbox }: Desk): number =>
  sandbox.control.requestLog.list().filter(({ method, operation }) => method === 'POST' && operation !== 'token').length;

describe.each(Object.entries(faces))('a write through %s', (_, face) => {
  test.each([
    ['an unknown field, with the nearest name', 'tickets.upsert', { id: 1234, statusid: 5 }, 'did you mean status_id?'],
    ['a computed field, with the one to use', 'tickets.upsert', { id: 1234, client_name: 'Acme' }, 'use client_id'],
    ['a word of people', 'kbArticles.upsert', { title: 'x' }, 'did you mean name?'],
  ])('is refused for %s, and nothing is sent', async (_case, id, record, hint) => {
    const desk = openDesk();
    expect(await face(desk, id, { json_body: [record] })).toContain(hint);
    expect(writes(desk)).toBe(0);
  });

  test('says what was not taken', async () => {
    const desk = openDesk();
    const made = await desk.client.resource('tickets').create({ summary: 'Kept by its workflow', tickettype_id: 4 });
    const said = await face(desk, 'tickets.upsert', { json_body: [{ id: made.id as number, status_id: 9 }] });
    expect(said.replaceAll(' ', '')).toContain('"not_taken":["status_id"]');
  });

  test('says what the answer does not show', async () => {
    const desk = openDesk();
    const body = '{"id":1234,"summary":"x"}';
    desk.sandbox.control.faults.add({ kind: 'status', status: 201, phase: 'after', body, operation: 'tickets.upsert' });
    const said = await face(desk, 'tickets.upsert', { json_body: [{ id: 1234, agent_id: 5 }] });
    expect(said).toContain('agent_id (not shown)');
  });

  test('of several records that breaks says of each what became of it', async () => {
    const desk = openDesk();
    desk.sandbox.control.faults.add({ kind: 'reset', phase: 'after', operation: 'tickets.upsert' });
    const said = await face(desk, 'tickets.upsert', { json_body: [{ summary: 'One' }, { summary: 'Two' }] });
    const compact = said.replaceAll(/\s/g, '');
    // An error counts from 0 as arrays do, and the faces from 1 as people do.
    for (const at of [0, 1])
      expect(compact).toMatch(new RegExp(`"index":${at},"outcome":"unknown"|"record":${at + 1},"outcome":"unknown"`));
    expect(said).not.toContain('Nothing was changed');
  });

  test('of several records, some done and some refused, says of each what became of it', async () => {
    const desk = openDesk();
    const before = desk.sandbox.control.records('tickets').length;
    // Records are taken one by one, and the second names a client that is not there.
    const json_body = [{ summary: 'Done' }, { summary: 'Refused', client_id: 987_654 }, { summary: 'Never read' }];
    const said = (await face(desk, 'tickets.upsert', { json_body })).replaceAll(/\s/g, '');
    const written = desk.sandbox.control.records('tickets').length - before;
    expect(written).toBe(1);
    for (const at of [0, 1, 2])
      expect(said).toMatch(new RegExp(`"index":${at},"outcome":"unknown"|"record":${at + 1},"outcome":"unknown"`));
    expect(said).not.toMatch(/nothingwaschanged/i);
    expect(said).toMatch(/Lookeachrecordup/);
  });
});
