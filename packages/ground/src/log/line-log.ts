import { codeOf, fs, path as paths } from '../builtin.js';
import { openPrivateSync } from '../private-file.js';
import { openRegular } from '../regular-file.js';
import { writeWhole } from '../state-file.js';
import { frame, type Place, readFrames, textOf } from './frames.js';

/** Lines of a log that were damaged when it was opened. */
export interface LogDamage {
  /** How many lines. */
  readonly lines: number;
  readonly bytes: number;
  /** Where they are kept, as they stood there; undefined where they could not be copied and so stay in the log. */
  readonly keptIn: string | undefined;
}

/** The same of a log that was only read. */
export interface ReadDamage extends LogDamage {
  /** Whether its last line has not come to its end: it is being written, or a crash has torn it. */
  readonly isTorn: boolean;
}

/**
 * A file to which records are appended, one to a line, each with its length and checksum. Damage is confined to the line that it
 * strikes. A line that a crash has torn was never acknowledged, and is cut off when the log is opened; a write that failed is taken
 * back, so that the next one stands where it belongs and the log heals as soon as the disk has room again.
 */
export class LineLog {
  readonly #path: string;
  #file: number;
  #size: number;
  /** Whether there may be a part of a failed write behind the end. */
  #isTorn = false;
  /** Whether everything that was written is on the disk itself. */
  #isFlushed = true;
  /** Lines that were damaged when the log was opened; undefined where all were whole. */
  readonly damage: LogDamage | undefined;

  private constructor(path: string, file: number, size: number, damage: LogDamage | undefined) {
    this.#path = path;
    this.#file = file;
    this.#size = size;
    this.damage = damage;
  }

  /** Opens or makes the file, hands over every whole record in it, oldest first, and puts damaged lines aside. */
  static open(path: string, record: (text: string, place: Place) => void): LineLog {
    const file = openFile(path);
    try {
      // Places hold once the damaged lines are out of the way, so that the records are handed over after that.
      const damaged: Place[] = [];
      fs().ftruncateSync(
        file,
        readFrames(file, { record: () => undefined, damage: (place) => void damaged.push(place) }),
      );
      if (damaged.length === 0) return LineLog.#opened(path, { file, damage: undefined, record });
      const damage = putAside(path, file, damaged);
      if (damage.keptIn === undefined) return LineLog.#opened(path, { file, damage, record });
      copyWithout(path, file, damaged);
      const clean = openFile(path);
      fs().closeSync(file);
      return LineLog.#opened(path, { file: clean, damage, record });
    } catch (error) {
      fs().closeSync(file);
      throw error;
    }
  }

  /**
   * Appends a record to a log to which other processes append as well: by one write, at the end that the file has at that moment. It
   * begins with a line break, since nobody can know whether another process has just torn a line there. Such a log is read by `read`
   * alone; `open` is for one process.
   */
  static appendShared(path: string, text: string): void {
    const { writeSync, closeSync } = fs();
    const file = openPrivateSync(path, 'a');
    try {
      const line = Buffer.concat([Buffer.of(newline), frame(text)]);
      // The rest of a line that was taken in part would stand behind what others have written meanwhile.
      if (writeSync(file, line) < line.length)
        throw Object.assign(new Error('no space left on the disk'), { code: 'ENOSPC' });
    } finally {
      closeSync(file);
    }
  }

  /**
   * Reads the records of a log that may be at work elsewhere, and changes nothing: damage is counted and stays where it is. Undefined
   * where there is no log. `damaged` is called in the place of each record that is damaged.
   */
  static read(
    path: string,
    record: (text: string, place: Place) => void,
    damaged: () => void = () => undefined,
  ): ReadDamage | undefined {
    let file: number;
    try {
      file = openRegular(path, fs().constants.O_RDONLY);
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return undefined;
      throw error;
    }
    try {
      let [lines, bytes] = [0, 0];
      const damage = ({ size }: Place): void => {
        lines += 1;
        bytes += size;
        damaged();
      };
      const isTorn = readFrames(file, { record, damage }) < fs().fstatSync(file).size;
      if (isTorn) damaged();
      return { lines, bytes, keptIn: undefined, isTorn };
    } finally {
      fs().closeSync(file);
    }
  }

  /** The record at a place of a log that is read elsewhere too; throws where it is damaged. */
  static readAt(path: string, { at, size }: Place): string {
    const file = openRegular(path, fs().constants.O_RDONLY);
    try {
      return recordAt(path, file, { at, size });
    } finally {
      fs().closeSync(file);
    }
  }

