import { HaloUsageError } from 'halopsa';
import { tryFileLock } from 'halopsa/node';

/** Takes a folder for this process alone and gives what releases it. */
export async function lockFolder(folder: string, path: string): Promise<() => Promise<void>> {
  const lock = await tryFileLock(path);
  if ('release' in lock) return lock.release;
  throw new HaloUsageError(
    `the folder ${folder} is in use by process ${lock.heldBy.pid} on ${lock.heldBy.host}`,
    `Stop that process, or name another folder; if it is gone for certain, delete ${path}. Nothing was changed.`,
  );
}
