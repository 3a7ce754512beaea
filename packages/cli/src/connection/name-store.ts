import { createHash } from 'node:crypto';
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { NameStore } from 'halopsa';
import { readState, replaceFile } from 'halopsa-ground/node';

const keptMs = 5 * 60_000;

/** Keeps names that were looked up in files of a folder, one a look-up, for five minutes. What cannot be kept is looked up again. */
export function fileNameStore(folder: string, now: () => number = Date.now): NameStore {
  const fileOf = (key: string): string =>
    join(folder, `${createHash('sha256').update(key).digest('hex').slice(0, 32)}.json`);
  return {
    async get(key) {
      try {
        return readState(fileOf(key), (kept) => freshIn(kept, key, now()));
      } catch {
        return undefined;
      }
    },
    async set(key, value) {
      try {
        replaceFile(fileOf(key), JSON.stringify({ key, at: now(), value }));
        removeOld(folder, now());
      } catch {
        // The disk is full, or the folder is not writable: the next run asks again.
      }
    },
  };
}

/** What is kept under the key, unless it is too old; a clock that was set back makes it too old as well. */
function freshIn(kept: unknown, key: string, now: number): unknown {
  const { key: of, at, value } = kept as { key?: unknown; at?: unknown; value?: unknown };
  return of === key && typeof at === 'number' && at <= now && now - at < keptMs ? value : undefined;
}

function removeOld(folder: string, now: number): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (now - statSync(path).mtimeMs > keptMs) rmSync(path, { force: true });
  }
}
