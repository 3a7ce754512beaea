import type { HaloRecord, Key } from '../port.js';
import { type Change, decodeEntries, encodeEntry } from './entry.js';
import { builtinFs, builtinPath } from './node-modules.js';

/** A log is written anew where most of it is overtaken, and where that saves something. */
const MIN_COMPACTION_BYTES = 4_000_000;

/**
 * The changes of one tenant as a file to which whole lines are added. A line stands for one request; a line that a crash has
 * torn is the last one, was never acknowledged, and is cut off when the log is opened again.
 */
export class ChangeLog {
  readonly #path: string;
  readonly #state = new Map<string, Map<Key, HaloRecord | null>>();
  #file: number;
  #bytes = 0;
  #pending: Change[] = [];

  constructor(path: string) {
    const fs = builtinFs();
    this.#path = path;
    const log = fs.existsSync(path) ? fs.readFileSync(path) : Buffer.alloc(0);
    const { changes, length } = decodeEntries(log);
    for (const change of changes) this.#note(change);
    if (length < log.length) fs.truncateSync(path, length);
    this.#bytes = length;
    this.#file = fs.openSync(path, 'a', 0o600);
    this.#compactWhereWorthIt();
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
    const line = encodeEntry(this.#pending);
    this.#append(line);
    this.#pending = [];
    this.#bytes += line.length;
    this.#compactWhereWorthIt();
  }

  /** A full disk takes a part of the line; what is written after it must not stand behind that part. */
  #append(line: Buffer): void {
    try {
      writeAll(this.#file, line);
    } catch (error) {
      builtinFs().ftruncateSync(this.#file, this.#bytes);
      throw error;
    }
  }

  close(): void {
    const fs = builtinFs();
    this.commit();
    fs.fsyncSync(this.#file);
    fs.closeSync(this.#file);
  }

  #note([collection, key, record]: Change): void {
    const known = this.#state.get(collection);
    if (known) known.set(key, record);
    else this.#state.set(collection, new Map([[key, record]]));
  }

  /** Replaces the file by one that holds each record once; the rename is the moment at which the new one counts. */
  #compactWhereWorthIt(): void {
    if (this.#bytes < MIN_COMPACTION_BYTES) return;
    const lines = [...this.#state].flatMap(([name, records]) => [...records].map(([key, record]) => encodeEntry([[name, key, record]])));
    const length = lines.reduce((sum, line) => sum + line.length, 0);
    if (length * 2 > this.#bytes) return;
    const fs = builtinFs();
    const draft = `${this.#path}.draft`;
    const file = fs.openSync(draft, 'w', 0o600);
    writeAll(file, Buffer.concat(lines));
    fs.fsyncSync(file);
    fs.closeSync(file);
    fs.renameSync(draft, this.#path);
    syncFolder(builtinPath().dirname(this.#path));
    fs.closeSync(this.#file);
    this.#file = fs.openSync(this.#path, 'a', 0o600);
    this.#bytes = length;
  }
}

/** A single write may take a part only. */
function writeAll(file: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length; ) at += builtinFs().writeSync(file, bytes, at);
}

function syncFolder(path: string): void {
  const fs = builtinFs();
  const folder = fs.openSync(path, 'r');
  try {
    fs.fsyncSync(folder);
  } finally {
    fs.closeSync(folder);
  }
}
