import { open, readFile, unlink } from 'node:fs/promises';
import { HaloUsageError } from 'halopsa';

/** Takes a folder for this process alone and gives what releases it; the lock of a process that no longer runs is taken over. */
export async function lockFolder(folder: string, path: string): Promise<() => Promise<void>> {
  for (let attempt = 0; attempt < 2; attempt += 1) {
    if (await create(path)) return () => unlink(path).catch(() => undefined);
    const owner = Number(await readFile(path, 'utf8').catch(() => ''));
    if (owner !== process.pid && isAlive(owner)) {
      throw new HaloUsageError(
        `the folder ${folder} is in use by process ${owner}`,
        'Stop that process, or name another folder. Nothing was changed.',
      );
    }
    await unlink(path).catch(() => undefined);
  }
  throw new HaloUsageError(`the folder ${folder} has just been taken by another process`, 'Name another folder. Nothing was changed.');
}

async function create(path: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx', 0o600);
    await file.writeFile(String(process.pid));
    await file.close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
