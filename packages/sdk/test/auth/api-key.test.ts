import { apiKey, asCurl, type HaloClient, HaloUsageError } from 'halopsa';
import { verifies } from 'halopsa-testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTenant, type Tenant } from '../tenant.js';

const key = 'key-of-the-sandbox';
let tenant: Tenant;
beforeAll(async () => {
  tenant = await startTenant({ applications: [{ clientId: 'sandbox', clientSecret: 'sandbox', apiKey: key, agentId: 10 }] });
});
beforeEach(() => tenant.sandbox.control.requestLog.clear());
afterAll(() => tenant[Symbol.asyncDispose]());

const withKey = (secret: Parameters<typeof apiKey>[0], more: ConstructorParameters<typeof HaloClient>[0] | object = {}): HaloClient =>
  tenant.client({ clientSecret: undefined, ...apiKey(secret), ...more });
const operations = (): unknown[] => tenant.sandbox.control.requestLog.list().map(({ operation }) => operation);

describe('an API key', () => {
  it(`reads and writes without a token ${verifies('auth.api-key')}`, async () => {
    await using halo = withKey(key);
    const { id } = await halo.tickets.create({ summary: 'By key' });
    expect(await halo.tickets.get(id)).toMatchObject({ summary: 'By key' });
    expect(await halo.whoami()).toMatchObject({ kind: 'agent', id: 10, scopes: [] });
    expect(await halo.signIn()).toEqual({ scope: undefined });
    expect(operations()).not.toContain('token');
  });

  it(`is refused for actions once, with the way out ${verifies('auth.api-key')}`, async () => {
    await using halo = withKey(key);
    await expect(halo.actions.create({ ticket_id: 1234, outcome_id: 1, note: 'x' })).rejects.toMatchObject({
      status: 401,
      code: 'halo/authentication',
      nextStep: expect.stringContaining('POST /Actions'),
    });
    expect(operations()).toEqual(['actions.upsert']);
  });

  it('that is wrong is refused once, and stands in no error', async () => {
    await using halo = withKey('wrong-key');
    const error = await halo.tickets.list().catch((refused: unknown) => refused as Error);
    expect(error).toMatchObject({ status: 401, nextStep: expect.stringContaining('Check the API key') });
    expect(JSON.stringify(error) + String(error) + String(asCurl(error))).not.toContain('wrong-key');
    expect(asCurl(error)).toContain("'x-halo-api-key: ***'");
    expect(asCurl(error)).not.toContain('Bearer');
    expect(operations()).toEqual(['tickets.list']);
  });

  it('comes from a vault each time it is needed, and goes with no token', async () => {
    const sent: Headers[] = [];
    let asked = 0;
    const vault = (): string => {
      asked += 1;
      return key;
    };
    const fetch: typeof globalThis.fetch = (url, init) => {
      sent.push(new Headers(init?.headers));
      return globalThis.fetch(url, init);
    };
    await using halo = withKey(vault, { fetch });
    await halo.tags.list();
    await halo.tags.list();
    expect(asked).toBe(2);
    expect(sent.map((headers) => [headers.get('x-halo-api-key'), headers.get('authorization')])).toEqual([
      [key, null],
      [key, null],
    ]);
  });

  it('is asked for', () => {
    expect(() => apiKey('')).toThrow(HaloUsageError);
  });
});
