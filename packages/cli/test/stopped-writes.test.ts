import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { run } from '../src/run.js';
import { halo, testHost } from './support/test-host.js';

let server: Server;
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** A tenant that answers all requests but those of a kind, at which the person stops the command. */
async function stoppedAt(
  silent: 'token' | 'GET' | 'POST' | 'DELETE',
  line: readonly string[],
): Promise<{ exit: number; stderr: string; logged: unknown[] }> {
  const stop = new AbortController();
  const answer = (response: ServerResponse, value: object): void =>
    void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
  server = createServer((request, response) => {
    const isToken = request.url?.includes('/token') === true;
    if (silent === (isToken ? 'token' : request.method)) setTimeout(() => stop.abort(), 50);
    else if (isToken) answer(response, { access_token: 'a', token_type: 'Bearer', expires_in: 3600 });
    else answer(response, { id: 1234, summary: 'Known', status_id: 1 });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const env = {
    HALO_TENANT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    HALO_CLIENT_ID: 'a',
    HALO_CLIENT_SECRET: 'b',
  };
  const host = { ...testHost({ env }), signal: stop.signal };
  const exit = await run(line, host);
  const all = JSON.parse((await halo(['writes', '--limit', '500', '--json'], { env })).stdout) as { tenant: string }[];
  return { exit, stderr: host.written.stderr, logged: all.filter(({ tenant }) => tenant === env.HALO_TENANT_URL) };
}

const lines: Record<string, string[]> = {
  create: ['tickets', 'create', '--summary', 'x'],
  update: ['tickets', 'update', '1234', '--summary', 'x'],
  delete: ['tickets', 'delete', '1234', '--yes'],
  request: ['request', 'POST', '/Tickets', '--data', '{"summary":"x"}'],
  api: ['api', 'tickets.upsert', '--data', '{"summary":"x"}'],
};

describe('a write that is stopped', () => {
  it.each(Object.entries(lines))('before its request went out was not under way and is not logged: %s', async (_, line) => {
    expect(await stoppedAt('token', line)).toEqual({ exit: 130, stderr: expect.stringContaining('No write was under way'), logged: [] });
  });

  it.each(Object.entries(lines))('while its answer was waited for may have been made, and is logged so: %s', async (name, line) => {
    const ended = await stoppedAt(name === 'delete' ? 'DELETE' : 'POST', line);
    expect(ended).toMatchObject({
      exit: 130,
      stderr: expect.stringContaining('A write that was under way may have been made'),
      logged: [{ outcome: 'unknown' }],
    });
  });

  it('while the record was read was not under way', async () => {
    expect(await stoppedAt('GET', lines['update']!)).toMatchObject({
      stderr: expect.stringContaining('No write was under way'),
      logged: [],
    });
  });
});
