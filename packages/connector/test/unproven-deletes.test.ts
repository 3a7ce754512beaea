import { hashKey, runSwimlaneAction, serveActions, toolsets } from 'halopsa-connector';
import { describe, expect, it } from 'vitest';
import { credentials, openDesk } from './support/desk.js';
import { sharedRegistry, talk } from './support/mcp-client.js';

const says = (desk: ReturnType<typeof openDesk>, body: string): void =>
  void desk.sandbox.control.faults.add({ kind: 'status', status: 200, body, operation: 'tickets.delete' });
const idOf = ({ sandbox }: ReturnType<typeof openDesk>): number => Number(sandbox.control.records('tickets')[0]!['id']);

describe.each(['false', '{}', '{"error":"denied"}', 'OK'])('a delete that is answered with %s is a failure', (body) => {
  it.each(['delete_ticket_by_id', 'tickets.delete'])('of the action %s', async (name) => {
    const desk = openDesk();
    says(desk, body);
    const action = sharedRegistry.find(name)!;
    const id = idOf(desk);
    const input = name.includes('.') ? { path_parameters: { id } } : { id };
    await expect(sharedRegistry.run(action, desk.client, input)).rejects.toMatchObject({ code: 'halo/not-deleted' });
  });

  it('on a platform, in the service and for an assistant', async () => {
    const desk = openDesk();
    const id = idOf(desk);
    says(desk, body);
    const asset = { url: credentials.tenantUrl, client_id: 'sandbox', client_secret: 'sandbox' };
    const client = { fetch: desk.sandbox.fetch, maxRetries: 0 };
    const output = await runSwimlaneAction('delete_ticket_by_id', { ...asset, parameters: { id } }, { registry: sharedRegistry, client });
    expect(output).toMatchObject({ status_code: 502, json_body: { error: { code: 'halo/not-deleted' } } });
    const keys = [{ name: 'all', hash: hashKey('secret'), toolsets, writes: true, deletes: true }];
    const service = await serveActions({ registry: sharedRegistry, client: desk.client, keys, version: '1.0.0' });
    const answer = await fetch(`${service.url}/v1/actions/delete_ticket_by_id`, {
      method: 'POST',
      headers: { authorization: 'Bearer secret' },
      body: JSON.stringify({ id }),
    });
    expect(answer.ok).toBe(false);
    expect(await answer.json()).toMatchObject({ error: { code: 'halo/not-deleted' } });
    await service.close();
    const policy = { toolsets: ['all'], allowWrites: true, allowDeletes: true };
    const { call } = await talk({ desk, policy, person: () => 'approve' });
    expect(await call('call_operation', { id: 'tickets.delete', path_parameters: { id } })).toMatchObject({
      isError: true,
      text: expect.stringContaining('still there'),
    });
    expect(desk.sandbox.control.records('tickets').some((one) => one['id'] === id)).toBe(true);
  });
});
