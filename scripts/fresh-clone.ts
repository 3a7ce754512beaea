import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Clones what is committed, installs it as a newcomer would, and asks the linked `halo` for its version. */
const root = join(import.meta.dirname, '..');
const clone = mkdtempSync(join(tmpdir(), 'halo-clone-'));

const run = (command: string, options: readonly string[], cwd: string): string =>
  execFileSync(command, options, {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, CI: 'true' },
  });

try {
  run('git', ['clone', '--quiet', '--no-local', '--depth', '1', `file://${root}`, clone], root);
  run('npm', ['ci', '--prefer-offline'], clone);
  const printed = run('npx', ['--no-install', 'halo', '--version'], clone).trim();
  const { version } = JSON.parse(readFileSync(join(clone, 'package.json'), 'utf8')) as {
    version: string;
  };
  if (printed !== version)
    throw new Error(
      `halo --version of a fresh clone prints ${JSON.stringify(printed)}, not ${version}`,
    );
  const left = run('git', ['status', '--porcelain'], clone).trim();
  if (left !== '')
    throw new Error(`npm ci leaves files in a fresh clone that git does not ignore:\n${left}`);
  console.log(`fresh clone: npm ci builds it and halo --version prints ${printed}`);
} catch (error) {
  const { message, stdout = '' } = error as Error & { stdout?: string };
  console.error(`${message}\n${stdout}`.trim());
  process.exitCode = 1;
} finally {
  rmSync(clone, { recursive: true, force: true });
}
