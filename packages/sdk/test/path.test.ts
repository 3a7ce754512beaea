import fc from 'fast-check';
import { defineResource, HaloClient } from 'halopsa';
import { pathPart } from 'halopsa-ground';
import { propertyRuns } from 'halopsa-testkit';
import { describe, expect, it } from 'vitest';

/** A client that notes the addresses that it would ask. */
function watched(): { halo: HaloClient; asked: string[] } {
  const asked: string[] = [];
  const fetch = async (input: Parameters<typeof globalThis.fetch>[0]): Promise<Response> => {
    const { pathname } = new URL(String(input));
    if (pathname.endsWith('/token')) return Response.json({ access_token: 'a', expires_in: 3600 });
    asked.push(pathname);
    return Response.json({ id: 1 });
  };
  const halo = new HaloClient({ tenantUrl: 'https://halo.test', clientId: 'a', clientSecret: 'b', fetch, maxRetries: 0 });
  return { halo, asked };
}

const astray = [
  '..',
  '.',
  '...',
  ' .. ',
  '..\t',
  '..;',
  '..;a=b',
  ';',
  '%2e%2e;x',
  '..%3bx',
  '\uff0e\uff0e',
  '\u2025',
  '%2e%2e',
  '%2E.',
  '.%2e',
  '%252e%252e',
  '%25252e%25252e',
  '%2e%2e%2f',
  '../Client/1',
  '..\\Client',
  'a/b',
  'a%2fb',
  'a%252fb',
  'a%5cb',
  '1\n',
  '1\u0000',
  '1%00',
  '1%0d%0aX: y',
  '%2e%2e%2f%ff',
  '',
  ' ',
  '\u2028',
];

describe('a value of a path', () => {
  it.each(astray)('%j is refused before anything is sent', async (value) => {
    const { halo, asked } = watched();
    const gadgets = halo.resource(defineResource({ name: 'gadgets', path: '/Gadget', idKind: 'string' } as never));
    for (const call of [
      () => halo.resource('webhooks').delete(value as never),
      () => halo.resource('webhooks').get(value as never),
      () => halo.delete('/Webhook/{id}', { path: { id: value } } as never),
      () => gadgets.get(value as never),
    ])
      await expect(Promise.resolve().then(call)).rejects.toMatchObject({ code: 'halo/usage' });
    expect(asked).toEqual([]);
  });

  it('keeps its place whatever it holds, or is refused', () => {
    const signs = fc.string({
      unit: fc.constantFrom('.', '%', '2', 'e', 'f', '5', 'c', '/', '\\', ' ', 'a', '\n', ';', '?', '#', 'é'),
      maxLength: 12,
    });
    fc.assert(
      fc.property(signs, (value) => {
        const part = pathPart(value);
        if (part === undefined) return;
        const { pathname, search, hash } = new URL(`https://halo.test/api/Webhook/${part}`);
        expect([pathname.split('/').length, pathname.startsWith('/api/Webhook/'), search, hash]).toEqual([4, true, '', '']);
        expect(decodeURIComponent(pathname.split('/')[3]!)).toBe(value);
      }),
      propertyRuns(500, 200_000),
    );
  });

  it.each(['a.b', '..a', 'a..', '1.5', 'x y', 'Größe', '50%', 'a?b#c'])('%j stays what it is', (value) => {
    expect(decodeURIComponent(pathPart(value)!)).toBe(value);
  });
});

describe('the path of a raw request', () => {
  it.each([
    '/../auth/token',
    '/Tickets/../Client',
    '/Tickets/%2e%2e/Client',
    '/Tickets/..;/Client',
    '/Tickets/%2e%2e%3bx=1/Client',
    '/Tickets/%252e%252e/Client',
    '/Tickets/..%2fClient',
    '/Tickets/..%5cClient',
    '\\..\\auth',
    '/Tickets\\..\\Client',
    '/Tickets/.\t./Client',
    '/./Tickets',
    '/Tickets/1#/../2',
    'api/../auth/token',
    '/Tickets/ .. /x',
    'https://evil.test/x',
  ])('%j does not leave its place', async (path) => {
    const { halo, asked } = watched();
    await expect(Promise.resolve().then(() => halo.get(path))).rejects.toMatchObject({ code: 'halo/usage' });
    expect(asked).toEqual([]);
  });

  it.each([
    ['/Tickets/1', '/api/Tickets/1'],
    ['Tickets?search=../x', '/api/Tickets'],
    ['//evil.test/x', '/api/evil.test/x'],
  ])('%j is asked below /api', async (path, asked) => {
    const watching = watched();
    await watching.halo.get(path);
    expect(watching.asked).toEqual([asked]);
  });
});
