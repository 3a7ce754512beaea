import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { createSandbox } from 'halopsa-sandbox';
import { describe, expect, it } from 'vitest';
import { run } from '../src/run.js';
import { testHost } from './support/test-host.js';

interface Answer {
  /** The question that is waited for. */
  readonly when: string;
  readonly keys: string;
}

const enter = '\r';
const ctrlC = '\u0003';

/** Runs a command line before a person who types each answer when the question is there. */
async function converse(
  argv: string[],
  env: Record<string, string>,
  answers: readonly Answer[],
): Promise<{ exit: number; stdout: string; stderr: string }> {
  const host = testHost({ env, terminal: true, columns: 80 });
  const stdin = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => stdin });
  const left = [...answers];
  host.stderr.on('data', () => {
    if (!left[0] || !host.written.stderr.includes(left[0].when)) return;
    const { keys } = left.shift()!;
    // A person answers after the question is drawn, not in the middle of it.
    setImmediate(() => stdin.write(keys));
  });
  const exit = await run(argv, { ...host, stdin });
  return { exit, ...host.written };
}

async function withTenant(work: (env: Record<string, string>, ids: () => unknown[]) => Promise<void>): Promise<void> {
  const sandbox = createSandbox({ seed: 'small' });
  await using server = await sandbox.serve();
  const env = { HALO_TENANT_URL: server.url, HALO_CLIENT_ID: 'sandbox', HALO_CLIENT_SECRET: 'sandbox' };
  await work(env, () => sandbox.control.records('teams').map(({ id }) => id));
}

describe('a delete on a terminal', () => {
  it.each([
    ['yes', 'y', 0, false],
    ['no', 'n', 0, true],
    ['nothing but Enter', enter, 0, true],
    ['Ctrl-C', ctrlC, 130, true],
  ])('asks, and obeys %s', async (_name, keys, exit, kept) => {
    await withTenant(async (env, ids) => {
      const ended = await converse(['teams', 'delete', '7'], env, [{ when: 'Delete team 7?', keys }]);
      expect(ended.exit).toBe(exit);
      expect(ended.stdout).toBe('');
      expect(ids().includes(7)).toBe(kept);
    });
  });
});

describe('halo configure on a terminal', () => {
  const answersFor = (url: string, secret: string): Answer[] => [
    { when: 'Tenant URL', keys: `${url}${enter}` },
    { when: 'Client ID', keys: `sandbox${enter}` },
    { when: 'Client secret', keys: `${secret}${enter}` },
    { when: 'Scope', keys: enter },
    { when: 'Tenant name', keys: enter },
  ];

  async function configure(secret: string, more: readonly Answer[] = []): Promise<{ exit: number; stderr: string; written: string }> {
    const folder = await mkdtemp(join(tmpdir(), 'halo-prompts-'));
    const path = join(folder, 'config.yaml');
    await using server = await createSandbox({ seed: 'small' }).serve();
    const ended = await converse(['configure'], { HALO_CONFIG: path }, [...answersFor(server.url, secret), ...more]);
    const written = await readFile(path, 'utf8').catch(() => '');
    await rm(folder, { recursive: true });
    return { ...ended, written: written.replace(server.url, 'URL') };
  }

  it('explains the application, asks for everything, tries it and hides the secret', async () => {
    const ended = await configure('sandbox');
    expect(ended.exit).toBe(0);
    expect(ended.stderr).toContain('View Applications > New');
    expect(ended.stderr).toContain('The credentials work');
    expect(ended.written).toBe('tenant_url: URL\nclient_id: sandbox\nclient_secret: sandbox\n');
  });

  it('says what is wrong with a secret, and saves it only if the person wants that', async () => {
    const refused = await configure('hush-hush', [{ when: 'Save them all the same?', keys: 'n' }]);
    expect(refused).toMatchObject({ exit: 2, written: '', stderr: expect.stringContaining('client id or the secret is wrong') });
    expect(refused.stderr).not.toContain('hush');
    const kept = await configure('hush-hush', [{ when: 'Save them all the same?', keys: 'y' }]);
    expect(kept).toMatchObject({ exit: 0, written: expect.stringContaining('client_secret: hush-hush') });
  });

  it('saves nothing after Ctrl-C', async () => {
    const ended = await converse(['configure'], { HALO_CONFIG: '/nonexistent/config.yaml' }, [{ when: 'Tenant URL', keys: ctrlC }]);
    expect(ended).toMatchObject({ exit: 130, stderr: expect.stringContaining('Nothing was saved') });
  });
});
