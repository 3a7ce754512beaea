import { readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { HaloUsageError } from 'halopsa';
import { makeFolder } from 'halopsa-ground/node';

/** A file of an export, by its path inside the folder, with slashes. */
export interface ExportedFile {
  readonly path: string;
  readonly content: string | Uint8Array;
}

/** Writes an export into a folder. By default, a folder that holds anything is left alone. */
export async function writeExport(
  folder: string,
  files: Iterable<ExportedFile>,
  { force = false }: { readonly force?: boolean } = {},
): Promise<number> {
  const there = await readdir(folder).catch(() => []);
  if (there.length > 0 && !force) {
    throw new HaloUsageError(
      `the folder ${folder} is not empty`,
      'Name an empty one, or use --force to write over it. Nothing was written.',
    );
  }
  let count = 0;
  for (const { path, content } of files) {
    const target = join(folder, ...path.split('/'));
    makeFolder(dirname(target));
    await writeFile(target, content);
    count += 1;
  }
  return count;
}
