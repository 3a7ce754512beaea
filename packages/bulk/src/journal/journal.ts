import { statSync } from 'node:fs';
import { LineLog } from 'halopsa-ground/node';
import { BulkInputError } from '../input-error.js';
import type { Id } from '../matching/record-id.js';
import type { MadeRecord } from '../run/made-record.js';
import { BulkStoppedError } from '../run/stopped.js';

/** What a journal notes. Rows are the numbers of the plan. */
export type Entry =
  | {
      readonly t: 'begin';
      readonly plan: string;
      readonly at: string;
      readonly aside?: number | undefined;
    }
  /** Written before a request is sent. */
  | { readonly t: 'intent'; readonly rows: readonly number[] }
  /** Written after its answer; `ids` for new records, and for those that a change may have given a new id. */
  | {
      readonly t: 'done';
      readonly rows: readonly number[];
      readonly ids?: readonly Id[] | undefined;
      /** What new records held beside what was set, null where that is not known. */
      readonly made?: readonly (MadeRecord | null)[] | undefined;
    }
  | {
      readonly t: 'failed';
      readonly row: number;
      readonly error: string;
      readonly id?: Id | undefined;
    }
  | { readonly t: 'skipped'; readonly row: number; readonly reason: string }
  /** The request left, and it cannot be found out what became of it. */
  | { readonly t: 'unknown'; readonly row: number; readonly error: string }
  /** The request provably never took effect: the rows wait again. */
  | { readonly t: 'released'; readonly rows: readonly number[] }
  /** Notes were damaged, so that these rows may have been sent although no note of it is left; `aside` as in `ReadJournal`. */
  | { readonly t: 'doubt'; readonly rows: readonly number[]; readonly aside: number }
  /** Whether new records are found by the mark that they carry. */
  | { readonly t: 'mark'; readonly kept: boolean }
  | { readonly t: 'end'; readonly at: string };

/** The path of a plan's journal. */
export const journalPath = (plan: string): string => `${plan}.journal`;

/** What a journal says, beside its notes. */
export interface ReadJournal {
  /** How many whole notes it has. */
  readonly notes: number;
  /** Lines that are damaged. */
  readonly damaged: number;
  /** Whether notes were damaged since the job last accounted for damage. Rows that no note names may have been sent. */
  readonly isInDoubt: boolean;
}

/** Where a note stands in its file, in bytes. */
export interface NotePlace {
  readonly at: number;
  readonly size: number;
}

/** Takes a note as it is read, with its place in the file. */
export type NoteReader = (entry: Entry, place: NotePlace) => void;

/** Notes that were damaged when a journal was opened: how many, and the file that keeps them, where they could be kept. */
export interface JournalDamage {
  readonly lines: number;
  readonly keptIn: string | undefined;
}

/** A plan as far as its journal is bound to it. */
export interface JournalOwner {
  readonly path: string;
  readonly footer: { readonly sha256: string; readonly rows: number };
}

/**
 * Reads the journal of a plan note by note, in memory that does not grow with it; undefined where there is none. One that was written for
 * another plan is refused, at the end: what the reader has made of its notes is then to be thrown away.
 */
export async function readJournal(
  plan: JournalOwner,
  reader: NoteReader = () => undefined,
): Promise<ReadJournal | undefined> {
  const { rows } = plan.footer;
  let first: Entry | undefined;
  let isForeign = false;
  const journal = readNotes(plan.path, (entry, place) => {
    if (first === undefined) first = entry;
    else
      isForeign ||= entry.t === 'begin' || rowsOf(entry).some((row) => !(row >= 1 && row <= rows));
    reader(entry, place);
  });
  if (journal) refuseForeign({ first, isForeign, damaged: journal.damaged }, plan);
  return journal;
}

/** Refuses to write a plan where the journal of an earlier job lies: it would be taken for this plan's. */
export async function refuseJournalAt(plan: string): Promise<void> {
  if (!readNotes(plan, () => undefined)) return;
  throw new BulkInputError(
    'the journal of an earlier job lies here, and its plan is gone',
    {
      code: 'choose-out',
      instead: 'move the journal away: it is the only record of what that job did',
    },
    { file: journalPath(plan) },
  );
}

