import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { configPath, readConfig, writeConfig } from '../src/config/config-file.js';
import { findSettings } from '../src/config/resolve-settings.js';
import { processHost } from '../src/host.js';
import { halo, testHost } from './support/test-host.js';

let folder: string;
let path: string;
const env = (): Record<string, string> => ({ HALO_CONFIG: path });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'halo-config-'));
  path = join(folder, 'deep', 'config.yaml');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const credentials = ['--tenant-url', 'company.halopsa.com/', '--client-id', 'abc123', '--client-secret', 'secret456'];

describe('the configuration', () => {
  it('lives in the home folder unless HALO_CONFIG names another file', () => {
    expect(configPath({ ...testHost(), env: {}, home: '/home/x' })).toBe(join('/home/x', '.halopsa', 'config.yaml'));
    expect(configPath(testHost({ env: { HALO_CONFIG: '/y' } }))).toBe('/y');
  });

  it('is written flat by "halo configure" and read by its owner only', async () => {
    const spoken = await halo(['configure', ...credentials, '--scope', 'all'], { env: env() });
    expect(spoken).toMatchObject({ exit: 0, stdout: '' });
    expect(spoken.stderr).not.toContain('secret456');
    expect(await readFile(path, 'utf8')).toBe(
      'tenant_url: https://company.halopsa.com\nclient_id: abc123\nclient_secret: secret456\nscope: all\n',
    );
    if (process.platform !== 'win32') expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it('keeps comments, other keys and what was not given again', async () => {
    await halo(['configure', ...credentials], { env: env() });
    await writeFile(path, `# ours\nprofiles: { test: { tenant: t } }\n${await readFile(path, 'utf8')}`);
    await halo(['configure', '--tenant', 'acme'], { env: env() });
    expect(await readFile(path, 'utf8')).toMatch(/^# ours\nprofiles: .*\n[\s\S]*client_id: abc123\n[\s\S]*tenant: acme\n$/);
  });

  it('takes flags before the environment and the environment before the file, key by key', async () => {
    await writeConfig(path, { tenant_url: 'https://file', client_id: 'file', client_secret: 'file', scope: 'file', tenant: 'file' });
    const host = testHost({ env: { ...env(), HALO_CLIENT_ID: 'env', HALO_SCOPE: 'env', HALO_TENANT: '' } });
    expect((await findSettings({ settings: { scope: 'flag' }, profile: undefined }, host)).settings).toEqual({
      tenant_url: 'https://file',
      client_id: 'env',
      client_secret: 'file',
      scope: 'flag',
      tenant: 'file',
    });
  });

  it('that is missing is told with every way to give it', async () => {
    const spoken = await halo(['tickets', 'list'], { env: { ...env(), HALO_CLIENT_ID: 'x' } });
    expect(spoken.exit).toBe(2);
    expect(spoken.stderr).toMatch(/No tenant url, client secret is configured\.\n.*halo configure.*HALO_TENANT_URL, HALO_CLIENT_SECRET/);
  });

  it.each([
    ['not YAML', 'tenant_url: https://x\nclient_secret: "hush hush\n: [', /not valid YAML \(line \d\)/],
    ['no mapping', '- hush', /not understood/],
    ['a list in a key', 'client_secret: [hush]', /Its key client_secret has to be a text/],
  ])('that is %s is told in one line without its content', async (_name, text, message) => {
    path = join(folder, 'config.yaml');
    await writeFile(path, text);
    const spoken = await halo(['tickets', 'list'], { env: env() });
    expect(spoken.exit).toBe(2);
    expect(spoken.stderr).toMatch(message);
    expect(spoken.stderr).not.toContain('hush');
  });

  it('that cannot be read or written is told in one line', async () => {
    path = folder;
    expect(await halo(['tickets', 'list'], { env: env() })).toMatchObject({
      exit: 2,
      stderr: expect.stringContaining('cannot be read (EISDIR)'),
    });
    await writeFile(join(folder, 'file'), '');
    path = join(folder, 'file', 'config.yaml');
    const spoken = await halo(['configure', ...credentials], { env: env() });
    expect(spoken).toMatchObject({ exit: 2, stderr: expect.stringMatching(/cannot be (read|written) \(ENOTDIR\)/) });
  });

  it('that is empty is no configuration', async () => {
    path = join(folder, 'empty.yaml');
    await writeFile(path, '');
    expect(await readConfig(path)).toEqual({});
  });
});

describe('halo configure without a terminal', () => {
  it('asks for nothing and saves nothing where something is missing', async () => {
    const spoken = await halo(['configure', '--client-id', 'x'], { env: env() });
    expect(spoken).toMatchObject({ exit: 2, stderr: expect.stringContaining('Nothing was saved') });
    expect(await readConfig(path)).toEqual({});
  });

  it('refuses what is not a web address', async () => {
    const spoken = await halo(['configure', ...credentials, '--tenant-url', 'not a url'], { env: env() });
    expect(spoken).toMatchObject({ exit: 2, stderr: expect.stringContaining('is not a web address') });
  });

  it.each(['0123', '12345678901234567890', '1e5', '0x1f', '1_000'])('keeps the digits of %s as they stand', async (digits) => {
    await writeConfig(path, { tenant_url: 'https://file' });
    await writeFile(path, `tenant_url: https://file\nclient_id: ${digits}\nclient_secret: ${digits}\n`);
    expect(await readConfig(path)).toMatchObject({ client_id: digits, client_secret: digits });
    await writeConfig(path, { tenant: 'acme', client_secret: digits });
    expect(await readConfig(path)).toMatchObject({ tenant: 'acme', client_id: digits, client_secret: digits });
  });

  // Windows has no modes of files, so that nothing is told of them there. It runs on Linux, in CI too.
  it.runIf(process.platform !== 'win32')('with a secret that others can read is doubted by the doctor', async () => {
    await writeConfig(path, { tenant_url: 'http://127.0.0.1:1', client_id: 'a', client_secret: 'b' });
    const secrets = async (): Promise<unknown[]> =>
      JSON.parse((await halo(['doctor', '--json'], { env: env() })).stdout).filter(({ check }: { check: string }) => check === 'secret');
    expect(await secrets()).toEqual([]);
    await chmod(path, 0o644);
    expect(await secrets()).toMatchObject([{ result: 'doubtful', advice: `Run "chmod 600 ${path}".` }]);
  });
});

describe('the home folder', () => {
  it('is that of the user where HOME is there and says nothing', () => {
    vi.stubEnv('HOME', '');
    vi.stubEnv('USERPROFILE', '');
    expect(processHost(new AbortController().signal).home).toBe(userInfo().homedir);
    vi.unstubAllEnvs();
  });
});
