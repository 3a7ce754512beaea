import { hashKey, runSwimlaneAction, serveActions, toolsets } from 'halopsa-connector';
import { describe, expect, it } from 'vitest';
import { credentials, openDesk } from './support/desk.js';
import { sharedRegistry, talk } from './support/mcp-client.js';

const says = (desk: ReturnType<typeof openDesk>, body: string): void =>
  void desk.sandbox.control.faults.add({ kind: 'status', status: 200, body, operation: 'tickets.upsert' });

describe.each(['false', '{}', '{"error":"denied"}', '"saved"', '{"id":0}'])('a write that is answered with %s is in doubt', (body) => {
  const answer: unknown = JSON.parse(body);
  const doubt = { code: 'halo/ambiguous-write', answer };

  it.each([
    ['create_ticket', { summary: 'x' }],
    ['tickets.upsert', { json_body: [{ summary: 'x' }] }],
  ])('by the action %s', async (name, input) => {
    const desk = openDesk();
    says(desk, body);
    await expect(sharedRegistry.run(sharedRegistry.find(name)!, desk.client, input)).rejects.toMatchObject(doubt);
  });

  it('on a platform, in the service and for an assistant', async () => {
    const desk = openDesk();
    says(desk, body);
    const input = { json_body: [{ summary: 'x' }] };
    const asset = { url: credentials.tenantUrl, client_id: 'sandbox', client_secret: 'sandbox' };
    const client = { fetch: desk.sandbox.fetch, maxRetries: 0 };
    const output = await runSwimlaneAction(
      'create_ticket',
      { ...asset, parameters: { summary: 'x' } },
      { registry: sharedRegistry, client },
    );
    expect(output).toMatchObject({ json_body: { error: doubt } });
    const keys = [{ name: 'all', hash: hashKey('secret'), toolsets, writes: true, deletes: true }];
    const service = await serveActions({ registry: sharedRegistry, client: desk.client, keys, version: '1.0.0' });
    const reply = await fetch(`${service.url}/v1/actions/create_ticket`, {
      method: 'POST',
      headers: { authorization: 'Bearer secret' },
      body: JSON.stringify({ summary: 'x' }),
    });
    expect(reply.ok).toBe(false);
    expect(await reply.json()).toMatchObject({ error: doubt });
    await service.close();
    const policy = { toolsets: ['all'], allowWrites: true, allowDeletes: true };
    const { call } = await talk({ desk, policy, person: () => 'approve' });
    const told = await call('call_operation', { id: 'tickets.upsert', ...input });
    expect(told).toMatchObject({ isError: true });
    expect(told.text).toContain(`"answer":${body}`);
  });
});

it('two records of one id in one write are refused with both places, and nothing is sent', async () => {
  const desk = openDesk();
  const id = Number(desk.sandbox.control.records('tickets')[0]!['id']);
  const input = { json_body: [{ id, impact: 1 }, { summary: 'x' }, { id: String(id), impact: 2 }] };
  const message = expect.stringContaining('records 1 and 3 have the same id');
  await expect(sharedRegistry.run(sharedRegistry.find('tickets.upsert')!, desk.client, input)).rejects.toMatchObject({ message });
  const { call } = await talk({ desk, policy: { toolsets: ['all'], allowWrites: true, allowDeletes: true }, person: () => 'approve' });
  expect(await call('call_operation', { id: 'tickets.upsert', ...input })).toMatchObject({ isError: true, text: message });
  expect(desk.sandbox.control.requestLog.list().filter(({ method, operation }) => method === 'POST' && operation !== 'token')).toEqual([]);
});
