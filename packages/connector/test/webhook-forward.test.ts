import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { forwardTo, type HaloEvent } from 'halopsa-connector';
import { describe, expect, test, vi } from 'vitest';

const event = (payload: HaloEvent['payload']): HaloEvent => ({ key: 'k', source: 'webhook', receivedAt: '', payload });

describe('forwarding', () => {
  test('posts the payload with its key and counts every status but success as a failure', async () => {
    const got: unknown[] = [];
    const statuses = [500, 302, 204];
    const target = createServer((incoming, outgoing) => {
      let text = '';
      incoming.on('data', (chunk) => {
        text += chunk;
      });
      incoming.on('end', () => {
        got.push([incoming.headers['idempotency-key'], JSON.parse(text)]);
        outgoing.writeHead(statuses.shift()!, { location: '/elsewhere' }).end();
      });
    });
    await new Promise<void>((resolve) => target.listen(0, '127.0.0.1', resolve));
    const forward = forwardTo(`http://127.0.0.1:${(target.address() as AddressInfo).port}/hook`);
    const run = { attempt: 1, signal: new AbortController().signal };
    const one = event({ id: 'k', object_id: 7 });
    await expect(forward(one, run)).rejects.toThrow('answered 500');
    await expect(forward(one, run)).rejects.toThrow('answered 302');
    await forward(one, run);
    expect(got).toEqual(Array.from({ length: 3 }, () => ['k', { id: 'k', object_id: 7 }]));
    target.close();
    target.closeAllConnections();
  });

  test('sends user name and password of the address as Basic authentication', async () => {
    const got: unknown[] = [];
    const fetch = (async (url: URL, init: RequestInit) => {
      got.push(new Request(url, init).headers.get('authorization'));
      return new Response();
    }) as unknown as typeof globalThis.fetch;
    await forwardTo('https://halo:pass%3Aw%C3%B6rd@example.com/hook', fetch)(event({}), {
      attempt: 1,
      signal: new AbortController().signal,
    });
    expect(got).toEqual([`Basic ${Buffer.from('halo:pass:wörd').toString('base64')}`]);
  });

  test('lets a receiver end for some seconds once the queue stops, and then cuts it off', async () => {
    vi.useFakeTimers();
    const hanging = ((_: URL, { signal }: RequestInit) =>
      new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason)))) as unknown as typeof fetch;
    const stopping = new AbortController();
    let ended = '';
    const forwarded = forwardTo('https://example.com/hook', hanging)(event({}), { attempt: 1, signal: stopping.signal });
    void Promise.resolve(forwarded).catch((error: Error) => {
      ended = error.message;
    });
    await vi.advanceTimersByTimeAsync(1_000);
    stopping.abort();
    await vi.advanceTimersByTimeAsync(4_000);
    expect(ended).toBe('');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(ended).toBe('the forwarding was stopped');
    vi.useRealTimers();
  });

  test.each(['http://example.com/hook', 'ftp://127.0.0.1', 'nowhere'])('refuses %s', (address) => {
    expect(() => forwardTo(address)).toThrow('cannot be forwarded');
  });
});
