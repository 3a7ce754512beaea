import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { TokenSet, TokenStore } from '../auth/token-store.js';
import { withFileLock } from './file-lock.js';
import { readJsonFile, writeJsonFile } from './json-file.js';

/** Keeps tokens in a file that only its owner can read, shared safely by all processes that name it. */
export function fileTokenStore(path: string): TokenStore {
  return {
    read: async () => (await readJsonFile(path)) as TokenSet | undefined,
    write: (tokens) => writeJsonFile(path, tokens ?? null),
    exclusively: async (work) => {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      return withFileLock(`${path}.lock`, work);
    },
  };
}
