import { codeOf, fs, path as paths } from './builtin.js';
import { makeFolder } from './make-folder.js';
import { readRegular } from './regular-file.js';

/**
 * Puts a file in the place of the one that was there before, whole or not at all; only its owner can read it. `isLasting` flushes it
 * to the disk itself, so that losing power does not take it.
 */
export function replaceFile(path: string, text: string, isLasting = false): void {
  const { openSync, fsyncSync, closeSync, renameSync, rmSync } = fs();
  const draft = `${path}.${crypto.randomUUID()}`;
  makeFolder(paths().dirname(path), 0o700);
  try {
    const file = openSync(draft, 'wx', 0o600);
    try {
      writeWhole(file, Buffer.from(text));
      if (isLasting) fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

/** Writes all of the bytes: a single write may take a part only, and a disk that is full takes none without an error. */
export function writeWhole(file: number, bytes: Uint8Array, at?: number): void {
  for (let sent = 0; sent < bytes.length; ) {
    const taken = fs().writeSync(
      file,
      bytes,
      sent,
      bytes.length - sent,
      at === undefined ? undefined : at + sent,
    );
    if (taken === 0)
      throw Object.assign(new Error('no space left on the disk'), { code: 'ENOSPC' });
    sent += taken;
  }
}

/**
 * Reads a JSON file that programs share; undefined where there is none, and where it does not hold what `parse` takes: it was cut,
 * emptied or written by something else. Throws the error of the system where it cannot be read.
 */
export function readState<T>(
  path: string,
  parse: (value: unknown) => T | undefined,
): T | undefined {
  let text: string;
  try {
    text = readRegular(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
  try {
    return parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** Why a file cannot be used, in a few words. */
export function reasonOf(error: unknown): string {
  const code = codeOf(error);
  return (code && reasons[code]) ?? (error instanceof Error ? error.message : String(error));
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'no permission',
  EPERM: 'no permission',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is a file',
  EEXIST: 'a part of its path is a file',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
  EIO: 'the disk fails',
  ENAMETOOLONG: 'its path is too long',
  ELOOP: 'its path is a circle of links',
  ENOTREG: 'it is a pipe or a device',
  ENXIO: 'it is a pipe, a socket or a device',
  EFBIG: 'it is too large',
};
