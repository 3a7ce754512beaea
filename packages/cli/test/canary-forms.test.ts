import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { halo } from './support/test-host.js';

/** What the client holds when it has signed in. */
const held = { secret: 'cAnArY+secret/7f3a9b2c', access: 'cAnArY-access-7f3a9b2c', refresh: 'cAnArY-refresh-7f3a9b2c' };

/** What servers and proxies make of a text that they repeat. */
const forms = (text: string): string[] => {
  const bytes = Buffer.from(text);
  const hex = bytes.toString('hex');
  return [
    text,
    encodeURIComponent(text),
    encodeURIComponent(encodeURIComponent(text)),
    encodeURIComponent(text).replaceAll(/%../g, (code) => code.toLowerCase()),
    bytes.toString('base64'),
    bytes.toString('base64url'),
    Buffer.from(`a:${text}`).toString('base64'),
    Buffer.from(`my-app:${text}`).toString('base64'),
    hex,
    hex.toUpperCase(),
    hex.toUpperCase().replaceAll(/..(?=.)/g, '$&-'),
    JSON.stringify(text).slice(1, -1).replaceAll('+', '\\u002B').replaceAll('/', '\\/'),
  ];
};
const all = Object.values(held).flatMap(forms);
const found = (text: string): string[] => all.filter((form) => text.includes(form));

let server: Server;
let tenant: string;
let folder: string;

async function echo(request: IncomingMessage, response: ServerResponse): Promise<void> {
  for await (const _ of request);
  const url = request.url ?? '';
  const json = (status: number, value: unknown): void =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
  if (url.includes('/token')) return json(200, { access_token: held.access, refresh_token: held.refresh, expires_in: 3600 });
  const said = all.join(' ; ');
  response.setHeader('x-request-id', said);
  if (url.includes('Client')) return json(400, { message: said });
  if (url.includes('Site')) return void response.writeHead(500, { 'content-type': 'text/html' }).end(`<title>${said}</title>`);
  if (url.includes('Team')) return json(200, { success: false, Message: said });
  if (url.includes('Status')) return json(200, [{ id: 1, name: said }]);
  // Sent in two pieces, the secret in both of them.
  response.writeHead(422).write(`{"message":"${said.slice(0, 10)}`);
  setTimeout(() => response.end(`${said.slice(10)}"}`), 20);
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'halo-forms-'));
  server = createServer((request, response) => void echo(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  tenant = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

const env = (): Record<string, string> => ({
  HALO_TENANT_URL: tenant,
  HALO_CLIENT_ID: 'a',
  HALO_CLIENT_SECRET: held.secret,
  HALO_STATE_DIR: join(folder, 'state'),
});

const lines: readonly string[][] = [
  ['request', 'POST', '/Client', '--data', '{"name":"x"}'],
  ['request', 'POST', '/Site', '--data', '{"name":"x"}'],
  ['request', 'POST', '/Agent', '--data', '{"name":"x"}'],
  ['teams', 'list'],
  ['clients', 'get', '1'],
];
const ways = [[], ['--debug'], ['--verbose', '--curl'], ['--json'], ['--debug', '--json']];

describe('a secret of our own that a server repeats in another form', () => {
  it.each(lines.flatMap((line) => ways.map((way) => [[...line, ...way].join(' '), [...line, ...way]] as const)))(
    'stands nowhere in what "%s" says',
    async (_, line) => {
      const { stdout, stderr } = await halo(line, { env: env() });
      expect(stdout + stderr).toContain('***');
      expect(found(stdout + stderr)).toEqual([]);
    },
  );

  it.each([
    [[]],
    [['--json']],
    [['--output', 'csv']],
    [['--output', 'yaml']],
    [['--template', '{{name}}']],
    [['--debug']],
    [['--query', '[].name']],
  ])('is masked in records on a terminal, and reported: %j', async (way) => {
    const { exit, stdout, stderr } = await halo(['statuses', 'list', ...way], { env: env(), terminal: true });
    expect({ exit, found: found(stdout + stderr) }).toEqual({ exit: 0, found: [] });
    expect(stderr.match(/A record holds the secret or a token of this application/g)).toHaveLength(1);
  });

  it('stays in records that go into a file or another program, which may write them back', async () => {
    const out = join(folder, 'statuses.json');
    await halo(['statuses', 'list', '--out', out], { env: env(), terminal: true });
    expect(JSON.parse(readFileSync(out, 'utf8'))).toEqual([{ id: 1, name: all.join(' ; ') }]);
    const { stdout } = await halo(['statuses', 'list', '--json'], { env: env() });
    expect(JSON.parse(stdout)).toEqual([{ id: 1, name: all.join(' ; ') }]);
  });

  it('stays in the log of writes, which undo restores from, for its owner alone', async () => {
    const { exit } = await halo(['statuses', 'update', '1', '--name', 'x'], { env: env() });
    expect(exit).toBe(7);
    const path = join(folder, 'state', 'writes.log');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    for (const name of readdirSync(join(folder, 'state'), { recursive: true, encoding: 'utf8' })) {
      const other = join(folder, 'state', name);
      if (!statSync(other).isFile() || other === path || /tokens/.test(other)) continue;
      expect({ other, found: found(readFileSync(other, 'utf8')) }).toEqual({ other, found: [] });
    }
  });
});
