import { fs } from './builtin.js';

/** No file that programs keep for themselves is larger: budgets, tokens, locks. */
const mostStateBytes = 16 * 1024 * 1024;

/** The flag by which opening a pipe to which nobody writes does not wait; not every system has it. */
export const waitForNothing = (): number => fs().constants.O_NONBLOCK ?? 0;

/** Throws for anything but a regular file. */
export function demandRegular(
  path: string,
  found: { isFile(): boolean; isDirectory(): boolean },
): void {
  if (found.isFile()) return;
  throw found.isDirectory()
    ? failure(path, 'EISDIR', 'it is a folder')
    : failure(path, 'ENOTREG', 'it is a pipe or a device');
}

/**
 * Opens a file and returns its descriptor. Only a regular file is taken: a pipe to which nobody writes would keep the whole thread
 * for ever, and a device never ends.
 */
export function openRegular(path: string, flags: number, mode?: number): number {
  const { openSync, fstatSync, closeSync } = fs();
  const file = openSync(path, flags | waitForNothing(), mode);
  try {
    demandRegular(path, fstatSync(file));
    return file;
  } catch (error) {
    closeSync(file);
    throw error;
  }
}

/** Reads a file that programs share. It is never waited for, and one that is too large for what it should be is not read. */
export function readRegular(path: string, mostBytes: number = mostStateBytes): string {
  const { fstatSync, readFileSync, closeSync, constants } = fs();
  const file = openRegular(path, constants.O_RDONLY);
  try {
    if (fstatSync(file).size > mostBytes) throw failure(path, 'EFBIG', 'it is too large');
    return readFileSync(file, 'utf8');
  } finally {
    closeSync(file);
  }
}

const failure = (path: string, code: string, why: string): NodeJS.ErrnoException =>
  Object.assign(new Error(`${path} cannot be used: ${why}`), { code, path });
