import { LineLog } from 'halopsa-ground/node';
import type { HaloRecord, Key } from '../port.js';
import { type Change, changesOf, textOf } from './entry.js';

/** A log is written anew where most of it is overtaken, and where that saves something. */
const MIN_COMPACTION_BYTES = 4_000_000;
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
 * The changes of one tenant as a file to which whole lines are added. A line stands for one request; a line that a crash has
 * torn is the last one, was never acknowledged, and is cut off when the log is opened again.
 */
export class ChangeLog {
  readonly #state = new Map<string, Map<Key, HaloRecord | null>>();
  readonly #log: LineLog;
  #pending: Change[] = [];

  constructor(path: string) {
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

  /** Writes the changes since the last commit as one line; a kill of the process cannot take them from then on. */
  commit(): void {
    if (this.#pending.length === 0) return;
    this.#log.append([textOf(this.#pending)]);
    this.#pending = [];
    this.#compactWhereWorthIt();
  }

  close(): void {
    try {
      this.commit();
    } finally {
      this.#log.close();
    }
  }

  #note([collection, key, record]: Change): void {
    const known = this.#state.get(collection);
    if (known) known.set(key, record);
    else this.#state.set(collection, new Map([[key, record]]));
  }

  /** Replaces the file by one that holds each record once. */
  #compactWhereWorthIt(): void {
    if (this.#log.bytes < MIN_COMPACTION_BYTES) return;
    const texts = [...this.#state].flatMap(([name, records]) => [...records].map(([key, record]) => textOf([[name, key, record]])));
    const length = texts.reduce((sum, text) => sum + Buffer.byteLength(text) + LINE_BYTES, 0);
    if (length * 2 <= this.#log.bytes) this.#log.replace(texts);
  }
}
