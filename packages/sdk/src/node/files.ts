import { makeFolder } from 'halopsa-ground/node';

type FileSystem = typeof import('node:fs/promises');

// The name is not a literal, so that bundlers for the web do not look for a module that only Node has.
const fileSystem = ['node:fs', 'promises'].join('/');
const files = async (): Promise<FileSystem> =>
  (await import(/* @vite-ignore */ fileSystem)) as FileSystem;

/** The bytes of a file. */
export async function readBytes(path: string): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await (await files()).readFile(path));
}

/**
 * Writes a stream to a file in a folder, which is made where it is not there, and gives the file's path. A name that is taken
 * gets a number. The file appears under its name once all of it is on the disk; a stream that breaks off, or a disk that is full,
 * leaves none.
 */
export async function writeNew(
  folder: string,
  name: string,
  content: AsyncIterable<Uint8Array>,
): Promise<string> {
  const { open, rm } = await files();
  makeFolder(folder);
  const place = folder.replace(/(?<![\\/])[\\/]+$/, '');
  const draft = `${place}/.${globalThis.crypto.randomUUID()}.part`;
  const file = await open(draft, 'wx', 0o600);
  try {
    try {
      for await (const part of content) await writeWhole(file, part);
      // A disk may say only now that it has no room.
      await file.sync();
    } finally {
      await file.close();
    }
    return await giveName(draft, place, name);
  } finally {
    await rm(draft, { force: true });
  }
}

/** A single write may take a part only. */
async function writeWhole(
  file: import('node:fs/promises').FileHandle,
  part: Uint8Array,
): Promise<void> {
  for (let sent = 0; sent < part.length; ) {
    const { bytesWritten } = await file.write(part, sent, part.length - sent);
    if (bytesWritten === 0)
      throw Object.assign(new Error('no space left on the disk'), { code: 'ENOSPC' });
    sent += bytesWritten;
  }
}

/** Gives a file the first name that is free, without ever taking one that somebody else has. */
async function giveName(draft: string, folder: string, name: string): Promise<string> {
  const { link, open, rename } = await files();
  for (let number = 1; ; number += 1) {
    const path = `${folder}/${number === 1 ? name : numbered(name, number)}`;
    try {
      await link(draft, path);
      return path;
    } catch (error) {
      if ((error as { code?: string }).code === 'EEXIST') continue;
    }
    // The file system has no links: the name is taken first, and filled then.
    const taken = await open(path, 'wx', 0o600).catch((error: { code?: string }) => {
      if (error.code === 'EEXIST') return undefined;
      throw error;
    });
    if (!taken) continue;
    await taken.close();
    await rename(draft, path);
    return path;
  }
}

const numbered = (name: string, number: number): string =>
  name.replace(/(\.[^.]*)?$/, (extension) => ` (${number})${extension}`);
