import { codeOf, fs, path as paths } from '../builtin.js';
import { makeFolder } from '../make-folder.js';
import { openRegular } from '../regular-file.js';
import type { ProcessIdentity } from './process-identity.js';

/** What a lock file says. */
export interface LockContent extends ProcessIdentity {
  /** A random name of this taking of the lock; no two are alike. */
  readonly token: string;
}

/** No lock file is larger; what is says nothing about an owner. */
const mostBytes = 4096n;

/** A lock file as it was found. */
export interface FoundLock {
  readonly token: string;
  /** Undefined where the file says nothing that can be read. */
  readonly owner: LockContent | undefined;
  /** Differs after each sign of life. */
  readonly beat: string;
}

/**
 * Creates a lock file, unless there is one, and returns the open file. It appears with its content in one step, as a link to a file
 * that was written before; only where the file system has no links is it written after it has appeared.
 */
export function createLockFile(path: string, content: LockContent): number | undefined {
  const { writeSync, linkSync, closeSync } = fs();
  const draft = `${path}.${content.token}~`;
  const text = JSON.stringify(content);
  const file = openNew(draft);
  try {
    if (writeSync(file, text) < Buffer.byteLength(text))
      throw Object.assign(new Error('no space left on the disk'), { code: 'ENOSPC' });
    linkSync(draft, path);
    return file;
  } catch (error) {
    closeSync(file);
    // The draft is gone where somebody has cleared it away: the next attempt makes another.
    if (['EEXIST', 'ENOENT'].includes(codeOf(error) ?? '')) return undefined;
    if (codeOf(error) === 'ENOSPC') throw error;
    return createWithoutLink(path, text);
  } finally {
    remove(draft);
  }
}

/** Opens a file that is not there yet, and makes its folder where that is not there either. */
function openNew(path: string): number {
  const { openSync } = fs();
  try {
    return openSync(path, 'wx', 0o600);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    makeFolder(paths().dirname(path), 0o700);
    return openSync(path, 'wx', 0o600);
  }
}

function createWithoutLink(path: string, text: string): number | undefined {
  const { openSync, writeSync, closeSync } = fs();
  try {
    const file = openSync(path, 'wx', 0o600);
    try {
      writeSync(file, text);
      return file;
    } catch (error) {
      closeSync(file);
      remove(path);
      throw error;
    }
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return undefined;
    throw error;
  }
}

/** Reads a lock file; undefined where there is none. */
export function readLockFile(path: string): FoundLock | undefined {
  const { fstatSync, readFileSync, closeSync, constants } = fs();
  let file: number;
  try {
    file = openRegular(path, constants.O_RDONLY);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
  try {
    const { ino, mtimeNs, birthtimeNs, size } = fstatSync(file, { bigint: true });
    const owner = size > mostBytes ? undefined : parse(readFileSync(file, 'utf8'));
    const token =
      owner?.token ?? `${ino.toString(16)}${birthtimeNs.toString(16)}${size.toString(16)}`;
    return { token, owner, beat: String(mtimeNs) };
  } finally {
    closeSync(file);
  }
}

/** Removes a file that may be gone already. */
export function remove(path: string): void {
  try {
    fs().unlinkSync(path);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}

function parse(text: string): LockContent | undefined {
  try {
    const { token, pid, host, realm, start } = JSON.parse(text) as Partial<LockContent>;
    const isWhole =
      typeof token === 'string' &&
      /^[0-9a-f]{16}$/.test(token) &&
      typeof pid === 'number' &&
      typeof host === 'string';
    return isWhole
      ? { token, pid, host, realm: String(realm ?? ''), start: String(start ?? '') }
      : undefined;
  } catch {
    return undefined;
  }
}