interface Origin extends Pick<ReadJournal, 'damaged'> {
  readonly first: Entry | undefined;
  readonly isForeign: boolean;
}

function refuseForeign(
  { first, isForeign, damaged }: Origin,
  { path, footer }: JournalOwner,
): void {
  const place = { file: journalPath(path) };
  if (damaged > 0 && first?.t !== 'begin')
    throw new BulkInputError(
      'the journal is damaged where it tells which plan it belongs to',
      'Restore the file from a copy: nothing can be said of this plan without it.',
      place,
    );
  if (first?.t !== 'begin' || first.plan !== footer.sha256)
    throw new BulkInputError(
      'this journal belongs to another plan, such as an earlier one of the same name',
      'Nothing can be said of this plan while it lies here. Put back the plan that it belongs to, or move the journal away to apply this one.',
      place,
    );
  if (isForeign)
    throw new BulkInputError(
      'notes of another job stand in this journal',
      'Restore the file from a copy.',
      place,
    );
}

const rowsOf = (entry: Entry): readonly number[] =>
  'rows' in entry ? entry.rows : 'row' in entry ? [entry.row] : [];

/** Reads a journal; undefined where there is none. The torn end that a crash may leave is passed over. */
function readNotes(plan: string, reader: NoteReader): ReadJournal | undefined {
  let notes = 0;
  let known = 0;
  const damage = LineLog.read(journalPath(plan), (text, place) => {
    const entry = JSON.parse(text) as Entry;
    notes += 1;
    if ('aside' in entry) known = Math.max(known, entry.aside ?? 0);
    reader(entry, place);
  });
  if (!damage || (notes === 0 && damage.lines === 0)) return undefined;
  return {
    notes,
    damaged: damage.lines,
    isInDoubt: damage.lines > 0 || asideOf(plan) > known,
  };
}

/** How many bytes of damaged notes were put aside so far: by that it is known of which of them a job has taken account. */
export const asideOf = (plan: string): number =>
  statSync(`${journalPath(plan)}.damaged`, { throwIfNoEntry: false })?.size ?? 0;

/** Appends notes; what `note` has promised is on the disk. */
export class Journal {
  readonly #log: LineLog;
  readonly #plan: string;
  #waiting: string[] = [];
  #writing: Promise<void> | undefined;
  #broken: Error | undefined;

  private constructor(log: LineLog, plan: string) {
    this.#log = log;
    this.#plan = plan;
  }

  /** Opens the journal of a plan behind its last whole note; a torn rest is cut off, and damaged notes are put aside. */
  static async open(plan: string): Promise<Journal> {
    return new Journal(
      LineLog.open(journalPath(plan), () => undefined),
      plan,
    );
  }

  /** Notes that were damaged when it was opened. */
  get damage(): JournalDamage | undefined {
    return this.#log.damage;
  }

  /** Notes something and resolves once it is safe on the disk. Notes that wait at the same time share one write. */
  async note(entry: Entry): Promise<void> {
    if (this.#broken) throw this.#broken;
    this.#waiting.push(JSON.stringify(entry));
    // The write under way may have begun before this note: the one after it is ours.
    await this.#writing?.catch(() => undefined);
    this.#writing ??= this.#write().finally(() => {
      this.#writing = undefined;
    });
    await this.#writing;
  }

  async close(): Promise<void> {
    await this.#writing?.catch(() => undefined);
    this.#log.close();
  }

  async #write(): Promise<void> {
    const texts = this.#waiting;
    this.#waiting = [];
    if (texts.length === 0) return;
    try {
      await this.#log.appendFlushed(texts);
    } catch (error) {
      // A full disk, say. What is not noted must not be sent, so nothing more is noted in this run.
      this.#broken = new BulkStoppedError('the journal cannot be written', error, this.#plan);
      throw this.#broken;
    }
  }
}
