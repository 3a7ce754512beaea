import { randomUUID } from 'node:crypto';
import { link, open, readFile, rename, stat, unlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

interface Owner {
  readonly id: string;
  readonly pid: number;
  readonly host: string;
  /** When the process was started, in epoch milliseconds. */
  readonly startedAt?: number;
}

/** A lock this old is stale even where its owner's process number is in use: numbers are used again. */
const oldestMs = 10 * 60_000;
/** A file without content for longer than this is one whose writer died at that very moment, and not one being written. */
const writingMs = 1_000;
const shortestWaitMs = 2;
const longestWaitMs = 20;

/** Runs one piece of work at a time over all processes that name the same lock file; a lock left by a dead process is taken over. */
export async function withFileLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  const owner: Owner = { id: randomUUID(), pid: process.pid, host: hostname() };
  await acquire(path, owner);
  try {
    return await work();
  } finally {
    await release(path, owner);
  }
}

/** Who has a lock. */
export interface LockOwner {
  readonly pid: number;
  readonly host: string;
}

/**
 * Takes a lock file for as long as it is wanted, without waiting: gives what releases it, or who has it. A lock left by a dead
 * process is taken over, by one of those who ask for it; one of another machine is left alone.
 */
export async function tryFileLock(path: string): Promise<{ release: () => Promise<void> } | { heldBy: LockOwner }> {
  const owner: Owner = { id: randomUUID(), pid: process.pid, host: hostname(), startedAt: startedAt() };
  while (!(await tryCreate(path, owner))) {
    const found = await readOwner(path);
    if (found && (found.host !== hostname() || (isAlive(found.pid) && !isForerunner(found)))) return { heldBy: found };
    if (found || ((await ageOf(path)) ?? 0) > writingMs) await takeAway(path);
    else await sleep(shortestWaitMs);
  }
  return { release: () => release(path, owner) };
}

const startedAt = (): number => Date.now() - process.uptime() * 1000;

/** Whether an owner of this process's number was another process: in a container each start may have the same one. */
const isForerunner = (owner: Owner): boolean =>
  owner.pid === process.pid && owner.startedAt !== undefined && owner.startedAt < startedAt() - writingMs;

async function acquire(path: string, owner: Owner): Promise<void> {
  while (!(await tryCreate(path, owner))) {
    if (await isStale(path)) await takeAway(path);
    else await sleep(shortestWaitMs + Math.random() * (longestWaitMs - shortestWaitMs));
  }
}

async function tryCreate(path: string, owner: Owner): Promise<boolean> {
  try {
    const file = await open(path, 'wx', 0o600);
    await file.writeFile(JSON.stringify(owner));
    await file.close();
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

async function isStale(path: string): Promise<boolean> {
  const [owner, age] = await Promise.all([readOwner(path), ageOf(path)]);
  if (age === undefined) return false;
  if (age > oldestMs) return true;
  if (!owner) return age > writingMs;
  return owner.host === hostname() && !isAlive(owner.pid);
}

/** Moves a stale lock out of the way. If it was replaced in the last instant, the new owner's lock is put back. */
async function takeAway(path: string): Promise<void> {
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
    const owner = await readOwner(aside);
    if (owner && owner.host === hostname() && isAlive(owner.pid) && !isForerunner(owner)) await link(aside, path).catch(() => undefined);
    await unlink(aside);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}

async function release(path: string, owner: Owner): Promise<void> {
  if ((await readOwner(path))?.id === owner.id) await unlink(path).catch(() => undefined);
}

async function readOwner(path: string): Promise<Owner | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Owner;
  } catch {
    return undefined;
  }
}

const ageOf = async (path: string): Promise<number | undefined> =>
  stat(path).then(
    ({ mtimeMs }) => Date.now() - mtimeMs,
    () => undefined,
  );

/** Whether a process with this number runs on this machine. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

const codeOf = (error: unknown): unknown => (error as { code?: unknown }).code;
