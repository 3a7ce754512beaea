import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HaloClient } from 'halopsa';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let server: Server;
let url: string;
/** Token requests that the server has not answered. */
let open = 0;
/** What the server leaves unanswered. */
let hanging: 'token' | 'file' | 'nothing' = 'nothing';

beforeEach(async () => {
  server = createServer((request, response) => {
    if (request.url?.includes('/auth/token')) {
      if (hanging === 'token') {
        open += 1;
        return void response.on('close', () => {
          open -= 1;
        });
      }
      response.setHeader('content-type', 'application/json');
      return void response.end(JSON.stringify({ access_token: 't', expires_in: 3600 }));
    }
    if (/attachment/i.test(request.url ?? '')) {
      response.writeHead(200, {
        'content-type': 'image/png',
        'content-disposition': 'attachment; filename="a.png"',
        'content-length': '10',
      });
      return void response.write('12345');
    }
    response.setHeader('content-type', 'application/json');
    response.end('{"tickets":[],"record_count":0}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
// What is imported with the first call takes its time.
beforeEach(() =>
  clientOf()
    .tickets.list()
    .catch(() => undefined),
);
afterEach(() => {
  hanging = 'nothing';
  server.closeAllConnections();
  server.close();
});

const clientOf = (): HaloClient => new HaloClient({ tenantUrl: url, clientId: 'a', clientSecret: 'b' });
const soon = (work: Promise<unknown>): Promise<unknown> =>
  Promise.race([
    work.catch((error: unknown) => error),
    new Promise((_, reject) => setTimeout(() => reject(new Error('it hangs')), 20_000).unref()),
  ]);
const later = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 300));

describe('a token request that hangs', () => {
  it('ends with close(), and its connection with it', async () => {
    hanging = 'token';
    const halo = clientOf();
    const waiting = soon(halo.tickets.list());
    await later();
    await halo.close();
    expect(String(await waiting)).toContain('the client is closed');
    await later();
    expect(open).toBe(0);
  });

  it('ends with the signal of the last who waits for it', async () => {
    hanging = 'token';
    const [first, second] = [new AbortController(), new AbortController()];
    const halo = clientOf();
    const one = soon(halo.tickets.list({}, { signal: first.signal }));
    const two = soon(halo.tickets.list({}, { signal: second.signal }));
    await later();
    first.abort(new Error('enough of one'));
    expect(String(await one)).toContain('enough of one');
    expect(open).toBe(1);
    second.abort(new Error('enough of two'));
    expect(String(await two)).toContain('enough of two');
    await later();
    expect(open).toBe(0);
  });
});

describe('a download that stalls', () => {
  it.each(['signal', 'close'] as const)('ends with %s', async (how) => {
    const halo = clientOf();
    const ending = new AbortController();
    const file = await halo.attachments.download(1, { signal: ending.signal });
    const reading = soon(file.bytes());
    await later();
    if (how === 'close') await halo.close();
    else ending.abort(new Error('enough'));
    expect(String(await reading)).toMatch(/enough|the client is closed/);
  });
});

it('many calls on one signal cause no warning of listeners', async () => {
  const warnings: Error[] = [];
  const note = (warning: Error): void => void warnings.push(warning);
  process.on('warning', note);
  const { signal } = new AbortController();
  const halo = clientOf();
  const all = async (): Promise<void> => {
    for await (const _ of halo.tickets.listAll({}, { signal }));
  };
  await Promise.all([...Array.from({ length: 30 }, () => halo.tickets.list({}, { signal })), ...Array.from({ length: 30 }, all)]);
  await later();
  process.off('warning', note);
  expect(warnings).toEqual([]);
});
