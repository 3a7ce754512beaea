import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asCurl, HaloClient } from 'halopsa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { halo } from './support/test-host.js';

/** Secrets of every kind, each recognisable wherever it turns up. */
const canary = (kind: string): string => `cAnArY-${kind}-7f3a9b2c`;
const kinds = [
  'client-secret',
  'config-secret',
  'access-token',
  'refresh-token',
  'id-token',
  'set-cookie',
  'server-key',
  'password',
  'new-password',
  'amz-signature',
  'amz-token',
  'sas-signature',
  'code',
  'verifier',
  'api-key',
  'private-key',
  'otp',
  'webhook-secret',
  'assertion',
  'location-token',
  'user-in-url',
  'bearer-in-text',
  'connection-string',
  'forward-password',
] as const;

let server: Server;
let tenant: string;
let folder: string;
/** The secret that the command in question was configured with. */
let configured = 'client-secret';

/** Repeats what it was sent, in the ways in which servers do, and adds secrets of its own. */
async function echo(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let body = '';
  for await (const piece of request) body += String(piece);
  response.setHeader('content-type', 'application/json');
  response.setHeader('set-cookie', [`session=${canary('set-cookie')}; Path=/`, `other=x ${canary('set-cookie')}`]);
  response.setHeader('x-api-key', `key ${canary('server-key')} trailing words`);
  response.setHeader('location', `https://x.test/cb?token=${canary('location-token')}`);
  const url = request.url ?? '';
  const tokens = { access_token: canary('access-token'), refresh_token: canary('refresh-token'), id_token: canary('id-token') };
  if (url.includes('/token') && !body.includes('wrong'))
    return void response.end(JSON.stringify({ ...tokens, token_type: 'Bearer', expires_in: 3600 }));
  // What an earlier request carried, which may have been one of another run.
  const known = canary(configured);
  response.setHeader('server', known);
  const said = `${known} | ${request.headers.authorization} | ${body} | ${url} | Bearer ${request.headers.authorization?.slice(7)}`;
  const links = `see https://b.s3.amazonaws.com/x?X-Amz-Signature=${canary('amz-signature')}&X-Amz-Security-Token=${canary('amz-token')} or https://s.blob.core.windows.net/x?sig=${canary('sas-signature')} or https://me:${canary('user-in-url')}@x.test/`;
  if (url.includes('Client')) return void response.writeHead(400).end(JSON.stringify({ message: `${said} ${links}` }));
  if (url.includes('Site')) return void response.writeHead(500, { 'content-type': 'text/html' }).end(`<title>${said}</title>`);
  if (url.includes('Status')) return void response.end(JSON.stringify([{ id: 1, new_password: canary('new-password'), s3url: links }]));
  response.writeHead(422).end(said);
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'halo-canary-'));
  server = createServer((request, response) => void echo(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  tenant = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  writeFileSync(join(folder, 'config.yaml'), `client_secret: ${canary('config-secret')}\n`, { mode: 0o600 });
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

const record = {
  name: 'x',
  password: canary('password'),
  code: canary('code'),
  code_verifier: canary('verifier'),
  api_key: canary('api-key'),
  private_key: canary('private-key'),
  otp: canary('otp'),
  webhook_secret: canary('webhook-secret'),
  client_assertion: canary('assertion'),
  connection_string: canary('connection-string'),
};

const environment = (own: boolean): Record<string, string> => ({
  HALO_TENANT_URL: tenant,
  HALO_CLIENT_ID: 'a',
  ...(own ? { HALO_CLIENT_SECRET: canary('client-secret') } : {}),
  HALO_CONFIG: join(folder, 'config.yaml'),
  HALO_STATE_DIR: join(folder, 'state'),
  HALO_FORWARD_PASSWORD: canary('forward-password'),
});

const lines: readonly string[][] = [
  ['request', 'POST', '/Client', '--data', JSON.stringify(record)],
  ['request', 'POST', '/Site', '--data', JSON.stringify(record)],
  ['request', 'POST', '/Agent', '--data', JSON.stringify(record)],
  ['request', 'GET', `/Agent?password=${canary('password')}&X-Amz-Signature=${canary('amz-signature')}&code=${canary('code')}`],
  ['statuses', 'list', '--out', '/dev/null'],
  ['clients', 'get', '1'],
];
const ways = [[], ['--debug'], ['--verbose', '--curl'], ['--json'], ['--dry-run', '--curl'], ['--dry-run'], ['--dry-run', '--json']];

/** What is found of the secrets, without the files whose job is to keep one for their owner alone. */
const found = (text: string): string[] => kinds.filter((kind) => text.includes(canary(kind)));

describe('a secret of any kind', () => {
  it.each(lines.flatMap((line) => ways.map((way) => [[...line, ...way].join(' ').slice(0, 60), line, way] as const)))(
    'stands nowhere in what "%s" says',
    async (_, line, way) => {
      for (const own of [true, false]) {
        configured = own ? 'client-secret' : 'config-secret';
        const { stdout, stderr } = await halo([...line, ...way], { env: environment(own) });
        expect(found(stdout + stderr)).toEqual([]);
      }
    },
  );

  it('stands in no file but those that keep it for their owner alone', () => {
    const files = readdirSync(join(folder, 'state'), { recursive: true, encoding: 'utf8' })
      .map((name) => join(folder, 'state', name))
      .filter((path) => statSync(path).isFile());
    expect(files.length).toBeGreaterThan(0);
    for (const path of files) {
      expect({ path, mode: statSync(path).mode & 0o077 }).toEqual({ path, mode: 0 });
      if (!/tokens/.test(path)) expect({ path, found: found(readFileSync(path, 'utf8')) }).toEqual({ path, found: [] });
    }
  });

  it.each(['a\nb', 'a\r\nx: y', 'a\u0000b', 'zoë\u2028'])(
    'that no header can carry, such as one with %j, is not told, and nothing is sent',
    async (sign) => {
      const secret = `${canary('api-key')}${sign}`;
      const client = new HaloClient({ tenantUrl: tenant, clientId: 'a', clientSecret: 'b', headers: { 'x-key': secret }, maxRetries: 1 });
      const error = await client.tickets.create({ summary: 'x' } as never).catch((cause: unknown) => cause);
      const { inspect } = await import('node:util');
      expect(inspect(error, { depth: 10 })).not.toContain(canary('api-key'));
      expect(error).toMatchObject({ code: 'halo/usage', message: expect.stringContaining('the header x-key') });
    },
  );

  it('stands in no curl line of the client', async () => {
    configured = 'client-secret';
    const client = new HaloClient({
      tenantUrl: tenant,
      clientId: 'a',
      clientSecret: canary('client-secret'),
      headers: { 'x-key': canary('api-key') },
      maxRetries: 0,
    });
    const error = await client
      .post('/Client', { body: record, query: { token: canary('access-token') } } as never)
      .catch((cause: unknown) => cause);
    expect(asCurl(error)).toContain('curl -X POST');
    expect(found(asCurl(error) ?? '')).toEqual([]);
    expect(found((error as Error).message)).toEqual([]);
  });
});

describe('files of halo', () => {
  const free = (): Record<string, string> => ({ ...environment(true) });

  it('with records belong to their owner alone, and a mode that a person gave stays', async () => {
    const out = join(folder, 'statuses.json');
    await halo(['statuses', 'list', '--out', out], { env: free() });
    expect(statSync(out).mode & 0o777).toBe(0o600);
    chmodSync(out, 0o644);
    await halo(['statuses', 'list', '--out', out], { env: free() });
    expect(statSync(out).mode & 0o777).toBe(0o644);
  });

  it('are drafted under names that nobody can lie in wait at', async () => {
    const place = join(folder, 'shared');
    mkdirSync(place);
    const victim = join(folder, 'victim');
    writeFileSync(victim, 'mine');
    for (const name of [`x.json.${process.pid}.part`, 'x.json.part', `x.json.${process.pid}.tmp`, 'x.json.draft'])
      symlinkSync(victim, join(place, name));
    await halo(['statuses', 'list', '--out', join(place, 'x.json')], { env: free() });
    expect(readFileSync(victim, 'utf8')).toBe('mine');
  });

  it.each([
    ['the file', 0o602, 0o700],
    ['the file, for a group of others', 0o620, 0o700],
    ['its folder', 0o600, 0o707],
  ])('that configure it are refused where others may write to %s', async (_, fileMode, folderMode) => {
    const place = mkdtempSync(join(folder, 'config-'));
    const path = join(place, 'config.yaml');
    writeFileSync(path, `tenant_url: https://evil.test\n`);
    // A group whose number is the user's is the user's own.
    if (fileMode === 0o620 && process.getuid?.() === process.getgid?.()) {
      if (process.getuid?.() !== 0) return;
      (await import('node:fs')).chownSync(path, 0, 100);
    }
    chmodSync(path, fileMode);
    chmodSync(place, folderMode);
    const { exit, stderr } = await halo(['statuses', 'list'], { env: { ...free(), HALO_CONFIG: path } });
    expect({ exit, stderr }).toEqual({ exit: 2, stderr: expect.stringContaining('may write to') });
    chmodSync(place, 0o700);
  });

  it.each(['a folder above it', 'the folder of a link to it', 'the folder of a link to its folder'])(
    'that configure it are refused where others may put another in the place of %s',
    async (where) => {
      const place = mkdtempSync(join(folder, 'config-'));
      const inner = join(place, 'inner');
      const own = join(mkdtempSync(join(folder, 'own-')), 'halo');
      mkdirSync(own);
      mkdirSync(inner);
      writeFileSync(join(own, 'config.yaml'), 'tenant_url: https://evil.test\n', { mode: 0o600 });
      if (where === 'a folder above it') writeFileSync(join(inner, 'config.yaml'), 'tenant_url: https://evil.test\n', { mode: 0o600 });
      if (where === 'the folder of a link to it') symlinkSync(join(own, 'config.yaml'), join(place, 'config.yaml'));
      if (where === 'the folder of a link to its folder') symlinkSync(own, join(place, 'halo'));
      const path = join(place, where === 'a folder above it' ? 'inner' : where.endsWith('its folder') ? 'halo' : '', 'config.yaml');
      const run = async (): Promise<string> => (await halo(['statuses', 'list'], { env: { ...free(), HALO_CONFIG: path } })).stderr;
      chmodSync(place, 0o700);
      expect(await run()).not.toContain('may write to');
      chmodSync(place, 0o777);
      expect(await run()).toContain(`every user may write to the folder ${place}`);
      chmodSync(place, 0o700);
    },
  );
});
