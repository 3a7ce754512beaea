import { HaloClient, heldSecretsMask } from 'halopsa';
import { describe, expect, it } from 'vitest';

const secret = 'hush';
const encoded = Buffer.from(secret).toString('base64');

/** A client whose server answers every request with this. */
const saying = (said: unknown, status = 400, clientSecret = secret): HaloClient =>
  new HaloClient({
    tenantUrl: 'https://x.example',
    clientId: 'x',
    clientSecret,
    maxRetries: 0,
    fetch: (async (input: string) =>
      String(input).includes('/token')
        ? Response.json({ access_token: 'AcCeSs-token-7f3a', expires_in: 3600 })
        : Response.json(said, { status })) as typeof fetch,
  });
const errorOf = (halo: HaloClient): Promise<{ message: string; body?: unknown; answer?: unknown }> =>
  halo.tickets.create({ summary: 'x' }).then(
    () => expect.unreachable(),
    (reason) => reason as { message: string },
  );

describe('a short secret that a server repeats', () => {
  it.each([
    `secret ${secret} refused`,
    `client_secret=${secret}&x=1`,
    `"${secret}"`,
    `a%20${secret}%20b`,
    `Basic ${encoded}`,
    `token ${encoded.replaceAll('=', '')}.`,
    secret.toUpperCase(),
  ])('is masked as a word of its own: %s', async (said) => {
    for (const error of [await errorOf(saying(said)), await errorOf(saying({ error: said }, 200))]) {
      const shown = `${error.message} ${JSON.stringify([error.body, error.answer])}`;
      expect(shown).toContain('***');
      expect(shown.toLowerCase()).not.toMatch(/\bhush\b/);
      expect(shown).not.toContain(encoded.slice(0, 6));
    }
  });

  it('leaves words that hold it, and records, as they are', async () => {
    const said = 'the hushed shush of rehushing';
    expect((await errorOf(saying(said))).message).toContain(said);
    expect((await errorOf(saying('Zürich hushé', 400))).message).toContain('hushé');
    const masked = await heldSecretsMask(saying('x'));
    expect(masked({ summary: 'hush' })).toEqual({ summary: 'hush' });
  });

  it('of three signs is in nearly every text', async () => {
    expect((await errorOf(saying('the abc of it', 400, 'abc'))).message).toContain('the abc of it');
  });
});
