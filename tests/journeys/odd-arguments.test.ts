import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { halo, homeOf, launcher } from './support/halo-process.js';

// Other systems refuse or convert such arguments before a program sees them. It runs on Linux, in CI too.
describe.runIf(process.platform === 'linux')('an argument that is not UTF-8', () => {
  const create = (bytes: string): { status: number | null; stderr: string; stdout: string } =>
    spawnSync(
      'sh',
      ['-c', `exec "$0" "$1" --sandbox tickets create --dry-run --summary "$(printf '${bytes}')"`, process.execPath, launcher],
      {
        env: { ...process.env, ...homeOf() },
        encoding: 'utf8',
      },
    );

  it('is refused, and not sent with other characters in it', () => {
    expect(create('caf\\351')).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('not UTF-8. Nothing was sent') });
  });

  it('is not taken for one that holds the sign for what cannot be read', () => {
    expect(create('caf\\357\\277\\275')).toMatchObject({ status: 0, stdout: expect.stringContaining('caf\uFFFD') });
  });
});

it('the version ends with 1 where it cannot be printed', () => {
  const { status } = spawnSync('sh', ['-c', '"$0" "$1" --version > /dev/full', process.execPath, launcher]);
  expect(status).toBe(process.platform === 'linux' ? 1 : status);
});

it('the version is a line', async () => {
  expect(await halo(['--version'])).toMatchObject({ exit: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
});
