import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { halo as inProcess, type Spoken } from '../../../packages/cli/test/support/test-host.js';
import { halo } from '../../journeys/support/halo-process.js';
import { startTenant, type Tenant } from '../../journeys/support/tenant.js';

let tenant: Tenant;
let folder: string;
beforeAll(async () => {
  const application = { clientId: 'of-the-seed', clientSecret: 'secret456', name: 'Seed', agentId: 10 };
  tenant = await startTenant({ applications: [application] });
  folder = await mkdtemp(join(tmpdir(), 'halo-settings-'));
});
afterAll(async () => {
  await tenant.close();
  await rm(folder, { recursive: true });
});

const credentials = ['tenant_url', 'client_id', 'client_secret'] as const;
type Credentials = Readonly<Record<(typeof credentials)[number], string>>;

const good = (): Credentials => ({ tenant_url: tenant.env['HALO_TENANT_URL']!, client_id: 'of-the-seed', client_secret: 'secret456' });
const bad: Credentials = { tenant_url: 'http://127.0.0.1:9', client_id: 'nobody', client_secret: 'nothing' };

const flags = (some: Partial<Credentials>): string[] =>
  Object.entries(some).flatMap(([name, value]) => [`--${name.replace('_', '-')}`, value]);
const variables = (some: Partial<Credentials>): Record<string, string> =>
  Object.fromEntries(Object.entries(some).map(([name, value]) => [`HALO_${name.toUpperCase()}`, value]));

/** Runs a line with a configuration file of this text and with no other settings around. */
async function told(words: readonly string[], file: string, env: Record<string, string> = {}): Promise<Spoken> {
  const config = join(folder, 'config.yaml');
  await writeFile(config, file);
  return inProcess(words, { env: { ...env, HALO_CONFIG: config, HALO_STATE_DIR: await mkdtemp(join(folder, 'state-')) } });
}
const yaml = (some: Partial<Credentials>): string =>
  Object.entries(some)
    .map(([name, value]) => `${name}: ${value}\n`)
    .join('');

const line = ['teams', 'get', '7', '--json'];

describe('the credentials', () => {
  it.each(credentials)('%s comes from a flag before the environment, and from there before the file', async (name) => {
    const right = good();
    const wrong = { ...right, [name]: bad[name] };
    const alone = { [name]: right[name] };
    const cases: [flag: Partial<Credentials>, variable: Partial<Credentials>, file: Partial<Credentials>][] = [
      [alone, wrong, wrong],
      [{}, alone, wrong],
      [{}, {}, right],
    ];
    for (const [flag, variable, file] of cases) {
      expect(await told([...flags(flag), ...line], yaml(file), variables(variable))).toMatchObject({ exit: 0 });
    }
    const refused = await told([...flags({ [name]: bad[name] }), ...line], yaml(right), variables(right));
    expect(refused.exit).toBe(name === 'tenant_url' ? 1 : 4);
  });

  it('stand in the file as the document shows it', async () => {
    const file = `${yaml(good())}scope: all\n# tenant: mytenant  # optional\n`;
    expect(await told(line, file)).toMatchObject({ exit: 0, stdout: expect.stringContaining('"id": 7') });
  });

  it('that are missing are asked for by all their names', async () => {
    const { exit, stderr } = await told(line, '');
    expect(exit).toBe(2);
    for (const name of credentials) expect(stderr).toContain(`HALO_${name.toUpperCase()}`);
  });

  it('are warned about where the secret stands on the line', async () => {
    const warned = await told([...flags(good()), ...line], '');
    expect(warned).toMatchObject({ exit: 0, stderr: expect.stringMatching(/^Other users of this computer can see --client-secret .*\n$/) });
    expect((await told(line, '', variables(good()))).stderr).toBe('');
  });
});

describe('halo configure', () => {
  it('writes ~/.halopsa/config.yaml, for its owner alone, with flat keys', async () => {
    const env = { HOME: folder, USERPROFILE: folder, HALO_CONFIG: '', HALO_STATE_DIR: '' };
    const { exit, stderr } = await halo(['configure', ...flags(good())], { env });
    const path = join(folder, '.halopsa', 'config.yaml');
    expect(stderr).toContain(`Saved to ${path}`);
    expect(exit).toBe(0);
    expect(await readFile(path, 'utf8')).toBe(yaml(good()));
    if (process.platform !== 'win32') expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await halo(line, { env })).toMatchObject({ exit: 0 });
  });
});

describe('the global options', () => {
  it.each(['--version', '-v'])('%s shows the version and ends', async (flag) => {
    expect(await halo([flag])).toEqual({ exit: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/), stderr: '' });
  });

  it('--json and --no-color stand before the topic and after the verb', async () => {
    const env = variables(good());
    const before = await tenant.halo(['--json', '--no-color', 'teams', 'get', '7'], { env });
    const after = await tenant.halo(['teams', 'get', '7', '--json', '--no-color'], { env });
    expect(JSON.parse(before.stdout)).toMatchObject({ id: 7 });
    expect(after).toEqual(before);
  });

  it('--no-color leaves no colour where one is forced', async () => {
    const env = { ...variables(good()), FORCE_COLOR: '1' };
    expect((await tenant.halo('teams get 7', { env })).stdout).toContain('\u001B[');
    expect((await tenant.halo('teams get 7 --no-color', { env })).stdout).not.toContain('\u001B[');
  });
});
