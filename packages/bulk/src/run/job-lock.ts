import { tryFileLock } from 'halopsa/node';
import { BulkInputError } from '../input-error.js';

/** The right to run a plan, which one process has at a time. */
export interface JobLock {
  release(): Promise<void>;
}

/** Takes the lock of a plan; refuses at once where another process is at work on it. */
export async function takeJobLock(plan: string): Promise<JobLock> {
  const path = `${plan}.lock`;
  const lock = await tryFileLock(path);
  if ('release' in lock) return lock;
  const { pid, host } = lock.heldBy;
  throw new BulkInputError(`process ${pid} on ${host} is at work on this plan`, `Wait for it; if it is gone for certain, delete ${path}.`, {
    file: plan,
  });
}
