import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileLock, LineLog, openPrivate, readRegular, readState, reasonOf, writePrivate } from 'halopsa-ground/node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let folder: string;
let path: string;
let server: Server | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'halo-regular-'));
  path = join(folder, 'state');
});
afterEach(() => {
  server?.close();
  server = undefined;
  rmSync(folder, { recursive: true });
});

const pipe = (): unknown => execFileSync('mkfifo', [path]);
const socket = (): Promise<void> =>
  new Promise((resolve) => {
    server = createServer().listen(path, resolve);
  });

/** What could stand in the place of a file, and what is said of it. */
const places: readonly (readonly [what: string, make: () => unknown, reason: RegExp])[] = [
  ['a pipe without a writer', pipe, /pipe/],
  ['a device without an end', () => symlinkSync('/dev/zero', path), /device|link/],
  ['a socket', socket, /socket/],
  ['a folder', () => mkdirSync(path), /folder/],
  ['a link to itself', () => symlinkSync('state', path), /link/],
];

const reasonAt = async (work: () => unknown): Promise<string> => {
  try {
    await work();
    return 'none';
  } catch (error) {
    return reasonOf(error);
  }
};

describe.each(places)('in the place of a file, %s', (_, make, reason) => {
  it('is not waited for, and is named', async () => {
    await make();
    expect(await reasonAt(() => readRegular(path))).toMatch(reason);
    expect(await reasonAt(() => readState(path, (value) => value))).toMatch(reason);
    expect(await reasonAt(() => new FileLock(path).try())).toMatch(reason);
    expect(await reasonAt(() => LineLog.open(path, () => undefined))).toMatch(reason);
    for (const opening of ['a', 'r+', 'w'] as const) expect(await reasonAt(() => openPrivate(path, opening))).toMatch(reason);
  });
});

describe('a file that is too large for what it should be', () => {
  it('is not read, and as a lock says nothing of an owner', () => {
    writeFileSync(path, '{"pid":1}');
    truncateSync(path, 3 * 1024 ** 3);
    expect(() => readState(path, (value) => value)).toThrow(/too large/);
    expect(new FileLock(path).try()).toEqual({ heldBy: undefined, isCertain: false });
  });
});

describe('a file that is replaced', () => {
  it('is not put in the place of a pipe, whose reader gets what was written', async () => {
    pipe();
    const read = new Promise<string>((resolve, reject) => {
      import('node:fs/promises').then(({ readFile }) => readFile(path, 'utf8')).then(resolve, reject);
    });
    await writePrivate(path, 'rows');
    expect(await read).toBe('rows');
    writeFileSync(join(folder, 'file'), 'before');
    await writePrivate(join(folder, 'file'), 'after');
    expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('after');
  });
});
