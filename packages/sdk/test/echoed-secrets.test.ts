import { inspect } from 'node:util';
import { apiKey, HaloClient, HaloError, heldSecretsMask } from 'halopsa';
import { describe, expect, it } from 'vitest';

const secret = 'S3cr3t-zoë+7f3a/9b2c';
const [access, refresh] = ['AcCeSs-token-7f3a-1b2c', 'ReFrEsH-token-9b2c-3d4e'];

/** What is left of a secret in a text, whatever a server made of it. */
const forms = (text: string): readonly string[] => {
  const bytes = Buffer.from(text);
  return [
    text,
    encodeURIComponent(text),
    encodeURIComponent(text).toLowerCase(),
    bytes.toString('base64'),
    bytes.toString('base64url'),
    Buffer.from(`my-app:${text}`).toString('base64'),
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
    JSON.stringify(text).slice(1, -1).replaceAll('+', '\\u002b'),
    JSON.stringify(JSON.stringify(text)).slice(1, -1),
  ];
};
const all = [secret, access, refresh].flatMap(forms);

const answered = (reply: (said: string) => Response, options: object = {}): HaloClient =>
  new HaloClient({
    tenantUrl: 'https://x.example',
    clientId: 'x',
    clientSecret: secret,
    maxRetries: 0,
    ...options,
    fetch: (async (input: string) =>
      String(input).includes('/token')
        ? Response.json({ access_token: access, refresh_token: refresh, expires_in: 3600 })
        : reply(all.join(' | '))) as typeof fetch,
  });

const replies: Readonly<Record<string, (said: string) => Response>> = {
  'in a refusal': (said) => Response.json({ Message: said }, { status: 400 }),
  'in messages by field': (said) => Response.json({ errors: { [said]: [said] } }, { status: 400 }),
  'in a page': (said) => new Response(`<title>${said}</title>`, { status: 502, headers: { 'content-type': 'text/html' } }),
  'in JSON that breaks off': (said) => new Response(`{"said":"${said}`, { headers: { 'content-type': 'application/json' } }),
  'in the id of a request': () =>
    new Response('no', { status: 500, headers: { 'x-request-id': all.filter((one) => !/[^ -~]/.test(one)).join(',') } }),
  'in a failure with a status of success': (said) => Response.json({ success: false, Message: said }),
  'in the answer of a report': (said) => Response.json({ id: 1, report: { loaded: true, load_error: said } }),
  'at the place where a long answer is cut': (said) =>
    new Response(`{"said":"${'x'.repeat(1975)} ${secret}${said}`, { headers: { 'content-type': 'application/json' } }),
};

const expectNone = (shown: string): void => {
  for (const form of all) expect(shown).not.toContain(form);
  expect(shown).not.toContain(secret.slice(0, 12));
};

describe('a secret that a server repeats in another form', () => {
  it.each(Object.entries(replies))('stays out of errors %s', async (_, reply) => {
    const halo = answered(reply);
    let errors = 0;
    for (const call of [() => halo.tickets.list(), () => halo.reports.query('select 1'), () => halo.tickets.create({ summary: 'x' })]) {
      const error = await call().catch((reason: unknown) => reason);
      if (!(error instanceof HaloError)) continue;
      errors += 1;
      expectNone(inspect(error, { depth: 20, showHidden: true }));
    }
    expect(errors).toBeGreaterThan(0);
  });

  it('stays out of errors of the authorisation server', async () => {
    const halo = new HaloClient({
      tenantUrl: 'https://x.example',
      clientId: 'x',
      clientSecret: secret,
      maxRetries: 0,
      fetch: (async () => Response.json({ error: forms(secret).join('|') }, { status: 401 })) as typeof fetch,
    });
    expectNone(inspect(await halo.tickets.list().catch((reason: unknown) => reason), { depth: 20 }));
  });

  it('stays out of the warnings of an answer', async () => {
    const told: unknown[] = [];
    const halo = answered((said) => Response.json({ id: 1, summary: 'x', _warning: said }, { status: 201 }), {
      onWarning: (event: unknown) => told.push(event),
      logger: { warn: (...event: unknown[]) => told.push(event) },
    });
    await halo.tickets.create({ summary: 'x' });
    expect(told.length).toBeGreaterThan(1);
    expectNone(inspect(told, { depth: 10 }));
  });

  it('is masked in values by the mask of the client, which leaves all else as it is', async () => {
    const halo = answered((said) => Response.json({ id: 1, summary: said, details: 'fine' }));
    const ticket = await halo.tickets.get(1);
    expect(ticket.summary).toBe(all.join(' | '));
    const masked = await heldSecretsMask(halo);
    const shown = masked({ rows: [ticket], text: all.join('\n') });
    expectNone(inspect(shown, { depth: 10 }));
    const plain = { rows: [{ id: 1, when: new Date(0), details: 'fine' }] };
    expect(masked(plain)).toBe(plain);
  });

  it('is masked where it is an API key or stands in a header of the client', async () => {
    const [key, pass] = ['k3y-of-the-api-12345', 'b9pass-of-the-proxy'];
    const halo = new HaloClient({
      tenantUrl: 'https://x.example',
      ...apiKey(() => key),
      headers: { 'x-bypass': pass, 'user-agent': 'my-program/1.0' },
      fetch: (async () => Response.json({ id: 1 })) as typeof fetch,
    });
    await halo.tickets.get(1);
    const masked = await heldSecretsMask(halo);
    expect(masked(`${key} ${Buffer.from(pass).toString('hex')} my-program/1.0`)).toBe('*** *** my-program/1.0');
  });
});