  static #opened(path: string, { file, damage, record }: Opening): LineLog {
    const size = readFrames(file, { record, damage: () => undefined });
    return new LineLog(path, file, size, damage);
  }

  /** Bytes of the file. */
  get bytes(): number {
    return this.#size;
  }

  /** Appends records, all or none, and returns their places; a kill of the process cannot take them from then on. */
  append(texts: readonly string[]): Place[] {
    const lines = texts.map(frame);
    this.#untear();
    this.#isTorn = true;
    this.#isFlushed = false;
    writeWhole(this.#file, Buffer.concat(lines), this.#size);
    this.#isTorn = false;
    return this.#placed(lines);
  }

  /** The same, and the records are on the disk itself once this resolves. One at a time: the caller waits for the one before. */
  async appendFlushed(texts: readonly string[]): Promise<Place[]> {
    const lines = texts.map(frame);
    this.#untear();
    this.#isTorn = true;
    this.#isFlushed = false;
    const size = this.#size;
    writeWhole(this.#file, Buffer.concat(lines), size);
    await new Promise<void>((resolve, reject) =>
      fs().fdatasync(this.#file, (error) => (error ? reject(error) : resolve())),
    );
    this.#isTorn = false;
    this.#isFlushed = this.#size === size;
    return this.#placed(lines);
  }

  /** The record at a place; throws where it is damaged. */
  read(place: Place): string {
    return recordAt(this.#path, this.#file, place);
  }

  /** Replaces the log by one that holds only these records and returns their places. The rename is the moment at which it counts. */
  replace(texts: Iterable<string>): Place[] {
    const replacing = this.replacing(texts);
    for (;;) {
      const { done, value } = replacing.next();
      if (done) return value;
    }
  }

  /** The same, a record at a time, so that others can have their turn in between. Nothing may be appended meanwhile. */
  *replacing(texts: Iterable<string>): Generator<void, Place[], void> {
    const { fsyncSync, closeSync, renameSync, rmSync } = fs();
    const draft = `${this.#path}.draft`;
    const file = openPrivateSync(draft, 'w+');
    const places: Place[] = [];
    let size = 0;
    try {
      for (const text of texts) {
        const line = frame(text);
        writeWhole(file, line, size);
        places.push({ at: size, size: line.length });
        size += line.length;
        yield;
      }
      fsyncSync(file);
      renameSync(draft, this.#path);
    } catch (error) {
      closeSync(file);
      rmSync(draft, { force: true });
      throw error;
    }
    syncFolder(paths().dirname(this.#path));
    closeSync(this.#file);
    this.#file = file;
    this.#size = size;
    this.#isTorn = false;
    return places;
  }

  /** Flushes the log to the disk itself and closes it. */
  close(): void {
    try {
      if (!this.#isFlushed) fs().fsyncSync(this.#file);
    } finally {
      fs().closeSync(this.#file);
    }
  }

  #untear(): void {
    if (this.#isTorn) fs().ftruncateSync(this.#file, this.#size);
    this.#isTorn = false;
  }

  #placed(lines: readonly Buffer[]): Place[] {
    return lines.map(({ length }) => {
      const place = { at: this.#size, size: length };
      this.#size += length;
      return place;
    });
  }
}

function recordAt(path: string, file: number, { at, size }: Place): string {
  const line = Buffer.alloc(size);
  fs().readSync(file, line, 0, size, at);
  const text = textOf(line);
  if (text === undefined) throw new Error(`${path} is damaged at byte ${at}`);
  return text;
}

interface Opening {
  readonly file: number;
  readonly damage: LogDamage | undefined;
  readonly record: (text: string, place: Place) => void;
}

/** Opens a file to read and write it, without an empty one in the place of one that is there. */
function openFile(path: string): number {
  try {
    return openPrivateSync(path, 'r+');
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    return openPrivateSync(path, 'w+');
  }
}

/** Copies damaged lines to the end of a file beside the log. */
function putAside(path: string, log: number, damaged: readonly Place[]): LogDamage {
  const { readSync, fsyncSync, closeSync } = fs();
  const keptIn = `${path}.damaged`;
  const lines = damaged.length;
  const bytes = damaged.reduce((sum, { size }) => sum + size, 0);
  try {
    const file = openPrivateSync(keptIn, 'a');
    try {
      for (const { at, size } of damaged) {
        const line = Buffer.alloc(size);
        readSync(log, line, 0, size, at);
        writeWhole(
          file,
          line[size - 1] === newline ? line : Buffer.concat([line, Buffer.of(newline)]),
        );
      }
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    return { lines, bytes, keptIn };
  } catch {
    // A disk without room must not keep the whole records from being read.
    return { lines, bytes, keptIn: undefined };
  }
}

/** Replaces a log by its whole lines; one whose break was damaged gets another. */
function copyWithout(path: string, log: number, damaged: readonly Place[]): void {
  const { readSync, fstatSync, fsyncSync, closeSync, renameSync } = fs();
  const draft = `${path}.draft`;
  const file = openPrivateSync(draft, 'w');
  try {
    let from = 0;
    for (const { at, size } of [...damaged, { at: fstatSync(log).size, size: 0 }]) {
      for (let left = at - from; left > 0; ) {
        const part = Buffer.alloc(Math.min(left, copyBytes));
        const read = readSync(log, part, 0, part.length, at - left);
        writeWhole(file, part.subarray(0, read));
        left -= read;
        if (left === 0 && part[read - 1] !== newline) writeWhole(file, Buffer.of(newline));
      }
      from = at + size;
    }
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(draft, path);
  syncFolder(paths().dirname(path));
}

const copyBytes = 1024 * 1024;
const newline = 10;

function syncFolder(path: string): void {
  const { openSync, fsyncSync, closeSync } = fs();
  try {
    const folder = openSync(path, 'r');
    try {
      fsyncSync(folder);
    } finally {
      closeSync(folder);
    }
  } catch {
    // Not every system opens a folder; the rename has been made all the same.
  }
}
