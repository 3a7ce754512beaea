import { FileLock, LockTakenError, readState, reasonOf, replaceFile } from 'halopsa-ground/node';
import { memoryTokenStore, type TokenSet, type TokenStore } from '../auth/token-store.js';

/** How a token file is used. */
export interface FileTokenStoreOptions {
  /** Called once where the file cannot be used, with one line that says why; tokens are then kept in memory. */
  readonly onWarning?: ((line: string) => void) | undefined;
}

/** A process that signs in has the lock; its request and the repeats of that may take so long. */
const lockPatienceMs = 120_000;

/**
 * Keeps tokens in a file that only its owner can read, shared safely by all processes that name it. A file that was cut or holds
 * something else counts as none; where it cannot be read or written, this process keeps its tokens in memory.
 */
export function fileTokenStore(
  path: string,
  { onWarning }: FileTokenStoreOptions = {},
): TokenStore {
  const memory = memoryTokenStore();
  const lock = new FileLock(`${path}.lock`);
  let hasWarned = false;
  const warn = (error: unknown): void => {
    if (!hasWarned)
      onWarning?.(
        `The token file ${path} cannot be used (${reasonOf(error)}): tokens are kept in memory.`,
      );
    hasWarned = true;
  };
  return {
    read: async () => {
      try {
        return readState(path, tokensOf) ?? (hasWarned ? await memory.read() : undefined);
      } catch (error) {
        warn(error);
        return memory.read();
      }
    },
    write: async (tokens) => {
      await memory.write(tokens);
      try {
        replaceFile(path, JSON.stringify(tokens ?? null), true);
      } catch (error) {
        warn(error);
      }
    },
    exclusively: async (work) => {
      const held = await lock.take({ patienceMs: lockPatienceMs }).catch((error: unknown) => {
        warn(error);
        // Whoever has it that long hangs; a folder that takes no lock takes no file either.
        return error instanceof LockTakenError ? { release: () => undefined } : undefined;
      });
      if (!held) return memory.exclusively(work);
      try {
        return await work();
      } finally {
        held.release();
      }
    },
  };
}

/** Tokens, where they have their shape. */
function tokensOf(value: unknown): TokenSet | undefined {
  const { accessToken, expiresAt, renewAt, refreshToken, scope, idToken } = (value ??
    {}) as Partial<Record<keyof TokenSet, unknown>>;
  const text = (one: unknown): string | undefined => (typeof one === 'string' ? one : undefined);
  if (
    typeof accessToken !== 'string' ||
    accessToken === '' ||
    typeof expiresAt !== 'number' ||
    typeof renewAt !== 'number'
  )
    return undefined;
  return {
    accessToken,
    expiresAt,
    renewAt,
    refreshToken: text(refreshToken),
    scope: text(scope),
    idToken: text(idToken),
  };
}
