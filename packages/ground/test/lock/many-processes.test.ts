import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { runs } from 'halopsa-testkit';
import { afterEach, beforeEach, expect, test } from 'vitest';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'halo-lock-'));
  // Joined once: processes that compile it each for themselves spend all their time on that.
  buildSync({
    entryPoints: [join(import.meta.dirname, 'lock-worker.ts')],
    outfile: join(folder, 'worker.mjs'),
    bundle: true,
    format: 'esm',
    platform: 'node',
  });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly errors: string;
}

function start(rounds: number, dead: number): { child: ChildProcess; ended: Promise<Ended> } {
  const words = [join(folder, 'worker.mjs'), folder, String(dead), String(rounds)];
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'ignore', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (part) => {
    errors += part;
  });
  const ended = new Promise<Ended>((resolve) => child.on('close', (code, signal) => resolve({ code, signal, errors })));
  return { child, ended };
}

const roundsMade = (): number => Number(existsSync(join(folder, 'count')) ? readFileSync(join(folder, 'count'), 'utf8') : 0);

test(
  'eight processes at a lock that is left again and again, some of them killed, never are two owners',
  async () => {
    const rounds = runs(200, 10_000);
    const { pid: dead } = spawnSync(process.execPath, ['-e', '']);
    const running = new Set<ChildProcess>();
    const ends: Ended[] = [];
    const keepOne = async (): Promise<void> => {
      for (;;) {
        const { child, ended } = start(rounds, dead);
        running.add(child);
        const end = await ended;
        running.delete(child);
        ends.push(end);
        if (end.signal !== 'SIGKILL') return;
      }
    };
    let last = 0;
    const killer = setInterval(() => {
      const count = roundsMade();
      if (count < last + rounds / runs(4, 60)) return;
      last = count;
      [...running][Math.floor(Math.random() * running.size)]?.kill('SIGKILL');
    }, 100);
    await Promise.all(Array.from({ length: 8 }, keepOne));
    clearInterval(killer);
    expect(ends.filter(({ code, signal }) => code !== 0 && signal !== 'SIGKILL')).toEqual([]);
    expect(roundsMade()).toBeGreaterThanOrEqual(rounds);
    // What those left who were killed is cleared away by the next takeover, apart from what came after it.
    expect(readdirSync(folder).filter((name) => name.startsWith('lock.')).length).toBeLessThan(10);
  },
  runs(60_000, 900_000),
);
