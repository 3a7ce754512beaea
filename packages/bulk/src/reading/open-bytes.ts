import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { BulkInputError } from '../input-error.js';

/** The bytes of a source: the first ones to look at, and all of them to read once. */
export interface Opened {
  readonly name: string;
  readonly path?: string | undefined;
  readonly head: Buffer;
  /** Whether the head is all there is. */
  readonly whole: boolean;
  bytes(): AsyncIterable<Buffer>;
}

const headBytes = 65_536;

/** Opens a file. */
export async function openFile(path: string): Promise<Opened> {
  try {
    const file = await open(path, 'r');
    try {
      const { bytesRead, buffer } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
      const head = buffer.subarray(0, bytesRead);
      return {
        name: path,
        path,
        head,
        whole: bytesRead < headBytes,
        bytes: () => createReadStream(path, { highWaterMark: 65_536 }),
      };
    } finally {
      await file.close();
    }
  } catch (error) {
    throw new BulkInputError(reasonOf(error), 'Check the path.', { file: path });
  }
}

/** Opens a stream that can be read once, such as the standard input. */
export async function openStream(
  stream: AsyncIterable<Buffer | string>,
  name: string,
): Promise<Opened> {
  const chunks = stream[Symbol.asyncIterator]();
  const read: Buffer[] = [];
  let size = 0;
  let ended = false;
  while (size < headBytes && !ended) {
    const { done, value } = await chunks.next();
    if (done) ended = true;
    else {
      const chunk = Buffer.from(value as Buffer);
      read.push(chunk);
      size += chunk.length;
    }
  }
  async function* bytes(): AsyncGenerator<Buffer> {
    yield* read.splice(0);
    for (let next = await chunks.next(); !next.done; next = await chunks.next())
      yield Buffer.from(next.value as Buffer);
  }
  return { name, head: Buffer.concat(read), whole: ended, bytes };
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'the file does not exist',
  EACCES: 'the file may not be read',
  EISDIR: 'this is a folder, not a file',
};

const reasonOf = (error: unknown): string =>
  reasons[String((error as { code?: unknown }).code)] ??
  (error instanceof Error ? error.message : String(error));
