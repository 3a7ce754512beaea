import { fs } from '../builtin.js';

/** The place of a record in a log. */
export interface Place {
  readonly at: number;
  readonly size: number;
}

/** What a log holds, in its order. */
export interface LogReader {
  /** A record that is whole. */
  readonly record: (text: string, place: Place) => void;
  /** Bytes that belong to no whole record although their line has come to its end. */
  readonly damage: (place: Place) => void;
}

const newline = 10;
const head = /^([0-9a-f]{8}) ([0-9a-f]{8}) $/;
const headLength = 18;
const olderHead = /^([0-9a-f]{8}) $/;
const olderHeadLength = 9;
const chunkBytes = 1024 * 1024;
/** No record is believed to be longer: a length that was damaged must not make the reader wait for bytes that never come. */
const longestRecord = 512 * 1024 * 1024;

const hex = (number: number): string => number.toString(16).padStart(8, '0');
const checksum = (bytes: Uint8Array): string =>
  hex(process.getBuiltinModule('node:zlib').crc32(bytes));

/**
 * A record as one line: its length, its checksum, its text. The text has no line break. The length finds the next record where
 * the end of this line is damaged, and the end of the line where the length is.
 */
export function frame(text: string): Buffer {
  const body = Buffer.from(text);
  return Buffer.concat([
    Buffer.from(`${hex(body.length)} ${checksum(body)} `, 'latin1'),
    body,
    Buffer.of(newline),
  ]);
}

/** The text of a record that was read by its place; undefined where it is damaged. */
export const textOf = (line: Buffer): string | undefined => framed(line) ?? olderText(line);

/** How many bytes the record that begins here says that it has, with its line break; undefined where no record begins here. */
function sizeAt(bytes: Buffer): number | undefined {
  const [, size] = head.exec(bytes.toString('latin1', 0, headLength)) ?? [];
  const length = size === undefined ? longestRecord + 1 : Number.parseInt(size, 16);
  return length > longestRecord ? undefined : headLength + length + 1;
}

/** The record at the beginning of these bytes, where it is whole; the byte in place of its line break does not matter. */
function framed(bytes: Buffer): string | undefined {
  const size = sizeAt(bytes);
  if (size === undefined || size > bytes.length) return undefined;
  const body = bytes.subarray(headLength, size - 1);
  return checksum(body) === bytes.toString('latin1', 9, 17) ? body.toString() : undefined;
}

/** The text of a line as earlier versions wrote it: checksum, blank, text, line break. */
function olderText(line: Buffer): string | undefined {
  const found = olderHead.exec(line.toString('latin1', 0, olderHeadLength));
  const body = line.subarray(olderHeadLength, line.length - 1);
  return found && checksum(body) === found[1] ? body.toString() : undefined;
}

/** A file from the front, with as much of it in memory as was asked for. */
class Window {
  readonly #file: number;
  #bytes: Buffer = Buffer.alloc(0);
  #position = 0;
  /** Where the bytes begin in the file. */
  at = 0;

  constructor(file: number) {
    this.#file = file;
  }

  /** The bytes from here on, so many at least unless the file ends before. */
  bytes(least: number): Buffer {
    while (this.#bytes.length < least && this.#more(least - this.#bytes.length));
    return this.#bytes;
  }

  /** How many bytes there are up to the next line break and with it; undefined where none follows. */
  lineLength(): number | undefined {
    for (let from = 0; ; ) {
      const end = this.#bytes.indexOf(newline, from);
      if (end >= 0) return end + 1;
      from = this.#bytes.length;
      if (!this.#more(Math.max(chunkBytes, from))) return undefined;
    }
  }

  take(size: number): Place {
    const place = { at: this.at, size };
    this.#bytes = this.#bytes.subarray(size);
    this.at += size;
    return place;
  }

  #more(wanted: number): boolean {
    const chunk = Buffer.allocUnsafe(Math.max(chunkBytes, wanted));
    const read = fs().readSync(this.#file, chunk, 0, chunk.length, this.#position);
    this.#position += read;
    if (read > 0) this.#bytes = Buffer.concat([this.#bytes, chunk.subarray(0, read)]);
    return read > 0;
  }
}

/**
 * Reads a log and returns how many of its bytes stand in lines that have come to their end. What stands behind them is the line that
 * a crash has torn, which was never acknowledged. Memory holds a record and a chunk of the file.
 */
export function readFrames(file: number, reader: LogReader): number {
  const window = new Window(file);
  for (;;) {
    if (readFrame(window, reader)) continue;
    const length = window.lineLength();
    if (length === undefined) return window.at;
    readOtherLine(window, reader, length);
  }
}

/** Reads the next record, if there is one. */
function readFrame(window: Window, reader: LogReader): boolean {
  const size = sizeAt(window.bytes(headLength));
  const text = size === undefined ? undefined : framed(window.bytes(size));
  if (size === undefined || text === undefined) return false;
  const isEnded = window.bytes(size)[size - 1] === newline;
  const { at } = window;
  reader.record(text, window.take(size));
  if (!isEnded) reader.damage({ at: at + size - 1, size: 1 });
  return true;
}

/** Reads a line that is not a record of this version: an empty one, one of an older version, or a damaged one. */
function readOtherLine(window: Window, reader: LogReader, length: number): void {
  const line = window.bytes(length).subarray(0, length);
  // In a log to which several processes append, each begins with a line break.
  const older = length === 1 ? undefined : olderText(line);
  const place = window.take(length);
  if (older !== undefined) reader.record(older, place);
  else if (length > 1) reader.damage(place);
}
