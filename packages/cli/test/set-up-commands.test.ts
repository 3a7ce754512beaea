import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createSandbox, type RunningServer, type Sandbox } from 'halopsa-sandbox';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { tutorialSteps } from '../src/data/tutorial-steps.js';
import { ownVersion } from '../src/own-version.js';
import { halo, type Spoken } from './support/test-host.js';

/** The keychain of an operating system, in memory. */
const keychain = vi.hoisted(() => new Map<string, string>());
vi.mock('@napi-rs/keyring', () => ({
  AsyncEntry: class {
    readonly #key: string;
    constructor(service: string, account: string) {
      if (keychain.has('locked')) throw new Error('the keychain is locked');
      this.#key = `${service}/${account}`;
    }
    setPassword(secret: string): Promise<void> {
      keychain.set(this.#key, secret);
      return Promise.resolve();
    }
    getPassword(): Promise<string | undefined> {
      return Promise.resolve(keychain.get(this.#key));
    }
    deletePassword(): Promise<boolean> {
      return Promise.resolve(keychain.delete(this.#key));
    }
  },
}));

let sandbox: Sandbox;
let server: RunningServer;
let folder: string;
let env: Record<string, string>;
beforeAll(async () => {
  sandbox = createSandbox({ seed: 'small' });
  server = await sandbox.serve();
});
afterAll(() => server.close());
beforeEach(() => {
  keychain.clear();
  folder = mkdtempSync(join(tmpdir(), 'halo-setup-'));
  env = { HALO_CONFIG: join(folder, 'config.yaml'), HALO_STATE_DIR: join(folder, 'state'), PATH: process.env['PATH'] ?? '' };
  return () => rmSync(folder, { recursive: true });
});

const tell = (...argv: string[]): Promise<Spoken> => halo(argv, { env });
const configure = (...more: string[]): Promise<Spoken> =>
  tell('configure', '--tenant-url', server.url, '--client-id', 'sandbox', '--client-secret', 'sandbox', ...more);

describe('halo logout', () => {
  it('forgets the tokens and the names kept for completion, and keeps the credentials', async () => {
    await configure();
    await tell('teams', 'list');
    await tell('__complete', '--', 'teams', 'get', '');
    const kept = (): string[] => ['tokens', 'completion'].flatMap((name) => readdirSync(join(folder, 'state', name)));
    expect(kept()).toHaveLength(2);
    expect(await tell('logout')).toMatchObject({ exit: 0, stderr: `The tokens for ${server.url} are forgotten on this computer.\n` });
    expect(kept()).toEqual([]);
    expect((await tell('teams', 'get', '7')).exit).toBe(0);
  });
});

describe('halo tutorial', () => {
  it('runs its ten commands and leaves the tenant alone', async () => {
    await configure();
    sandbox.control.requestLog.clear();
    const { exit, stderr } = await tell('tutorial');
    expect(exit).toBe(0);
    expect([...stderr.matchAll(/^ {3}\$ halo /gm)]).toHaveLength(tutorialSteps.length);
    expect(tutorialSteps).toHaveLength(10);
    expect(stderr).not.toContain('error:');
    expect(sandbox.control.requestLog.list()).toEqual([]);
  });
});

describe('the keychain', () => {
  it('holds the secret in the place of the file, and gives it to every run', async () => {
    await configure('--keychain');
    expect(readFileSync(env['HALO_CONFIG']!, 'utf8')).not.toContain('client_secret');
    expect([...keychain]).toEqual([['halopsa/default client secret', 'sandbox']]);
    expect((await tell('teams', 'get', '7')).exit).toBe(0);
    const [, , secret] = JSON.parse((await tell('profile', 'show', '--json')).stdout);
    expect(secret).toMatchObject({ value: '***', origin: 'keychain' });
  });

  it('loses the secret of a profile that is removed', async () => {
    await configure('--keychain', '--profile', 'other');
    await tell('profile', 'remove', 'other', '--yes');
    expect([...keychain]).toEqual([]);
  });

  it('that does not answer is told, and nothing is saved', async () => {
    keychain.set('locked', '');
    const { exit, stderr } = await configure('--keychain');
    expect({ exit, stderr }).toMatchObject({ exit: 2, stderr: expect.stringContaining('did not keep the secret') });
    expect(existsSync(env['HALO_CONFIG']!)).toBe(false);
  });
});

// The npm of these tests is a shell script; where there is no sh they are passed over. They run on Linux, in CI too.
describe.runIf(process.platform !== 'win32')('halo update-check', () => {
  /** Puts an npm on the path that answers with this script. */
  function npm(script: string): void {
    writeFileSync(join(folder, 'npm'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    env = { ...env, PATH: `${folder}${delimiter}${env['PATH']}` };
  }

  it.each([
    ['99.0.0', 'There is a newer version, 99.0.0: npm install --global halopsa-cli\n'],
    [ownVersion(), `This is the newest version, ${ownVersion()}.\n`],
    ['0.0.1', `This is the newest version, ${ownVersion()}.\n`],
  ])('tells what npm knows: %s', async (version, says) => {
    npm(`[ "$*" = "view halopsa-cli version" ] && echo ${version}`);
    expect(await tell('update-check')).toEqual({ exit: 0, stdout: '', stderr: says });
  });

  it('tells where npm cannot say', async () => {
    npm('exit 1');
    expect(await tell('update-check')).toMatchObject({
      exit: 1,
      stderr: expect.stringContaining('npm could not say which version is the newest'),
    });
  });

  it('is done by doctor only after it was switched on', async () => {
    npm('echo 99.0.0');
    await configure();
    const checks = async (): Promise<string[]> =>
      JSON.parse((await tell('doctor', '--json')).stdout).map(({ check }: { check: string }) => check);
    expect(await checks()).not.toContain('update');
    await tell('update-check', 'on');
    expect(await checks()).toContain('update');
    await tell('update-check', 'off');
    expect(await checks()).not.toContain('update');
  });
});

const has = (program: string): boolean => spawnSync(program, ['--version'], { stdio: 'ignore' }).error === undefined;

describe('halo reference', () => {
  it('writes a page for every command, in both forms', async () => {
    await tell('reference', '--format', 'man', '--folder', join(folder, 'man'));
    await tell('reference', '--folder', join(folder, 'markdown'));
    const names = (form: string): string[] => readdirSync(join(folder, form)).toSorted();
    expect(names('man')).toContain('halo-tickets.1');
    expect(names('markdown')).toContain('tickets.md');
    expect(names('man').length).toBe(names('markdown').length);
  });

  it('writes man pages that render without a complaint', async (context) => {
    const viewer = ['mandoc', 'man'].find((program) => spawnSync(program, ['-h'], { stdio: 'ignore' }).error === undefined);
    if (!viewer) return context.skip('Neither mandoc nor man is installed, so that no page was rendered: apt-get install mandoc.');
    await tell('reference', 'tickets', '--format', 'man', '--folder', join(folder, 'man'));
    const complaints = readdirSync(join(folder, 'man')).flatMap((name) => {
      const path = join(folder, 'man', name);
      const { stdout, stderr, status } = spawnSync(viewer, viewer === 'mandoc' ? ['-T', 'utf8', '-W', 'error', path] : ['-l', path], {
        encoding: 'utf8',
        env: { ...process.env, MANPAGER: 'cat', MANWIDTH: '80', LC_ALL: 'C.UTF-8' },
      });
      return status === 0 && stderr === '' && stdout.includes('halo') ? [] : [`${name}: ${stderr}`];
    });
    expect(complaints).toEqual([]);
  });
});

describe('halo completion', () => {
  const checks: Readonly<Record<string, readonly [program: string, ...args: string[]]>> = {
    bash: ['bash', '-n'],
    zsh: ['zsh', '-n'],
    fish: ['fish', '--no-execute'],
    powershell: [
      'pwsh',
      '-NoProfile',
      '-Command',
      '$errors = $null; [System.Management.Automation.Language.Parser]::ParseFile($env:SCRIPT, [ref]$null, [ref]$errors) > $null; exit $errors.Count',
    ],
  };

  it.for(Object.entries(checks))('gives a script that $0 reads without an error', async ([shell, [program, ...args]], context) => {
    const { exit, stdout } = await tell('completion', shell);
    expect(exit).toBe(0);
    expect(stdout).toContain('halo __complete -- ');
    if (!has(program)) return context.skip(`${program} is not installed, so the script for it was not read.`);
    const path = join(folder, 'completion');
    writeFileSync(path, stdout);
    const words = shell === 'powershell' ? args : [...args, path];
    const read = spawnSync(program, words, { encoding: 'utf8', env: { ...process.env, SCRIPT: path } });
    expect(read).toMatchObject({ status: 0, stderr: '' });
  });
});
