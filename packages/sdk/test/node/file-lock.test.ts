import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { tryFileLock } from 'halopsa/node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'halo-lock-'));
  path = join(folder, 'lock');
});
afterEach(() => rmSync(folder, { recursive: true }));

const leave = (owner: object): void => writeFileSync(path, JSON.stringify({ id: 'x', host: hostname(), ...owner }));

describe('a lock that is kept', () => {
  it('is had by one at a time, and free once it is released', async () => {
    const first = await tryFileLock(path);
    expect(await tryFileLock(path)).toMatchObject({ heldBy: { pid: process.pid, host: hostname() } });
    if ('release' in first) await first.release();
    expect(existsSync(path)).toBe(false);
    expect(await tryFileLock(path)).toHaveProperty('release');
  });

  it.each([
    ['a process that runs', { pid: process.ppid }],
    ['another machine', { pid: 2 ** 30, host: 'elsewhere' }],
  ])('of %s is left alone', async (_, owner) => {
    leave(owner);
    expect(await tryFileLock(path)).toMatchObject({ heldBy: owner });
  });

  it.each([
    ['a dead process', { pid: 2 ** 30 }],
    ['an earlier process of the same number', { pid: process.pid, startedAt: 1000 }],
  ])('of %s goes to one alone of those who ask', async (_, owner) => {
    leave(owner);
    const asked = await Promise.all(Array.from({ length: 20 }, () => tryFileLock(path)));
    expect(asked.filter((one) => 'release' in one)).toHaveLength(1);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ pid: process.pid });
  });

  it('without content is taken over once nobody can be writing it', async () => {
    writeFileSync(path, '');
    utimesSync(path, new Date(0), new Date(0));
    expect(await tryFileLock(path)).toHaveProperty('release');
  });
});
