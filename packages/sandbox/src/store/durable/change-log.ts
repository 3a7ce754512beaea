import { LineLog } from 'halopsa-ground/node';
import type { HaloRecord, Key } from '../port.js';
import { type Change, changesOf, textOf } from './entry.js';

/** A log is rewritten once most of it is outdated, and where that saves something. */
const MIN_COMPACTION_BYTES = 4_000_000;
/** It is looked at again once it has grown by so much. */
const GROWTH_BYTES = 500_000;
/** What a line takes besides its text. */
const LINE_BYTES = 19;

/** Lines of a log that were damaged when it was opened. */
export interface DamagedLines {
  readonly lines: number;
  readonly bytes: number;
  /** The file in which they are kept aside; undefined where they could not be copied. */
  readonly keptIn: string | undefined;
}

/**
 * The changes of one tenant as a file to which whole lines are added. A line is one request; a line that a crash has
 * torn is the last one, was never acknowledged, and is cut off when the log is opened again.
 */
export class ChangeLog {
  readonly #state = new Map<string, Map<Key, HaloRecord | null>>();
  readonly #log: LineLog;
  readonly #onWritten: (error?: unknown) => void;
  #pending: Change[] = [];
  #lookAt: number = MIN_COMPACTION_BYTES;

  /** `onWritten` is called after each write of the file, with its error where it failed. */
  constructor(path: string, onWritten: (error?: unknown) => void = () => undefined) {
    this.#onWritten = onWritten;
    this.#log = LineLog.open(path, (text) => {
      for (const change of changesOf(text)) this.#note(change);
    });
    this.#compactWhereWorthIt();
  }

  /** Lines that were damaged when the log was opened. */
  get damage(): DamagedLines | undefined {
    return this.#log.damage;
  }

  /** The last state of every record of a collection that was ever changed; null where it was removed. */
  changesOf(collection: string): ReadonlyMap<Key, HaloRecord | null> {
    return this.#state.get(collection) ?? new Map();
  }

  /** Names of the collections that were changed. */
  names(): string[] {
    return [...this.#state.keys()];
  }

  /** Notes a change; it is in the file once `commit` has returned. */
  add(change: Change): void {
    this.#note(change);
    this.#pending.push(change);
  }

  /**
   * Writes the changes since the last commit as one line; a kill of the process cannot take them from then on. Where that fails they
   * wait for the next commit.
   */
  commit(): void {
    if (this.#pending.length === 0) return;
    try {
      this.#log.append([textOf(this.#pending)]);
    } catch (error) {
      this.#onWritten(error);
      throw error;
    }
    this.#pending = [];
    this.#onWritten();
    this.#compactWhereWorthIt();
  }

  close(): void {
    try {
      this.commit();
    } finally {
      this.#log.close();
    }
  }

  /** Closes a log that is no longer read. */
  discard(): void {
    this.#pending = [];
    this.#onWritten();
    this.#log.close();
  }

  #note([collection, key, record]: Change): void {
    const known = this.#state.get(collection);
    if (known) known.set(key, record);
    else this.#state.set(collection, new Map([[key, record]]));
  }

  /** Replaces the file by one that holds each record once. */
  #compactWhereWorthIt(): void {
    if (this.#log.bytes < this.#lookAt) return;
    const texts = [...this.#state].flatMap(([name, records]) =>
      [...records].map(([key, record]) => textOf([[name, key, record]])),
    );
    const length = texts.reduce((sum, text) => sum + Buffer.byteLength(text) + LINE_BYTES, 0);
    try {
      if (length * 2 <= this.#log.bytes) this.#log.replace(texts);
    } catch {
      // A disk that has no room for two of them: the log stays as it is, and whole.
    }
    this.#lookAt = Math.max(MIN_COMPACTION_BYTES, this.#log.bytes + GROWTH_BYTES);
  }
}
