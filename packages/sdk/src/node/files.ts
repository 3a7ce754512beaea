type FileSystem = typeof import('node:fs/promises');

// The name is not a literal, so that bundlers for the web do not look for a module that only Node has.
const fileSystem = ['node:fs', 'promises'].join('/');
const files = async (): Promise<FileSystem> => (await import(/* @vite-ignore */ fileSystem)) as FileSystem;

/** The bytes of a file. */
export async function readBytes(path: string): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await (await files()).readFile(path));
}

/**
 * Writes a stream to a file in a folder, which is made where it is not there, and gives the file's path. A name that is taken
 * gets a number, and a stream that breaks off leaves no file.
 */
export async function writeNew(folder: string, name: string, content: AsyncIterable<Uint8Array>): Promise<string> {
  const { mkdir, open, rm } = await files();
  await mkdir(folder, { recursive: true });
  for (let number = 1; ; number += 1) {
    const path = `${folder.replace(/(?<![\\/])[\\/]+$/, '')}/${number === 1 ? name : numbered(name, number)}`;
    const file = await open(path, 'wx', 0o600).catch((error: { code?: string }) => {
      if (error.code === 'EEXIST') return undefined;
      throw error;
    });
    if (!file) continue;
    try {
      for await (const part of content) await file.write(part);
      await file.close();
      return path;
    } catch (error) {
      await file.close();
      await rm(path);
      throw error;
    }
  }
}

const numbered = (name: string, number: number): string => name.replace(/(\.[^.]*)?$/, (extension) => ` (${number})${extension}`);
