import { LineLog } from 'halopsa-ground/node';
import type { MadeRecord } from '../run/made-record.js';
import {
  type Entry,
  type JournalOwner,
  journalPath,
  type NotePlace,
  readJournal,
} from './journal.js';

/** Rows of one request follow each other, so that few notes are asked for in turn. */
const keptNotes = 4;

type Made = readonly (MadeRecord | null)[];

/** What new records held when they were made, by the row. Only the places of the notes are kept in memory. */
export class MadeRecords {
  readonly #path: string;
  readonly #places: NotePlace[] = [];
  /** The number of the note of each row, from 1, and the place of the row in it. */
  readonly #notes: Uint32Array;
  readonly #at: Uint32Array;
  readonly #read = new Map<number, Made>();

  private constructor({ path, footer }: JournalOwner) {
    this.#path = journalPath(path);
    this.#notes = new Uint32Array(footer.rows + 1);
    this.#at = new Uint32Array(footer.rows + 1);
  }

  static async read(plan: JournalOwner): Promise<MadeRecords> {
    const made = new MadeRecords(plan);
    await readJournal(plan, (entry, place) => made.#keep(entry, place));
    return made;
  }

  /** What the record of a row held; undefined where that is not known. */
  of(row: number): MadeRecord | undefined {
    const [note = 0, at = 0] = [this.#notes[row], this.#at[row]];
    return note === 0 ? undefined : (this.#madeIn(note)[at] ?? undefined);
  }

  #keep(entry: Entry, place: NotePlace): void {
    if (entry.t !== 'done' || entry.made === undefined) return;
    this.#places.push(place);
    for (const [at, row] of entry.rows.entries()) {
      this.#notes[row] = this.#places.length;
      this.#at[row] = at;
    }
  }

  #madeIn(note: number): Made {
    const known = this.#read.get(note);
    if (known) return known;
    const place = this.#places[note - 1];
    const entry = place && (JSON.parse(LineLog.readAt(this.#path, place)) as Entry);
    const made = (entry?.t === 'done' && entry.made) || [];
    this.#read.set(note, made);
    const [oldest = note] = this.#read.keys();
    if (this.#read.size > keptNotes) this.#read.delete(oldest);
    return made;
  }
}
