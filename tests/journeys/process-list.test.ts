import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hashKey } from 'halopsa-connector';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { halo as inProcess } from '../../packages/cli/test/support/test-host.js';
import { type Ended, endsAfterStart, halo, launcher } from './support/halo-process.js';
import { startTenant, type Tenant } from './support/tenant.js';

const canary = 'cAnArY-7f3a9b2c';
let tenant: Tenant;
let folder: string;
beforeAll(async () => {
  tenant = await startTenant({ seed: 'small' });
  folder = await mkdtemp(join(tmpdir(), 'halo-processes-'));
  await writeFile(join(folder, 'keys.json'), JSON.stringify({ keys: [{ name: 'k', sha256: hashKey(canary) }] }), { mode: 0o600 });
  await writeFile(join(folder, 'secret.json'), JSON.stringify({ name: 'x', new_password: canary }));
});
afterAll(async () => {
  await tenant.close();
  await rm(folder, { recursive: true });
});

/** Secrets where they belong: in the environment. */
const environment = (): Record<string, string> => ({
  PATH: process.env['PATH'] ?? '',
  HOME: folder,
  HALO_STATE_DIR: join(folder, 'state'),
  HALO_CONFIG: join(folder, 'config.yaml'),
  ...tenant.env,
  HALO_FORWARD_PASSWORD: `${canary}-forward`,
  HALO_LISTEN_PASSWORD: `${canary}-listen`,
  HALO_LISTEN_SECRET: `${canary}-signing`,
  HTTPS_PROXY: `http://me:${canary}-proxy@127.0.0.1:9`,
});

/** The command lines of a process and of all that it has started, as `ps` shows them. */
async function commandLines(root: number): Promise<string[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const read = (id: number, what: string): Promise<string> => readFile(`/proc/${id}/${what}`, 'utf8').catch(() => '');
  const parents = new Map<number, number>();
  for (const id of ids) parents.set(id, Number(/^\d+ \(.*\) \S (\d+)/s.exec(await read(id, 'stat'))?.[1]));
  const isBelow = (id: number | undefined): boolean => id === root || (id !== undefined && id > 1 && isBelow(parents.get(id)));
  return Promise.all(ids.filter(isBelow).map(async (id) => (await read(id, 'cmdline')).replaceAll('\0', ' ')));
}

const servers: Readonly<Record<string, () => string[]>> = {
  'sandbox start': () => ['sandbox', 'start', '--port', '0'],
  'listen --forward': () => [
    'listen',
    '--port',
    '0',
    '--folder',
    join(folder, 'a'),
    '--forward',
    'http://me@127.0.0.1:9/x',
    '--user',
    'me',
  ],
  'listen --signature-header': () => ['listen', '--port', '0', '--folder', join(folder, 'b'), '--signature-header', 'x-signature'],
  'mcp --http': () => ['mcp', '--http', '0'],
  'connector serve': () => ['connector', 'serve', '--port', '0', '--keys', join(folder, 'keys.json')],
};

// The list of processes is read from /proc, which only Linux has. It runs there, in CI too.
describe.runIf(process.platform === 'linux')('the list of processes', () => {
  it.each(Object.keys(servers))('shows no secret of halo %s, nor of what that starts', async (name) => {
    const child = spawn(process.execPath, [launcher, ...servers[name]!()], { env: environment() });
    const ended = new Promise((resolve) => child.once('close', resolve));
    try {
      let said = '';
      const seen: string[] = [];
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += String(text)));
      await expect
        .poll(
          async () => {
            seen.push(...(await commandLines(child.pid!)));
            return said;
          },
          { timeout: 20_000, interval: 100 },
        )
        .toMatch(/http:\/\/127\.0\.0\.1:\d+/);
      seen.push(...(await commandLines(child.pid!)));
      expect(seen.join('\n')).toContain(launcher);
      expect(seen.join('\n')).not.toContain(canary);
      expect(said).not.toContain(canary);
      expect(said).not.toContain('Other users of this computer can see');
    } finally {
      child.kill('SIGTERM');
      await ended;
    }
  });
});

describe('what a user puts on the line', () => {
  const seen = 'Other users of this computer can see';
  const run = (line: readonly string[]): Promise<Ended> => {
    const env = { ...environment(), HTTPS_PROXY: '' };
    return line[0] === 'listen' ? halo(line, { env, during: endsAfterStart(5_000) }) : inProcess(line, { env });
  };

  it.each([
    ['the password of --forward', ['listen', '--port', '0', '--forward', `http://me:${canary}@127.0.0.1:9/x`]],
    ['--client-secret', ['--client-secret', canary, 'tickets', 'get', '1234']],
    ['--password', ['users', 'update', '1', '--password', canary, '--dry-run']],
    ['a secret in --data', ['users', 'update', '1', '--data', `new_password=${canary}`, '--dry-run']],
    ['a secret in --data', ['users', 'update', '1', '--data', JSON.stringify({ new_password: canary }), '--dry-run']],
    ['a secret in --param', ['request', 'GET', '/Tickets', '--param', `access_token=${canary}`, '--dry-run']],
    [
      'the password or key in the address of --to',
      ['trigger', 'new-ticket-logged', '--to', `http://me:${canary}@127.0.0.1:9`, '--port', '9'],
    ],
  ])('is warned of: %s', async (what, line) => {
    const ended = await run(line);
    expect(ended.stderr).toContain(`${seen} ${what}`);
    expect(ended.stderr + ended.stdout).not.toContain(canary);
  });

  it.each([
    [['users', 'update', '1', '--data', '@secret.json', '--dry-run']],
    [['tickets', 'create', '--summary', 'The password = x', '--dry-run']],
    [['tickets', 'list', '--search', 'token=5', '--page-size', '1']],
    [['tickets', 'update', '1234', '--data', '{"summary":"code: 5"}', '--dry-run']],
    [['request', 'GET', '/Tickets', '--param', 'count=1']],
  ])('is left alone where there is nothing to hide: %j', async (line) => {
    const ended = await run(line.map((word) => word.replace('@', `@${folder}/`)));
    expect(ended.stderr).not.toContain(seen);
  });
});
