import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { homeOf, launcher } from './support/halo-process.js';
import { startTenant, type Tenant } from './support/tenant.js';

const secret = 'correct-horse-battery-staple';

let tenant: Tenant;
beforeAll(async () => {
  const application = { clientId: 'guarded', clientSecret: secret, name: 'Guarded', agentId: 10 };
  tenant = await startTenant({ seed: 'small', applications: [application] });
});
afterAll(() => tenant.close());

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'halo-secrets-'));
});
afterAll(() => rm(folder, { recursive: true }));

const credentials = { HALO_CLIENT_ID: 'guarded', HALO_CLIENT_SECRET: secret };
// There is a token to look for, whichever test runs first.
beforeAll(() => tenant.launch('teams list', { env: credentials }));

/** The token that the runs before left in their state. */
async function tokens(): Promise<string[]> {
  const folder = join(homeOf()['HALO_STATE_DIR']!, 'tokens');
  const files = await readdir(folder);
  const sets = await Promise.all(
    files.map(async (file) => JSON.parse(await readFile(join(folder, file), 'utf8')) as { accessToken: string }),
  );
  return sets.map(({ accessToken }) => accessToken);
}

const lines = [
  'tickets list --page-size 2',
  'tickets list --page-size 2 --debug',
  'tickets list --page-size 2 --verbose --curl',
  'tickets get 99999 --debug',
  'tickets create --summary x --dry-run --curl',
  'whoami --debug',
  'doctor --debug',
  'profile show',
  'request GET /Nowhere --debug',
  'applications list --debug',
];

describe('the secret and the token', () => {
  it.each(lines)('stand nowhere in what "halo %s" says', async (line) => {
    const { stdout, stderr } = await tenant.launch(line, { env: credentials });
    const said = stdout + stderr;
    expect(said).not.toContain(secret);
    for (const token of await tokens()) expect(said).not.toContain(token);
  });

  it('stand nowhere when they are wrong', async () => {
    const ended = await tenant.launch('tickets list --debug', { env: { ...credentials, HALO_CLIENT_SECRET: `${secret}-not` } });
    expect(ended.exit).toBe(4);
    expect(ended.stdout + ended.stderr).not.toContain(secret);
  });

  it('stand nowhere in the log of writes, and files of the state are for their owner only', async () => {
    await tenant.launch('tickets create --summary guarded --extra-field password=hush-hush', { env: credentials });
    const state = homeOf()['HALO_STATE_DIR']!;
    const log = await readFile(join(state, 'writes.log'), 'utf8');
    expect(log).toContain('guarded');
    expect(log).not.toContain(secret);
    expect(log).not.toContain('hush-hush');
    if (process.platform === 'win32') return;
    const modes = await Promise.all(['writes.log', 'tokens', 'budgets'].map(async (name) => (await stat(join(state, name))).mode & 0o077));
    expect(modes).toEqual([0, 0, 0]);
  });
});

/** A program that writes down how it was started, and with what around it. */
async function witness(name: string): Promise<{ path: string; saw(): Promise<string> }> {
  const [path, seen] = [join(folder, name), join(folder, `${name}.seen`)];
  await writeFile(path, `#!/bin/sh\n{ tr '\\0' ' ' < /proc/$$/cmdline; env; echo END; } > '${seen}.part'\nmv '${seen}.part' '${seen}'\n`, {
    mode: 0o755,
  });
  const saw = async (): Promise<string> => {
    for (;;) {
      const text = await readFile(seen, 'utf8').catch(() => '');
      if (text.includes('END')) return text;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  return { path, saw };
}

// What a process was started with is read from /proc, which Linux alone has. They run there, in CI too.
describe.runIf(process.platform === 'linux')('programs that halo starts', () => {
  it('as a browser know neither secret nor token', async () => {
    const browser = await witness('browser');
    await tenant.launch('open ticket 1234', { env: { ...credentials, BROWSER: browser.path } });
    const seen = await browser.saw();
    expect(seen).toContain('/tickets?id=1234');
    expect(seen).not.toContain(secret);
    for (const token of await tokens()) expect(seen).not.toContain(token);
  });

  it('as npm know neither', async () => {
    const npm = await witness('npm');
    await tenant.launch('update-check', { env: { ...credentials, PATH: `${folder}${delimiter}${process.env['PATH']}` } });
    expect(await npm.saw()).toContain('view halopsa-cli version');
    expect(await npm.saw()).not.toContain(secret);
  });

  it('as a pager know neither', async () => {
    const pager = await witness('pager');
    const env = { ...process.env, ...homeOf(), ...tenant.env, ...credentials, HALO_PAGER: pager.path };
    const line = `stty rows 5; '${process.execPath}' '${launcher}' tickets list`;
    await promisify(execFile)('script', ['-qec', line, '/dev/null'], { env, timeout: 30_000 });
    const seen = await pager.saw();
    expect(seen).toContain('HALO_TENANT_URL=');
    expect(seen).not.toContain(secret);
    for (const token of await tokens()) expect(seen).not.toContain(token);
  });
});

describe('what stays behind', () => {
  it('has the secret nowhere, and the tokens in their own files only', async () => {
    await tenant.launch('teams create --data name=Behind', { env: credentials });
    const state = homeOf()['HALO_STATE_DIR']!;
    const files = (await readdir(state, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
    expect(files.length).toBeGreaterThan(2);
    const known = await tokens();
    for (const { parentPath, name } of files) {
      const text = await readFile(join(parentPath, name), 'utf8');
      expect(text).not.toContain(secret);
      if (!parentPath.endsWith('tokens')) for (const token of known) expect(text).not.toContain(token);
    }
  });

  it('of a crash is one block without what the error carries', async () => {
    const script = join(folder, 'crash.mjs');
    await writeFile(
      script,
      `const crash = () => { throw Object.assign(new Error('went wrong'), { headers: { authorization: process.env.HALO_CLIENT_SECRET } }); };
       process.on('newListener', (name) => name === 'SIGTERM' && setTimeout(crash, 50));`,
    );
    const { exit, stderr } = await tenant.launch('tickets list --all', { env: { ...credentials, NODE_OPTIONS: `--import=${script}` } });
    expect(stderr).toContain('error: Unexpected: went wrong\n');
    expect(stderr).not.toContain(secret);
    expect(exit).toBe(1);
  });
});
