import { spawn } from 'node:child_process';
import fs, { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { LineLog } from 'halopsa-ground/node';
import { runs } from 'halopsa-testkit';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'halo-shared-log-'));
  path = join(folder, 'log');
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

function read(): { texts: string[]; lines: number; isTorn: boolean } {
  const texts: string[] = [];
  const damage = LineLog.read(path, (text) => void texts.push(text));
  return { texts, lines: damage?.lines ?? 0, isTorn: damage?.isTorn ?? false };
}

/** Starts a process that appends, and resolves once it has ended; it is killed after so many milliseconds, where they are given. */
function append(name: string, tearing: 'yes' | 'no', rounds: number, killAfter?: number): Promise<void> {
  const words = [join(folder, 'worker.mjs'), path, join(folder, `noted-${name}`), name, String(rounds), tearing];
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'ignore', 'inherit'] });
  if (killAfter !== undefined) setTimeout(() => child.kill('SIGKILL'), killAfter);
  return new Promise((resolve) => void child.on('close', () => resolve()));
}

test.each(['no', 'yes'] as const)(
  'eight processes that append at once lose none of their records (lines are torn meanwhile: %s)',
  async (tearing) => {
    buildSync({
      entryPoints: [join(import.meta.dirname, 'shared-worker.ts')],
      outfile: join(folder, 'worker.mjs'),
      bundle: true,
      format: 'esm',
      platform: 'node',
    });
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    await Promise.all(names.map((name, at) => append(name, tearing, runs(60, 2000), at % 4 === 3 ? 250 + at * 20 : undefined)));
    const { texts, lines, isTorn } = read();
    const heads = texts.map((text) => text.split(' ').slice(0, 2).join(' '));
    expect(new Set(heads).size).toBe(heads.length);
    for (const name of names) {
      const noted = readFileSync(join(folder, `noted-${name}`), { encoding: 'utf8', flag: 'a+' })
        .split('\n')
        .filter((line) => line !== '');
      const own = heads.filter((head) => head.startsWith(`${name} `));
      // One that was appended may not have been noted before the kill, and all stand in their order.
      expect(own.slice(0, noted.length)).toEqual(noted);
      expect(own.length - noted.length).toBeLessThanOrEqual(1);
    }
    if (tearing === 'no') expect([lines, isTorn]).toEqual([0, false]);
    else expect(lines).toBeGreaterThan(0);
  },
  60_000,
);

test('what a write that was taken in part leaves behind costs no other record, and is counted', () => {
  LineLog.appendShared(path, 'one');
  const write = fs.writeSync.bind(fs) as (file: number, bytes: Buffer) => number;
  vi.spyOn(fs, 'writeSync').mockImplementationOnce((file, bytes) => write(file, (bytes as unknown as Buffer).subarray(0, 20)));
  expect(() => LineLog.appendShared(path, 'two')).toThrow('no space left');
  expect(read()).toEqual({ texts: ['one'], lines: 0, isTorn: true });
  LineLog.appendShared(path, 'three');
  expect(read()).toEqual({ texts: ['one', 'three'], lines: 1, isTorn: false });
});

test('a torn line counts once, and a flipped bit costs its record alone', () => {
  LineLog.appendShared(path, 'one');
  LineLog.appendShared(path, 'two');
  const bytes = readFileSync(path);
  bytes[bytes.indexOf('two')]! ^= 1;
  writeFileSync(path, Buffer.concat([bytes, Buffer.from('torn')]));
  LineLog.appendShared(path, 'three');
  expect(read()).toEqual({ texts: ['one', 'three'], lines: 2, isTorn: false });
});
