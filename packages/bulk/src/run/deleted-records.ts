import { existsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { openPrivate } from 'halopsa-ground/node';
import type { Fields } from '../fields.js';
import { BulkStoppedError } from './stopped.js';

/** The file beside a plan that keeps the records which it deletes. */
export const deletedPath = (plan: string): string => `${plan}.deleted.ndjson`;

/** That file, where the plan has deleted anything. */
export const keptPath = (plan: string): string | undefined =>
  existsSync(deletedPath(plan)) ? deletedPath(plan) : undefined;

type File = Awaited<ReturnType<typeof openPrivate>>;
const lineFeed = 10;

/** Keeps records on the disk before they are deleted: whole, one a line, readable by their owner alone. */
export class DeletedRecords {
  readonly #plan: string;
  #file: Promise<File> | undefined;
  #last: Promise<void> = Promise.resolve();

  constructor(plan: string) {
    this.#plan = plan;
  }

  /** Resolves once the record is safe on the disk; ends the job where that fails. */
  keep(record: Fields): Promise<void> {
    const kept = this.#last.then(() => this.#write(record));
    this.#last = kept.catch(() => undefined);
    return kept;
  }

  async close(): Promise<void> {
    await this.#last;
    const file = await this.#file?.catch(() => undefined);
    await file?.close();
  }

  async #write(record: Fields): Promise<void> {
    try {
      this.#file ??= openAtLine(deletedPath(this.#plan));
      const file = await this.#file;
      await file.appendFile(`${JSON.stringify(record)}\n`);
      await file.datasync();
    } catch (error) {
      throw new BulkStoppedError(
        'a record was not deleted, since it cannot be kept on the disk first',
        error,
        this.#plan,
      );
    }
  }
}

/** Goes on behind the last line, also where a crash has cut that short. */
async function openAtLine(path: string): Promise<File> {
  const isCut = await endsWithin(path);
  const file = await openPrivate(path, 'a');
  if (isCut) await file.appendFile('\n');
  return file;
}

async function endsWithin(path: string): Promise<boolean> {
  if (!existsSync(path)) return false;
  await using file = await open(path, 'r');
  const { size } = await file.stat();
  return size > 0 && (await file.read(new Uint8Array(1), 0, 1, size - 1)).buffer[0] !== lineFeed;
}
