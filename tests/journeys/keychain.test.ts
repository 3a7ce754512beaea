import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Ended, launcher } from './support/halo-process.js';
import { startTenant, type Tenant } from './support/tenant.js';
import { hasProgram } from './support/terminal.js';

let tenant: Tenant;
let home: string;
beforeAll(async () => {
  tenant = await startTenant({ seed: 'small' });
  home = await mkdtemp(join(tmpdir(), 'halo-keychain-'));
});
afterAll(async () => {
  await tenant.close();
  await rm(home, { recursive: true, force: true });
});

/** Runs a script of the shell within a session of its own that has a keychain: unlocked, or locked with a password nobody gives. */
function session(script: string, unlock = true): Promise<Ended> {
  const keyring = unlock ? 'printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null' : ':';
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    HALO_CONFIG: join(home, 'config.yaml'),
    HALO_STATE_DIR: join(home, 'state'),
    NODE: process.execPath,
    HALO: launcher,
    URL: tenant.env['HALO_TENANT_URL']!,
  };
  return new Promise((resolve) => {
    const child = execFile(
      'dbus-run-session',
      ['--', 'sh', '-c', `${keyring}\nhalo() { "$NODE" "$HALO" "$@"; }\n${script}`],
      { env, timeout: 60_000 },
      (error, stdout, stderr) => resolve({ exit: error === null ? 0 : typeof error.code === 'number' ? error.code : 1, stdout, stderr }),
    );
    child.stdin?.end();
  });
}

const configure = 'halo configure --tenant-url "$URL" --client-id sandbox --client-secret sandbox --keychain';

describe("the desktop's keychain", () => {
  it('keeps the secret of a profile from one run to the next, and loses it with the profile', async (context) => {
    const missing = ['dbus-run-session', 'gnome-keyring-daemon'].find((program) => !hasProgram(program));
    if (missing) return context.skip(`${missing} is not installed, so no real keychain was tried: apt-get install gnome-keyring dbus.`);
    expect(await session(configure)).toMatchObject({ exit: 0 });
    expect(await readFile(join(home, 'config.yaml'), 'utf8')).not.toMatch(/client_secret/);
    // Another session with the same keychain: what it holds lies on disk, encrypted.
    const listed = await session('halo teams get 7 --json && halo profile show --json');
    expect(listed).toMatchObject({ exit: 0, stdout: expect.stringContaining('"origin": "keychain"') as string });
    expect(await readdir(join(home, '.local/share/keyrings'))).not.toEqual([]);
    expect((await session('halo profile remove default --yes; secret-tool lookup service halopsa')).stdout).not.toContain('sandbox');
    expect((await session('halo teams get 7')).exit).not.toBe(0);
  });

  it('that is not there is reported in words, and nothing is saved', async (context) => {
    if (!hasProgram('dbus-run-session')) return context.skip('dbus-run-session is not installed: apt-get install dbus.');
    const { exit, stderr } = await session(
      `rm -f "$HALO_CONFIG"; ${configure}; status=$?; test -e "$HALO_CONFIG" && echo saved; exit $status`,
      false,
    );
    expect({ exit, stderr }).toMatchObject({
      exit: 2,
      stderr: expect.stringContaining('The keychain of this computer did not keep the secret.') as string,
    });
  });
});
