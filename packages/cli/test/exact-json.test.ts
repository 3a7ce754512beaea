import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { halo, type Spoken } from './support/test-host.js';

const long = '12345678901234567890';
let server: Server;
let folder: string;
let url: string;
const bodies: string[] = [];

/** A server that answers with a long number, since no sandbox keeps one. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'halo-exact-'));
  server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    if (request.url?.includes('token')) return void response.end('{"access_token":"t","token_type":"Bearer","expires_in":3600}');
    let body = '';
    request.on('data', (chunk) => {
      body += String(chunk);
    });
    request.on('end', () => {
      if (request.method !== 'GET') bodies.push(body);
      response.end(`{"id":1,"summary":"x","third_party_id_string":${long},"big":[9007199254740993,0.1]}`);
    });
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true });
});

const say = (argv: string[], stdin?: string): Promise<Spoken> =>
  halo(argv, {
    env: { HALO_TENANT_URL: url, HALO_CLIENT_ID: 'sandbox', HALO_CLIENT_SECRET: 'sandbox', HALO_STATE_DIR: folder },
    ...(stdin === undefined ? {} : { stdin }),
  });

describe('a number that no double holds', () => {
  test.each([
    ['request', ['request', 'POST', '/Tickets', '--data', `{"third_party_id_string":${long}}`], 'line 1, character 26'],
    ['create', ['tickets', 'create', '--data', `[{"summary":"x",\n"third_party_id_string":${long}}]`], 'line 2, character 25'],
    ['pair', ['request', 'POST', '/Tickets', '--data', `third_party_id_string:=${long}`], 'line 1, character 1'],
  ])('is refused in --data, and nothing is sent (%s)', async (_, argv, place) => {
    const { exit, stderr } = await say(argv);
    expect(exit).toBe(2);
    expect(stderr).toContain(`${place}: a number has more digits than can be kept exactly. Nothing was sent.`);
    expect(stderr).toContain('Give the number as a text, in quotes');
    expect(bodies).toEqual([]);
  });

  test.each(['json', 'ndjson', 'yaml', 'csv', 'table'])('keeps its digits in an answer, printed as %s', async (format) => {
    const { stdout } = await say(['request', 'GET', '/Tickets/1', '--output', format]);
    expect(stdout).toContain(long);
    expect(stdout).not.toContain('12345678901234567000');
  });
});

test.each([
  ['a name that stands twice', '{"summary":"a","summary":"b"}', 'line 1, character 16: the name "summary" stands twice'],
  ['half a character', '{"summary":"\\ud800"}', 'half a character'],
  ['nesting without end', `{"a":${'['.repeat(50_000)}`, 'nested more than 200 deep'],
])('--data with %s is refused', async (_, data, problem) => {
  const { exit, stderr } = await say(['request', 'POST', '/Tickets', '--data', data]);
  expect([exit, stderr]).toEqual([2, expect.stringContaining(problem)]);
});

describe('--data @file', () => {
  const file = async (name: string, bytes: Buffer): Promise<string> => {
    await writeFile(join(folder, name), bytes);
    return `@${join(folder, name)}`;
  };

  test('in UTF-16, as PowerShell writes it, is read', async () => {
    const path = await file('wide.json', Buffer.from('\uFEFF{"summary":"Grüße"}', 'utf16le'));
    expect((await say(['request', 'POST', '/Tickets', '--raw-body', '--data', path])).exit).toBe(0);
    expect(bodies.at(-1)).toBe('{"summary":"Grüße"}');
  });

  test('in a code page is refused', async () => {
    const path = await file('latin.json', Buffer.from('{"summary":"Gr\xfc\xdfe"}', 'latin1'));
    expect((await say(['request', 'POST', '/Tickets', '--data', path])).stderr).toContain('is not UTF-8. Nothing was sent.');
  });
});
