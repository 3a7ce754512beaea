import { HaloClient } from 'halopsa';
import { afterEach, describe, expect, it } from 'vitest';

const sent: string[] = [];
const halo = new HaloClient({
  tenantUrl: 'https://tenant.example',
  clientId: 'a',
  clientSecret: 'b',
  fetch: async (input) => {
    sent.push(String(input));
    return Response.json({ access_token: 'a', expires_in: 3600 });
  },
});
afterEach(() => void sent.splice(0));

describe('a raw request', () => {
  it.each(['http://tenant.example/api/Tickets', 'https://other.example/x', ' HTTP://x', 'file:///etc/passwd'])(
    'to %s names a host, which would be asked for as a path of the tenant',
    async (url) => {
      await expect(halo.get(url)).rejects.toMatchObject({ code: 'halo/usage', message: expect.stringContaining('names a host') });
      expect(sent).toEqual([]);
    },
  );

  it('by GET carries no body', async () => {
    await expect(halo.get('/Tickets', { body: {} } as object)).rejects.toMatchObject({
      code: 'halo/usage',
      message: 'a GET carries no body',
    });
    expect(sent).toEqual([]);
  });
});

it.each([0, -1, Number.NaN])('a timeout of %d is shown as it was given', async (timeoutMs) => {
  await expect(halo.tickets.get(1, {}, { timeoutMs })).rejects.toMatchObject({
    message: `tickets.get: timeoutMs takes a number of milliseconds above 0, not ${timeoutMs}`,
  });
});
