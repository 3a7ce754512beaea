import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HaloClient } from 'halopsa';
import { publicFetch } from 'halopsa/node';
import { afterEach, describe, expect, it } from 'vitest';
import { isPublicAddress } from '../../src/node/public-address.js';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A server that counts who comes. */
async function inside(): Promise<{ url: string; visits: () => number }> {
  let visits = 0;
  const server: Server = createServer((_, response) => {
    visits += 1;
    response.end('inside');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, visits: () => visits };
}

interface Asked {
  readonly url: string;
  readonly authorization: boolean;
}

/** A client whose Halo names these links, with what it asked elsewhere; `answer` gives what a store answers. */
function tenantWith(record: object, answer: (url: string) => Response = () => new Response('file'), tenantUrl = 'https://acme.halo.test') {
  const asked: Asked[] = [];
  const fetch = async (input: Parameters<typeof globalThis.fetch>[0], init?: RequestInit): Promise<Response> => {
    const url = String(input);
    if (url.includes('/auth/token')) return Response.json({ access_token: 'a', expires_in: 3600 });
    if (url.includes('/api/Attachment/5')) return Response.json({ id: 5, filename: 'x.txt', ...record });
    asked.push({ url, authorization: new Headers(init?.headers).has('authorization') });
    return answer(url);
  };
  const halo = new HaloClient({
    tenantUrl,
    clientId: 'a',
    clientSecret: 'b',
    fetch,
    maxRetries: 0,
    fileStores: ['files.company.test', 'alt.test:8443'],
  });
  return { halo, asked };
}

const refused = [
  'http://127.0.0.1/x',
  'https://127.0.0.1/x',
  'https://localhost/x',
  'https://2130706433/x',
  'https://0x7f.1/x',
  'https://0177.0.0.1/x',
  'https://127.1/x',
  'https://[::1]/x',
  'https://[::ffff:127.0.0.1]/x',
  'https://[fe80::1]/x',
  'https://[fd00::1]/x',
  'https://169.254.169.254/latest/meta-data/',
  'http://169.254.169.254/latest/meta-data/',
  'https://metadata.google.internal/x',
  'https://10.0.0.1/x',
  'https://192.168.1.1/x',
  'https://100.64.0.1/x',
  'https://0.0.0.0/x',
  'https://evil.test/x',
  'https://s3.amazonaws.com.evil.test/x',
  'https://evils3.amazonaws.com/x',
  'https://ec2-1-2-3-4.compute.amazonaws.com/x',
  'https://halopsa.com.evil.test/x',
  'https://acme.halo.test@evil.test/x',
  'https://user:pass@bucket.s3.amazonaws.com/x',
  'http://bucket.s3.amazonaws.com/x',
  'https://bucket.s3.amazonaws.com:6379/x',
  'https://acme.halo.test:8443/x',
  'http://acme.halo.test/x',
  'https://files.company.test:81/x',
  'https://sub.files.company.test/x',
];

describe('the link of an attachment', () => {
  it.each(refused)('%s is not fetched', async (link) => {
    const { halo, asked } = tenantWith({ download_url: link });
    await expect(halo.attachments.download(5)).rejects.toMatchObject({ code: 'halo/file-store' });
    expect(asked).toEqual([]);
  });

  it.each([
    'https://acme.halo.test/files/1',
    'https://bucket.s3.amazonaws.com/x?X-Amz-Signature=1',
    'https://bucket.s3.eu-west-2.amazonaws.com/x',
    'https://s3.eu-west-2.amazonaws.com/bucket/x',
    'https://cdn.halopsa.com/x',
    'https://files.company.test/x',
    'https://alt.test:8443/x',
  ])('%s is fetched, without the token', async (link) => {
    const { halo, asked } = tenantWith({ link });
    expect(await (await halo.attachments.download(5)).text()).toBe('file');
    expect(asked).toEqual([{ url: link, authorization: false }]);
  });

  it.each(['http://127.0.0.1/x', 'http://bucket.s3.amazonaws.com/x', 'https://169.254.169.254/', '//10.0.0.1/x', 'file:///etc/passwd'])(
    'does not lead on to %s',
    async (location) => {
      const { halo, asked } = tenantWith(
        { link: 'https://bucket.s3.amazonaws.com/x' },
        () => new Response(null, { status: 302, headers: { location } }),
      );
      await expect(halo.attachments.download(5)).rejects.toMatchObject({ code: 'halo/file-store' });
      expect(asked).toHaveLength(1);
    },
  );

  it('leads on to another known store, and not in circles', async () => {
    const { halo } = tenantWith({ link: 'https://acme.halo.test/files/1' }, (url) =>
      url.includes('s3')
        ? new Response('there')
        : new Response(null, { status: 307, headers: { location: 'https://b.s3.amazonaws.com/x' } }),
    );
    expect(await (await halo.attachments.download(5)).text()).toBe('there');
    const circle = tenantWith(
      { link: 'https://cdn.halopsa.com/x' },
      () => new Response(null, { status: 301, headers: { location: '/x' } }),
    );
    await expect(circle.halo.attachments.download(5)).rejects.toMatchObject({ code: 'halo/file-store' });
    expect(circle.asked).toHaveLength(6);
  });

  it('of a tenant on this machine leads to its own port and to no other', async () => {
    const other = await inside();
    const own = 'http://127.0.0.1:4999';
    const { halo, asked } = tenantWith({ link: `${own}/files/1` }, undefined, own);
    expect(await (await halo.attachments.download(5)).text()).toBe('file');
    expect(asked).toHaveLength(1);
    const wrong = tenantWith({ link: `${other.url}/x` }, undefined, own);
    await expect(wrong.halo.attachments.download(5)).rejects.toMatchObject({ code: 'halo/file-store' });
    expect(other.visits()).toBe(0);
  });

  it('is not where an upload goes either', async () => {
    const { halo, asked } = tenantWith({});
    const answering = new HaloClient({
      tenantUrl: 'https://acme.halo.test',
      clientId: 'a',
      clientSecret: 'b',
      maxRetries: 0,
      fetch: async (input) =>
        String(input).includes('token')
          ? Response.json({ access_token: 'a', expires_in: 3600 })
          : Response.json([{ url: 'http://169.254.169.254/put', asked: asked.push({ url: String(input), authorization: false }) }]),
    });
    const put = answering.attachments.put({ name: 'x.bin', data: new Uint8Array(3), ticketId: 1, via: 'presigned' } as never);
    await expect(put).rejects.toMatchObject({ code: 'halo/file-store' });
    expect(asked.every(({ url }) => url.startsWith('https://acme.halo.test/api/'))).toBe(true);
    await halo.close();
  });
});

describe('the size of a file', () => {
  it('is limited while it is read', async () => {
    let sent = 0;
    const endless = (): Response =>
      new Response(
        new ReadableStream({
          pull: (controller) => {
            sent += 65_536;
            controller.enqueue(new Uint8Array(65_536));
          },
        }),
      );
    const { halo } = tenantWith({ link: 'https://cdn.halopsa.com/x' }, endless);
    const file = await halo.attachments.download(5, { maxBytes: 1_000_000 });
    await expect(file.bytes()).rejects.toMatchObject({ code: 'halo/too-large' });
    expect(sent).toBeLessThan(2_000_000);
  });
});

describe('a name of a store', () => {
  const answers =
    (...addresses: string[]) =>
    async () =>
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));

  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '::1',
    '::ffff:10.0.0.1',
    'fe80::1%eth0',
    'fd12::1',
    '169.254.169.254',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
  ])('that leads to %s is not connected to', async (address) => {
    const { url, visits } = await inside();
    const port = new URL(url).port;
    await expect(publicFetch(answers(address))(`https://rebound.test:${port}/x`)).rejects.toMatchObject({
      code: 'halo/connection',
      delivery: 'never-sent',
    });
    await expect(publicFetch(answers('93.184.216.34', address))(`https://rebound.test:${port}/x`)).rejects.toMatchObject({
      code: 'halo/connection',
    });
    expect(visits()).toBe(0);
  });

  it('is looked up once: the address that was checked is the address that is connected to', async () => {
    let looks = 0;
    const rebinding = async (): Promise<{ address: string; family: number }[]> => {
      looks += 1;
      // An address that nobody has (RFC 5737) would be refused, so one of the public space at a port that is closed.
      return [{ address: looks === 1 ? '192.0.0.1' : '127.0.0.1', family: 4 }];
    };
    await expect(publicFetch(rebinding)('https://rebound.test:1/x')).rejects.toMatchObject({ code: 'halo/connection' });
    expect(looks).toBe(1);
  });

  it.each(['https://127.0.0.1/', 'https://[::1]/', 'https://0x7f000001/', 'https://[::ffff:7f00:1]/'])(
    '%s is an address, and inside',
    async (url) => {
      await expect(publicFetch()(url)).rejects.toMatchObject({ code: 'halo/connection' });
    },
  );
});

describe('an address', () => {
  it.each(['8.8.8.8', '93.184.216.34', '172.15.0.1', '172.32.0.1', '2606:4700::1111', '64:ff9b::808:808', '::ffff:8.8.8.8'])(
    '%s is public',
    (address) => expect(isPublicAddress(address)).toBe(true),
  );
  it.each([
    '0.1.2.3',
    '127.255.255.255',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.0.1',
    '198.19.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '168.63.129.16',
    '::',
    'fec0::1',
    'ff02::1',
    '2001:db8::1',
    '2001::1',
    '100::1',
    '1.2.3',
    'localhost',
    '',
  ])('%s is not', (address) => expect(isPublicAddress(address)).toBe(false));
});
