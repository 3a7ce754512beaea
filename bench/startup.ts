import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { interleave } from './interleave.js';
import type { Result } from './result.js';

const root = join(import.meta.dirname, '..');
const launcher = join(root, 'packages', 'cli', 'bin', 'halo.js');
const rounds = 25;

const node = (...options: string[]): unknown =>
  execFileSync(process.execPath, options, { cwd: root, env: { ...process.env, NODE_OPTIONS: '' } });

/** The quickest run is the one that the rest of the machine disturbed least. */
const best = (times: readonly number[]): number => Math.min(...times);

/** What it costs to start: importing the client, and asking `halo` for its version, against a Node that does nothing. */
export async function benchStartup(): Promise<Result[]> {
  const nothing = (): unknown => node('-e', '0');
  const imported = await interleave(rounds, () => node('-e', "import('halopsa')"), nothing);
  const version = await interleave(rounds, () => node(launcher, '--version'), nothing);
  const figures = ({ first, second }: typeof imported): string =>
    `${best(first).toFixed(1)} ms; empty ${best(second).toFixed(1)} ms (best of ${rounds})`;
  return [
    {
      name: 'import halopsa, over an empty node',
      measured: figures(imported),
      value: best(imported.first) - best(imported.second),
      budget: 20,
      unit: ' ms',
    },
    {
      name: 'halo --version, against an empty node',
      measured: figures(version),
      value: best(version.first) / best(version.second),
      budget: 1.6,
      unit: 'x',
    },
  ];
}
