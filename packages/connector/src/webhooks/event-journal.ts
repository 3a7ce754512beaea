import { setImmediate as nextTurn } from 'node:timers/promises';
import { LineLog, reasonOf } from 'halopsa-ground/node';
import { inSlices } from '../slices.js';
import type { StoredEvent } from './stored-event.js';

/** What a journal notes, one to a line. */
export type Note =
  | { readonly t: 'event'; readonly event: StoredEvent }
  /** The key of an event whose payload is no longer kept. */
  | { readonly t: 'known'; readonly key: string }
  /** The handler has finished. */
  | { readonly t: 'done'; readonly key: string }
  | {
      readonly t: 'failed';
      readonly key: string;
      readonly attempts: number;
      readonly due: number;
      readonly error: string;
    }
  | { readonly t: 'dead'; readonly key: string; readonly attempts: number; readonly error: string }
  /** Handed to the handler again. */
  | { readonly t: 'replay'; readonly key: string };

/** The place of a line in the file. */
export interface Place {
  readonly at: number;
  readonly size: number;
}

/** Lines of a journal that were damaged when it was opened. */
export interface DamagedLines {
  readonly lines: number;
  readonly bytes: number;
  /** The file in which they are kept aside; undefined where they could not be copied. */
  readonly keptIn: string | undefined;
}

/** Called with every note that is safe, and the place of its line. */
export type NoteReader = (note: Note, place: Place) => void;

/**
 * A file to which notes are appended. Once `append` has resolved, no kill of the process can take them, and the events among
 * them are on the disk itself; notes that wait at the same time share one write. A write that fails is taken back, and rejects for
 * those who waited for it alone: the next one is tried again.
 */
export class EventJournal {
  readonly #path: string;
  readonly #told: NoteReader;
  readonly #log: LineLog;
  #waiting: { readonly note: Note; readonly text: string }[] = [];
  #last: Promise<unknown> = Promise.resolve();
  /** The write that what waits belongs to. */
  #flush: Promise<void> | undefined;
  #problem: string | undefined;

  private constructor(path: string, told: NoteReader, log: LineLog) {
    this.#path = path;
    this.#told = told;
    this.#log = log;
  }

  /** Opens or creates the file and reports every note in it, oldest first. Each line is independent, so that damage stays within it. */
  static open(path: string, told: NoteReader): EventJournal {
    return new EventJournal(
      path,
      told,
      LineLog.open(path, (text, place) => told(JSON.parse(text) as Note, place)),
    );
  }

  get bytes(): number {
    return this.#log.bytes;
  }

  /** Lines that were damaged when the journal was opened. */
  get damage(): DamagedLines | undefined {
    return this.#log.damage;
  }

  /** Why the last write has failed; undefined once one has been made again. */
  get problem(): string | undefined {
    return this.#problem;
  }

  /**
   * Appends notes and resolves once they are safe and reported; rejects where they could not be written. Throws at once where they
   * cannot be written as JSON, and takes none of them then.
   */
  append(notes: readonly Note[]): Promise<void> {
    const written = notes.map((note) => ({ note, text: JSON.stringify(note) }));
    for (const one of written) this.#waiting.push(one);
    this.#flush ??= this.#inTurn(() => this.#write());
    return this.#flush;
  }

  /** The note at a place, which is looked up when it is the reader's turn; undefined where there is no place by then. */
  read(place: () => Place | undefined): Promise<Note | undefined> {
    return this.#inTurn(async () => {
      const found = place();
      return found && (JSON.parse(this.#log.read(found)) as Note);
    });
  }

  /** Replaces the file by one that holds only these notes and returns the new places of their events. */
  rewrite(
    notes: (read: (place: Place) => Note) => Iterable<Note>,
    moved: (key: string, place: Place) => void,
  ): Promise<void> {
    return this.#inTurn(async () => {
      const events: (string | undefined)[] = [];
      const texts = function* (this: EventJournal): Generator<string> {
        for (const note of notes((place) => JSON.parse(this.#log.read(place)) as Note)) {
          events.push(note.t === 'event' ? note.event.key : undefined);
          yield JSON.stringify(note);
        }
      };
      const places = await inSlices(this.#log.replacing(texts.call(this)));
      for (const [index, key] of events.entries()) {
        // The log has a place for every note.
        if (key !== undefined) moved(key, places[index]!);
      }
    });
  }

  async close(): Promise<void> {
    await this.#inTurn(async () => undefined);
    this.#log.close();
  }

  /** One after the other, so that nothing reads a file that is being replaced. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async #write(): Promise<void> {
    this.#flush = undefined;
    const written = this.#waiting;
    this.#waiting = [];
    const texts = written.map(({ text }) => text);
    try {
      // Losing power may cost the notes of the last moment, which hands an event over again; the events themselves were promised.
      const hasEvents = written.some(({ note }) => note.t === 'event');
      const places = hasEvents ? await this.#log.appendFlushed(texts) : this.#log.append(texts);
      // Many notes in a row leave others their turn.
      if (!hasEvents) await nextTurn();
      this.#problem = undefined;
      // The log has a place for every text.
      for (const [index, { note }] of written.entries()) this.#told(note, places[index]!);
    } catch (cause) {
      this.#problem = `${this.#path} cannot be written: ${reasonOf(cause)}`;
      throw new Error(this.#problem, { cause });
    }
  }
}
