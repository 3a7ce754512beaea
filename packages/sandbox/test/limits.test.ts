import { type RequestOptions, request } from 'node:http';
import { createSandbox, type RunningServer, type ServeOptions } from 'halopsa-sandbox';
import { afterEach, describe, expect, it } from 'vitest';
import { signIn } from './signed-in.js';

let server: RunningServer | undefined;
afterEach(() => server?.close());
const serve = async (options?: ServeOptions): Promise<RunningServer> => {
  server = await createSandbox({ seed: 'empty' }).serve(options);
  return server;
};

/** The status of an answer to a request that names this host; `fetch` names the true one always. */
const statusFor = (port: number, host: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path: '/api/AuthInfo', headers: { host } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    asked.on('error', reject);
    asked.end();
  });

describe('the names that a server answers to', () => {
  it('are those of this computer by default', async () => {
    const { port } = await serve();
    for (const host of ['localhost', `127.0.0.1:${port}`, '[::1]', 'LOCALHOST:1']) expect(await statusFor(port, host)).toBe(200);
    for (const host of ['evil.example', `halo.test:${port}`, '10.0.0.1']) expect(await statusFor(port, host)).toBe(421);
  });

  it('can be given', async () => {
    const { port } = await serve({ allowedHosts: ['halo.test'] });
    expect([await statusFor(port, 'halo.test'), await statusFor(port, 'evil.example')]).toEqual([200, 421]);
  });
});

/** Sends chunks until the server has closed the connection; returns the status that it answered. */
async function sendWithoutEnd(options: RequestOptions): Promise<{ status: number; closed: Promise<unknown> }> {
  const sending = request({ ...options, headers: { 'content-type': 'application/json' } });
  const closed = new Promise((resolve) => sending.on('close', resolve));
  const status = new Promise<number>((resolve, reject) => {
    sending.on('response', (answer) => {
      answer.on('error', () => undefined).resume();
      resolve(answer.statusCode ?? 0);
    });
    sending.on('error', reject);
  });
  const chunk = Buffer.alloc(1_000_000, 'x');
  const pump = (): void => {
    if (sending.destroyed) return;
    if (sending.write(chunk)) setImmediate(pump);
    else sending.once('drain', pump);
  };
  pump();
  return { status: await status, closed };
}

describe('the size of a body', () => {
  const large = 'x'.repeat(1_000_000);
  const endless = (): ReadableStream<Uint8Array> =>
    new ReadableStream({ pull: (controller) => controller.enqueue(new TextEncoder().encode(large)) });

  it.each([
    '/api/Tickets',
    '/auth/token',
    '/auth/authorize?client_id=sandbox-web&redirect_uri=http://127.0.0.1/callback&response_type=code&code_challenge=x&code_challenge_method=S256',
    '/__sandbox/faults',
    '/api/Report',
    '/api/Attachment/image',
    '/api/Attachment/PresignedURLUploadComplete',
    '/api/Quotation/Approval',
  ])('is bounded at %s, whatever its head says', async (path) => {
    const { sandbox } = await signIn();
    const body = new URLSearchParams({ grant_type: 'client_credentials', scope: 'all', client_id: 'sandbox', client_secret: 'sandbox' });
    const token = (await (await sandbox.fetch('http://x/auth/token', { method: 'POST', body })).json()) as { access_token: string };
    const headers = { authorization: `Bearer ${token.access_token}`, 'content-type': 'application/json' };
    const streamed = new Request(`http://x${path}`, { method: 'POST', body: endless(), headers, duplex: 'half' } as RequestInit);
    expect((await sandbox.fetch(streamed)).status).toBe(413);
    const declared = new Request(`http://x${path}`, { method: 'POST', body: 'x', headers: { ...headers, 'content-length': '30000001' } });
    expect((await sandbox.fetch(declared)).status).toBe(413);
  });

  it('is bounded for a form and for an upload', async () => {
    const { sandbox } = await signIn();
    const body = new URLSearchParams({ grant_type: 'client_credentials', scope: 'all', client_id: 'sandbox', client_secret: 'sandbox' });
    const token = (await (await sandbox.fetch('http://x/auth/token', { method: 'POST', body })).json()) as { access_token: string };
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array(30_000_001)]), 'large.bin');
    const headers = { authorization: `Bearer ${token.access_token}` };
    expect((await sandbox.fetch('http://x/api/Attachment/image', { method: 'POST', body: form, headers })).status).toBe(413);
    const upload = new Request('http://x/__uploads/sandbox/abc', { method: 'PUT', body: endless(), duplex: 'half' } as RequestInit);
    expect((await sandbox.fetch(upload)).status).toBe(413);
  });

  it('answers 404 where the address of an upload is not encoded', async () => {
    const upload = new Request('http://x/__uploads/sandbox/%zz', { method: 'PUT', body: 'x' });
    expect((await createSandbox({ seed: 'empty' }).fetch(upload)).status).toBe(404);
  });

  it.each(['/__uploads/sandbox/abc', '/auth/token', '/__sandbox/faults'])('ends a stream without end over HTTP at %s', async (path) => {
    const { port } = await serve();
    const method = path.startsWith('/__uploads') ? 'PUT' : 'POST';
    const { status, closed } = await sendWithoutEnd({ host: '127.0.0.1', port, path, method });
    expect(status).toBe(413);
    await closed;
  });
});
