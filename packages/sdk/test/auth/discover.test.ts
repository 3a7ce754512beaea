import { connect, discoverTenant } from 'halopsa';
import { createSandbox } from 'halopsa-sandbox';
import { verifies } from 'halopsa-testkit';
import { describe, expect, it } from 'vitest';

const sandbox = createSandbox({ seed: 'empty' });
const inProcess = sandbox.fetch as typeof fetch;

/** The sandbox with some of its public documents replaced. */
const withDocuments =
  (documents: Readonly<Record<string, unknown>>): typeof fetch =>
  async (input, init) => {
    const { pathname } = new URL(input instanceof Request ? input.url : String(input));
    const found = Object.entries(documents).find(([path]) => pathname.endsWith(path));
    if (!found) return inProcess(input, init);
    return found[1] === undefined ? new Response(null, { status: 404 }) : Response.json(found[1]);
  };

describe('discovery', () => {
  it(`reads AuthInfo first ${verifies('auth.authinfo-anonymous')}`, async () => {
    expect(await discoverTenant('https://desk.test', { fetch: inProcess })).toEqual({
      authUrl: 'https://desk.test/auth',
      tenant: 'sandbox',
      tokenUrl: 'https://desk.test/auth/token?tenant=sandbox',
      authorizeUrl: 'https://desk.test/auth/authorize',
      source: 'AuthInfo',
    });
  });

  it(`reads the OpenID document where AuthInfo says nothing ${verifies('auth.discovery-issuer')}`, async () => {
    const fetch = withDocuments({ '/AuthInfo': undefined });
    expect(await discoverTenant('https://desk.test/api', { fetch })).toMatchObject({
      source: 'openid-configuration',
      tokenUrl: 'https://desk.test/auth/token',
      authorizeUrl: 'https://desk.test/auth/authorize',
    });
  });

  it("uses no document of another issuer's, and takes the usual place where there is none", async () => {
    const foreign = { issuer: 'https://evil.test/auth', token_endpoint: 'https://evil.test/token' };
    const fetch = withDocuments({ '/AuthInfo': undefined, '/openid-configuration': foreign });
    await expect(discoverTenant('https://desk.test', { fetch })).rejects.toThrow('another issuer');
    const silent = withDocuments({ '/AuthInfo': undefined, '/openid-configuration': undefined });
    expect(await discoverTenant('https://desk.test', { fetch: silent, tenant: 'acme' })).toMatchObject({
      source: 'convention',
      tokenUrl: 'https://desk.test/auth/token?tenant=acme',
    });
  });

  it(`leads connect to the tenant that was asked for ${verifies('auth.tenant-query', 'auth.unknown-tenant-500')}`, async () => {
    const several = createSandbox({ seed: 'empty', tenants: { acme: { seed: 'small' } } });
    const fetch = several.fetch as typeof globalThis.fetch;
    const at = (tenant: string): ReturnType<typeof connect> =>
      connect('https://desk.test', 'sandbox', 'sandbox', undefined, undefined, { fetch, tenant, maxRetries: 0 });
    expect((await (await at('acme')).tickets.list({ page_size: 1 })).recordCount).toBeGreaterThan(50);
    await expect(at('nobody')).rejects.toMatchObject({ status: 500, code: 'halo/token' });
  });
});
