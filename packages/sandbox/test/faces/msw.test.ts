import { createSandbox } from 'halopsa-sandbox';
import { sandboxHandlers } from 'halopsa-sandbox/msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

const TENANT = 'https://acme.halopsa.com';
const sandbox = createSandbox({ seed: 'small' });
const server = setupServer(...sandboxHandlers(sandbox, `${TENANT}/`));
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => sandbox.control.reset());
afterAll(() => server.close());

async function token(): Promise<string> {
  const form = { grant_type: 'client_credentials', client_id: 'sandbox', client_secret: 'sandbox', scope: 'all' };
  const answer = await fetch(`${TENANT}/auth/token`, { method: 'POST', body: new URLSearchParams(form) });
  return ((await answer.json()) as { access_token: string }).access_token;
}

describe('the handlers for MSW', () => {
  it('let the sandbox answer for a tenant', async () => {
    const headers = { authorization: `Bearer ${await token()}`, 'content-type': 'application/json' };
    const made = await fetch(`${TENANT}/api/Client`, { method: 'POST', headers, body: JSON.stringify([{ name: 'By MSW' }]) });
    expect(made.status).toBe(201);
    const { id } = (await made.json()) as { id: number };
    expect(await (await fetch(`${TENANT}/api/Client/${id}`, { headers })).json()).toMatchObject({ name: 'By MSW' });
    expect(sandbox.control.records('clients').at(-1)).toMatchObject({ id, name: 'By MSW' });
  });

  it('pass faults on, a broken connection as a network error', async () => {
    sandbox.control.faults.add({ kind: 'status', status: 503, operation: 'token', count: 1 });
    expect((await fetch(`${TENANT}/auth/token`, { method: 'POST' })).status).toBe(503);
    sandbox.control.faults.add({ kind: 'reset', operation: 'token', count: 1 });
    await expect(fetch(`${TENANT}/auth/token`, { method: 'POST' })).rejects.toThrow(TypeError);
  });
});
