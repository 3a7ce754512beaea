import { randomUUID } from 'node:crypto';
import { closeSync, read, unlinkSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { openPrivateSync } from 'halopsa-ground/node';
import { BulkInputError } from '../input-error.js';

/** So many bytes are kept in memory before a file is made. */
const keptInMemory = 1024 * 1024;
const pieceBytes = 65_536;

const readAt = promisify(read);

/**
 * Bytes that are kept until all of them have come: in memory where they are few, or else in a file that has no name any more, so that
 * nobody else opens it and nothing of it stays behind, however the program ends.
 */
export class Spool {
  #waiting: Buffer[] = [];
  #waitingBytes = 0;
  #written = 0;
  #file: number | undefined;

  /** Adds bytes to the end. */
  add(bytes: Buffer): void {
    this.#waiting.push(bytes);
    this.#waitingBytes += bytes.length;
    if (this.#waitingBytes >= keptInMemory) this.#write();
  }

  /** All bytes from the first one on. */
  async *bytes(): AsyncGenerator<Buffer> {
    const file = this.#file;
    for (let at = 0; file !== undefined && at < this.#written; ) {
      const piece = Buffer.alloc(Math.min(pieceBytes, this.#written - at));
      const { bytesRead } = await readAt(file, piece, 0, piece.length, at);
      if (bytesRead === 0) throw new Error('the file of rows on their way is shorter than it was');
      at += bytesRead;
      yield piece.subarray(0, bytesRead);
    }
    yield* this.#waiting;
  }

  /** Gives the file back; nothing can be read afterwards. */
  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
    this.#written = 0;
    this.#waiting = [];
  }

  #write(): void {
    const folder = tmpdir();
    try {
      this.#file ??= openUnnamed(join(folder, `halo-rows-${randomUUID()}`));
      const bytes = Buffer.concat(this.#waiting);
      for (let at = 0; at < bytes.length; )
        at += writeSync(this.#file, bytes, at, bytes.length - at, this.#written + at);
      this.#written += bytes.length;
    } catch (error) {
      throw new BulkInputError(
        `rows on their way are too many for the memory, and cannot be kept in ${folder}: ${(error as Error).message}`,
        'Make room there, or name another folder by TMPDIR.',
      );
    }
    this.#waiting = [];
    this.#waitingBytes = 0;
  }
}

/** A new file that loses its name as soon as it is open. */
function openUnnamed(path: string): number {
  const file = openPrivateSync(path, 'wx+');
  unlinkSync(path);
  return file;
}
