import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { BulkInputError } from '../input-error.js';
import { journalPath } from '../journal/journal.js';
import type { CheckedPlan } from '../plan/plan-file.js';
import { deletedPath } from '../run/deleted-records.js';

/** Refuses to write over the files of a job: its plan, what stands beside that, and the spreadsheet that it was made from. */
export async function refuseOwnFiles(
  outs: readonly string[],
  { path, header }: Pick<CheckedPlan, 'path' | 'header'>,
): Promise<void> {
  const { file } = header.source;
  const journal = journalPath(path);
  const own = [path, journal, `${journal}.damaged`, `${path}.lock`, deletedPath(path)];
  for (const out of outs)
    for (const one of file ? [...own, file.path] : own)
      if (await isSameFile(out, one))
        throw new BulkInputError(
          'this file belongs to this job, and would be written over',
          'Name another file.',
          { file: out },
        );
}

/** Refuses two results in one file. */
export async function refuseOneFile(outs: readonly string[]): Promise<void> {
  for (const [at, out] of outs.entries())
    for (const other of outs.slice(0, at))
      if (await isSameFile(out, other))
        throw new BulkInputError(
          'two kinds of rows would go to one file',
          'Name a file for each.',
          { file: out },
        );
}

/** Whether two paths lead to one file, by links too. */
async function isSameFile(one: string, other: string): Promise<boolean> {
  if (resolve(one) === resolve(other)) return true;
  const [found, there] = await Promise.all(
    [one, other].map((path) => stat(path).catch(() => undefined)),
  );
  return found?.isFile() === true && found.dev === there?.dev && found.ino === there.ino;
}
