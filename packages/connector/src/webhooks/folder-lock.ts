import { HaloUsageError } from 'halopsa';
import { FileLock } from 'halopsa-ground/node';

/** Locks a folder for this process and returns a function that releases it. */
export async function lockFolder(folder: string, path: string): Promise<() => void> {
  const attempt = await new FileLock(path).tryForLong();
  if ('held' in attempt) return attempt.held.release;
  const by = attempt.heldBy
    ? `process ${attempt.heldBy.pid} on ${attempt.heldBy.host}`
    : 'another process';
  throw new HaloUsageError(
    `the folder ${folder} is in use by ${by}`,
    'Stop that process, or name another folder. Nothing was changed.',
  );
}
