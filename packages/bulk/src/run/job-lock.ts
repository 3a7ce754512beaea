import { FileLock } from 'halopsa-ground/node';
import { BulkInputError, cannotWrite } from '../input-error.js';

/** The right to run a plan, which one process has at a time. */
export interface JobLock {
  release(): void;
}

/** Takes the lock of a plan; refuses at once where another process is at work on it. */
export async function takeJobLock(plan: string): Promise<JobLock> {
  const path = `${plan}.lock`;
  const attempt = await new FileLock(path)
    .tryForLong()
    .catch(
      cannotWrite(
        path,
        'A job keeps its journal beside its plan: make room on the disk, or copy the plan to a folder that can be written.',
      ),
    );
  if ('held' in attempt) return attempt.held;
  const by = attempt.heldBy
    ? `process ${attempt.heldBy.pid} on ${attempt.heldBy.host}`
    : 'another process';
  throw new BulkInputError(
    `${by} is at work on this plan`,
    { code: 'resume-plan', why: 'locked' },
    { file: plan },
  );
}
