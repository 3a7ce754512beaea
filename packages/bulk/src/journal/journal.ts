import { type FileHandle, readFile } from 'node:fs/promises';
import { openPrivate } from 'halopsa-ground/node';
import { BulkInputError } from '../input-error.js';
import type { MadeRecord } from '../run/made-record.js';
import { BulkStoppedError } from '../run/stopped.js';
import { frame, hasFrameAfter, readFrames } from './frame.js';

type Id = string | number;

/** What a journal notes. Rows are the numbers of the plan. */
export type Entry =
  | { readonly t: 'begin'; readonly plan: string; readonly at: string }
  /** Written before a request is sent. */
  | { readonly t: 'intent'; readonly rows: readonly number[] }
  /** Written after its answer; `ids` for new records. */
  | {
      readonly t: 'done';
      readonly rows: readonly number[];
      readonly ids?: readonly Id[] | undefined;
      /** What new records held beside what was set, null where that is not known. */
      readonly made?: readonly (MadeRecord | null)[] | undefined;
    }
  | { readonly t: 'failed'; readonly row: number; readonly error: string; readonly id?: Id | undefined }
  | { readonly t: 'skipped'; readonly row: number; readonly reason: string }
  /** The request left, and it cannot be found out what became of it. */
  | { readonly t: 'unknown'; readonly row: number; readonly error: string }
  /** The request provably never took effect: the rows wait again. */
  | { readonly t: 'released'; readonly rows: readonly number[] }
  /** Whether new records are found by the mark that they carry. */
  | { readonly t: 'mark'; readonly kept: boolean }
  | { readonly t: 'end'; readonly at: string };

/** The path of a plan's journal. */
export const journalPath = (plan: string): string => `${plan}.journal`;

/** The notes of a journal, and how many of its bytes are whole. */
export interface ReadJournal {
  readonly entries: readonly Entry[];
  readonly whole: number;
}

/** A plan as far as its journal is bound to it. */
export interface JournalOwner {
  readonly path: string;
  readonly footer: { readonly sha256: string; readonly rows: number };
}

/** The notes of a plan's journal; undefined where there are none. One that was written for another plan is refused. */
export async function readJournal(plan: JournalOwner): Promise<ReadJournal | undefined> {
  const journal = await readNotes(plan.path);
  if (!journal || journal.entries.length === 0) return undefined;
  refuseForeign(journal.entries, plan);
  return journal;
}

/** Refuses to write a plan where the journal of an earlier job lies: it would be taken for this plan's. */
export async function refuseJournalAt(plan: string): Promise<void> {
  const journal = await readNotes(plan);
  if (!journal || journal.entries.length === 0) return;
  throw new BulkInputError(
    'the journal of an earlier job lies here, and its plan is gone',
    'Choose another --out, or move the journal away: it is the only record of what that job did.',
    { file: journalPath(plan) },
  );
}

function refuseForeign([first, ...others]: readonly Entry[], { path, footer }: JournalOwner): void {
  const place = { file: journalPath(path) };
  if (first?.t !== 'begin' || first.plan !== footer.sha256)
    throw new BulkInputError(
      'this journal belongs to another plan, such as an earlier one of the same name',
      'Nothing can be said of this plan while it lies here. Put back the plan that it belongs to, or move the journal away to apply this one.',
      place,
    );
  const isForeign = (entry: Entry): boolean => entry.t === 'begin' || rowsOf(entry).some((row) => !(row >= 1 && row <= footer.rows));
  if (others.some(isForeign))
    throw new BulkInputError('notes of another job stand in this journal', 'Restore the file from a copy.', place);
}

const rowsOf = (entry: Entry): readonly number[] => ('rows' in entry ? entry.rows : 'row' in entry ? [entry.row] : []);

/** The torn end that a crash may leave is passed over. */
async function readNotes(plan: string): Promise<ReadJournal | undefined> {
  const path = journalPath(plan);
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (!bytes) return undefined;
  const { texts, whole } = readFrames(bytes);
  if (whole < bytes.length && hasFrameAfter(bytes, whole))
    throw new BulkInputError(
      `the journal is damaged at byte ${whole}, with whole notes behind it`,
      'Restore the file from a copy; the rows behind it are not known.',
      {
        file: path,
      },
    );
  return { entries: texts.map((text) => JSON.parse(text) as Entry), whole };
}

/** Appends notes; what `note` has promised is on the disk. */
export class Journal {
  readonly #file: FileHandle;
  #waiting: Buffer[] = [];
  #writing: Promise<void> | undefined;
  #broken: Error | undefined;
  #at: number;
  readonly #plan: string;

  private constructor(file: FileHandle, at: number, plan: string) {
    this.#file = file;
    this.#plan = plan;
    this.#at = at;
  }

  /** Opens the journal of a plan behind its last whole note; the torn rest is cut off. */
  static async open(plan: string, whole: number): Promise<Journal> {
    const file = await openPrivate(journalPath(plan), whole === 0 ? 'w' : 'r+');
    await file.truncate(whole);
    return new Journal(file, whole, plan);
  }

  /** Notes something and resolves once it is safe on the disk. Notes that wait at the same time share one write. */
  async note(entry: Entry): Promise<void> {
    if (this.#broken) throw this.#broken;
    this.#waiting.push(frame(JSON.stringify(entry)));
    // The write under way may have begun before this note: the one after it is ours.
    await this.#writing?.catch(() => undefined);
    this.#writing ??= this.#write().finally(() => {
      this.#writing = undefined;
    });
    await this.#writing;
  }

  async close(): Promise<void> {
    await this.#writing?.catch(() => undefined);
    await this.#file.close();
  }

  async #write(): Promise<void> {
    const bytes = Buffer.concat(this.#waiting);
    this.#waiting = [];
    if (bytes.length === 0) return;
    try {
      for (let sent = 0; sent < bytes.length; )
        sent += (await this.#file.write(bytes, sent, bytes.length - sent, this.#at + sent)).bytesWritten;
      await this.#file.datasync();
      this.#at += bytes.length;
    } catch (error) {
      // A full disk, say. What is not noted must not be sent, so nothing more is noted in this run.
      this.#broken = new BulkStoppedError('the journal cannot be written', error, this.#plan);
      throw this.#broken;
    }
  }
}
