import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { homeOf } from './support/halo-process.js';
import { startTenant, type Tenant } from './support/tenant.js';

const secret = 'correct-horse-battery-staple';

let tenant: Tenant;
beforeAll(async () => {
  const application = { clientId: 'guarded', clientSecret: secret, name: 'Guarded', agentId: 10 };
  tenant = await startTenant({ seed: 'small', applications: [application] });
});
afterAll(() => tenant.close());

const credentials = { HALO_CLIENT_ID: 'guarded', HALO_CLIENT_SECRET: secret };

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
    const { stdout, stderr } = await tenant.halo(line, { env: credentials });
    const said = stdout + stderr;
    expect(said).not.toContain(secret);
    for (const token of await tokens()) expect(said).not.toContain(token);
  });

  it('stand nowhere when they are wrong', async () => {
    const ended = await tenant.halo('tickets list --debug', { env: { ...credentials, HALO_CLIENT_SECRET: `${secret}-not` } });
    expect(ended.exit).toBe(4);
    expect(ended.stdout + ended.stderr).not.toContain(secret);
  });

  it('stand nowhere in the log of writes, and files of the state are for their owner only', async () => {
    await tenant.halo('tickets create --summary guarded --data password=hush-hush', { env: credentials });
    const state = homeOf()['HALO_STATE_DIR']!;
    const log = await readFile(join(state, 'writes.ndjson'), 'utf8');
    expect(log).toContain('guarded');
    expect(log).not.toContain(secret);
    expect(log).not.toContain('hush-hush');
    if (process.platform === 'win32') return;
    const modes = await Promise.all(
      ['writes.ndjson', 'tokens', 'budgets'].map(async (name) => (await stat(join(state, name))).mode & 0o077),
    );
    expect(modes).toEqual([0, 0, 0]);
  });
});
