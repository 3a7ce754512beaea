import { open, readFile, unlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { BulkInputError } from '../input-error.js';

interface Owner {
  readonly pid: number;
  readonly host: string;
}

/** The right to run a plan, which one process has at a time; a lock that a dead process left is taken over. */
export class JobLock {
  readonly #path: string;

  private constructor(path: string) {
    this.#path = path;
  }

  /** Takes the lock of a plan; refuses at once where another process is at work on it. */
  static async take(plan: string): Promise<JobLock> {
    const path = `${plan}.lock`;
    for (let attempt = 0; attempt < 2; attempt += 1) {
      if (await create(path)) return new JobLock(path);
      const owner = await readOwner(path);
      if (owner && (owner.host !== hostname() || isAlive(owner.pid)))
        throw new BulkInputError(
          `process ${owner.pid} on ${owner.host} is at work on this plan`,
          `Wait for it; if it is gone for certain, delete ${path}.`,
          {
            file: plan,
          },
        );
      await unlink(path).catch(() => undefined);
    }
    throw new BulkInputError('another process has just begun this plan', 'Wait for it.', { file: plan });
  }

  async release(): Promise<void> {
    await unlink(this.#path).catch(() => undefined);
  }
}

async function create(path: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx', 0o600);
    await file.writeFile(JSON.stringify({ pid: process.pid, host: hostname() } satisfies Owner));
    await file.close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** A lock without content is one whose writer died at that moment. */
const readOwner = async (path: string): Promise<Owner | undefined> => {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Owner;
  } catch {
    return undefined;
  }
};

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
