import { tryFileLock } from 'halopsa/node';
import { BulkInputError, cannotWrite } from '../input-error.js';

/** The right to run a plan, which one process has at a time. */
export interface JobLock {
  release(): Promise<void>;
}

/** Takes the lock of a plan; refuses at once where another process is at work on it. */
export async function takeJobLock(plan: string): Promise<JobLock> {
  const path = `${plan}.lock`;
  const lock = await tryFileLock(path).catch(
    cannotWrite(path, 'A job keeps its journal beside its plan: copy the plan to a folder that can be written.'),
  );
  if ('release' in lock) return lock;
  const { pid, host } = lock.heldBy;
  throw new BulkInputError(`process ${pid} on ${host} is at work on this plan`, `Wait for it; if it is gone for certain, delete ${path}.`, {
    file: plan,
  });
}
