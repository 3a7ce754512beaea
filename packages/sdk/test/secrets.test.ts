import { inspect } from 'node:util';
import { HaloClient, HaloError } from 'halopsa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTenant, type Tenant } from './tenant.js';

const secret = 'sandbox';
const marker = 'S3cr3t-which-must-not-show';

describe('secrets', () => {
  let tenant: Tenant;
  const logged: unknown[] = [];
  const logger = { debug: (...args: unknown[]) => void logged.push(args), warn: (...args: unknown[]) => void logged.push(args) };
  beforeAll(async () => {
    tenant = await startTenant();
  });
  afterAll(() => tenant[Symbol.asyncDispose]());

  it('stay out of whatever shows the client', async () => {
    const halo = new HaloClient({ tenantUrl: tenant.url, clientId: 'x', clientSecret: marker, headers: { 'x-bypass': marker } });
    await halo.tickets.list().catch(() => undefined);
    for (const shown of [
      inspect(halo, { depth: 10, showHidden: true }),
      JSON.stringify(halo),
      inspect(halo.tickets, { depth: 10, showHidden: true }),
    ]) {
      expect(shown).not.toContain(marker);
    }
  });

  it('stay out of errors and logs, the token too', async () => {
    const seen: string[] = [];
    const spy: typeof fetch = async (input, init) => {
      const token = new Headers(init?.headers).get('authorization')?.slice(7);
      if (token) seen.push(token);
      return fetch(input, init);
    };
    const halo = tenant.client({ clientSecret: () => Promise.resolve(secret), fetch: spy, logger });
    const errors = [await halo.tickets.get(99999).catch((error: unknown) => error)];
    tenant.sandbox.control.faults.add({ kind: 'reset', operation: 'tickets.upsert', count: 1 });
    errors.push(await halo.tickets.create({ summary: 'x' }).catch((error: unknown) => error));
    errors.push(
      await tenant
        .client({ clientSecret: marker, logger })
        .tickets.list()
        .catch((error: unknown) => error),
    );
    expect(seen.length).toBeGreaterThan(0);
    const shown = inspect([errors, logged], { depth: 20, showHidden: true });
    for (const hidden of [...seen, marker]) expect(shown).not.toContain(hidden);
    expect(shown).toContain('call failed');
  });

  it.each([
    ['a text', marker],
    ['fetched by a function', () => Promise.resolve(marker)],
  ])('that are %s stay out of errors where the server repeats what another request carried', async (_, clientSecret) => {
    const [access, refresh] = ['AcCeSs-token-7f3a', 'ReFrEsH-token-9b2c'];
    const said = `${marker} ${encodeURIComponent(marker)} ${access} ${refresh}`;
    const answers = [
      (): Response => Response.json({ Message: said }, { status: 400 }),
      (): Response => Response.json({ [marker]: [said] }, { status: 400 }),
      (): Response => new Response(`<title>${said}</title>`, { status: 502, headers: { 'content-type': 'text/html' } }),
      (): Response => new Response(`{"said":"${said}`, { headers: { 'content-type': 'application/json' } }),
    ];
    for (const answer of answers) {
      const halo = new HaloClient({
        tenantUrl: 'https://x.example',
        clientId: 'x',
        clientSecret,
        maxRetries: 0,
        fetch: (async (input: string) =>
          String(input).includes('/token')
            ? Response.json({ access_token: access, refresh_token: refresh, expires_in: 3600 })
            : answer()) as typeof fetch,
      });
      const error = await halo.tickets.list().catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(HaloError);
      const text = inspect(error, { depth: 20, showHidden: true });
      for (const hidden of [marker, access, refresh]) expect(text).not.toContain(hidden);
    }
  });
});
