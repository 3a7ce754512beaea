import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { interleave, median } from './interleave.js';
import type { Result } from './result.js';

const root = join(import.meta.dirname, '..');
const launcher = join(root, 'packages', 'cli', 'bin', 'halo.js');
const rounds = 25;

const node = (...options: string[]): unknown =>
  execFileSync(process.execPath, options, { cwd: root, env: { ...process.env, NODE_OPTIONS: '' } });

/** What it costs to start: importing the client, and asking `halo` for its version, against a Node that does nothing. */
export async function benchStartup(): Promise<Result[]> {
  const nothing = (): unknown => node('--input-type=module', '-e', '0');
  const imported = await interleave(rounds, () => node('--input-type=module', '-e', "await import('halopsa')"), nothing);
  const version = await interleave(
    rounds,
    () => node(launcher, '--version'),
    () => node('-e', '0'),
  );
  const importMs = median(imported.first) - median(imported.second);
  return [
    {
      name: 'import halopsa, over an empty node',
      measured: `${median(imported.first).toFixed(1)} ms; empty ${median(imported.second).toFixed(1)} ms (medians of ${rounds})`,
      value: importMs,
      budget: 20,
      unit: ' ms',
    },
    {
      name: 'halo --version, against an empty node',
      measured: `${median(version.first).toFixed(1)} ms; empty ${median(version.second).toFixed(1)} ms (medians of ${rounds})`,
      value: median(version.first) / median(version.second),
      budget: 1.6,
      unit: 'x',
    },
  ];
}
