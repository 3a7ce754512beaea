import { type DownloadOptions, HaloClient, HaloConnectionError, HaloTimeoutError } from 'halopsa';
import { describe, expect, it } from 'vitest';

type Store = (init: RequestInit | undefined) => Promise<Response>;

/** A client whose Halo names a file of a store, and what asking for it comes to. */
function askFor(store: Store, options: DownloadOptions = {}) {
  const fetch = async (input: Parameters<typeof globalThis.fetch>[0], init?: RequestInit): Promise<Response> => {
    const url = String(input);
    if (url.includes('/auth/token')) return Response.json({ access_token: 'a', expires_in: 3600 });
    if (url.includes('/api/'))
      return Response.json({ id: 5, filename: 'x.txt', download_url: 'https://files.halopsa.com/x?signature=secret' });
    return store(init);
  };
  const halo = new HaloClient({
    tenantUrl: 'https://acme.halo.test',
    clientId: 'a',
    clientSecret: 'b',
    fetch,
    maxRetries: 0,
    timeoutMs: 60,
  });
  return halo.attachments.download(5, options);
}

/** As the platform does it: nothing comes, and an abort rejects. */
const silent: Store = (init) =>
  new Promise((_, reject) => init?.signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError'))));
const stalling: Store = async () =>
  new Response(new ReadableStream({ start: (stream) => stream.enqueue(new TextEncoder().encode('abc')) }), {
    headers: { 'content-length': '9' },
  });

describe('a file store', () => {
  it('that cannot be reached is an error of the client, which names the host and not the address', async () => {
    const unknown = Object.assign(new Error('getaddrinfo ENOTFOUND files.halopsa.com'), { code: 'ENOTFOUND', syscall: 'getaddrinfo' });
    const error = await askFor(() => Promise.reject(unknown)).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(HaloConnectionError);
    expect(error).toMatchObject({ delivery: 'never-sent', message: expect.stringContaining('files.halopsa.com: the host was not found') });
    expect(String(error)).not.toContain('secret');
  });

  it('that says nothing is not waited for without end, and the caller still ends it sooner', async () => {
    await expect(askFor(silent)).rejects.toBeInstanceOf(HaloTimeoutError);
    const reason = new Error('enough');
    await expect(askFor(silent, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });

  it('whose file stalls on its way breaks off', async () => {
    const file = await askFor(stalling, { timeoutMs: 50 });
    await expect(file.bytes()).rejects.toMatchObject({
      name: 'HaloConnectionError',
      message: expect.stringContaining('nothing came for 0.05 s'),
    });
  });
});
