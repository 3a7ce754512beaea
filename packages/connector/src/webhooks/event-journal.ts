import { type FileHandle, open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import type { StoredEvent } from './stored-event.js';

/** What a journal notes, one to a line. */
export type Note =
  | { readonly t: 'event'; readonly event: StoredEvent }
  /** The key of an event whose payload is no longer kept. */
  | { readonly t: 'known'; readonly key: string }
  /** The handler has finished. */
  | { readonly t: 'done'; readonly key: string }
  | { readonly t: 'failed'; readonly key: string; readonly attempts: number; readonly due: number; readonly error: string }
  | { readonly t: 'dead'; readonly key: string; readonly attempts: number; readonly error: string }
  /** Handed to the handler anew. */
  | { readonly t: 'replay'; readonly key: string };

/** Where a line stands in the file. */
export interface Place {
  readonly at: number;
  readonly size: number;
}

/** A note on its way to the file, as its line. */
interface Written {
  readonly note: Note;
  readonly line: Buffer;
}

const newline = 10;
const headLength = 9;
const chunkBytes = 1024 * 1024;

/** A line: checksum, blank, JSON, so that what a crash leaves of one is told from a whole one. */
function lineOf(note: Note): Buffer {
  const json = Buffer.from(JSON.stringify(note));
  return Buffer.concat([Buffer.from(`${checksum(json)} `), json, Buffer.from('\n')]);
}

const checksum = (bytes: Uint8Array): string => crc32(bytes).toString(16).padStart(8, '0');

/** The note of a line without its end, undefined where the line is damaged. */
function noteOf(line: Buffer): Note | undefined {
  const json = line.subarray(headLength);
  return line.toString('latin1', 0, headLength - 1) === checksum(json) ? (JSON.parse(json.toString()) as Note) : undefined;
}

/** Is told every note that is safe, with the place of its line. */
export type NoteReader = (note: Note, place: Place) => void;

/**
 * A file to which notes are appended. Once `append` has resolved, no kill of the process can take them, and the events among
 * them are on the disk itself; notes that wait at the same time share one write. A line that a crash has torn is the last one, was never promised, and is cut off at the next opening.
 */
export class EventJournal {
  readonly #path: string;
  readonly #told: NoteReader;
  #file: FileHandle;
  #size: number;
  #waiting: Written[] = [];
  #last: Promise<unknown> = Promise.resolve();
  /** The write that what waits belongs to. */
  #flush: Promise<void> | undefined;
  #broken: Error | undefined;

  private constructor(path: string, told: NoteReader, file: FileHandle, size: number) {
    this.#path = path;
    this.#told = told;
    this.#file = file;
    this.#size = size;
  }

  /** Opens or makes the file and tells every note in it, oldest first. Each line stands for itself: a damaged one is passed over. */
  static async open(path: string, told: NoteReader): Promise<EventJournal> {
    const file = await open(path, 'a+', 0o600);
    let whole = 0;
    for await (const { note, place } of linesOf(file)) {
      if (note) told(note, place);
      whole = place.at + place.size;
    }
    await file.truncate(whole);
    return new EventJournal(path, told, file, whole);
  }

  get bytes(): number {
    return this.#size;
  }

  /**
   * Appends notes and resolves once they are safe and told; after a failed write nothing more is taken. Throws at once where
   * they cannot be written as JSON, and takes none of them then.
   */
  append(notes: readonly Note[]): Promise<void> {
    if (this.#broken) return Promise.reject(this.#broken);
    for (const one of notes.map((note) => ({ note, line: lineOf(note) }))) this.#waiting.push(one);
    this.#flush ??= this.#inTurn(() => this.#write());
    return this.#flush;
  }

  /** The note at a place, which is asked for when it is the reader's turn; undefined where there is no place by then. */
  read(place: () => Place | undefined): Promise<Note | undefined> {
    return this.#inTurn(async () => {
      const found = place();
      return found && readAt(this.#file, found);
    });
  }

  /**
   * Replaces the file by one that holds these notes alone and tells where the events in it have come to stand. The rename is
   * the moment at which the new one counts.
   */
  rewrite(
    notes: (read: (place: Place) => Promise<Note>) => AsyncIterable<Note>,
    moved: (key: string, place: Place) => void,
  ): Promise<void> {
    return this.#inTurn(async () => {
      const draft = await open(`${this.#path}.draft`, 'w+', 0o600);
      const places = new Map<string, Place>();
      let at = 0;
      for await (const note of notes((place) => readAt(this.#file, place))) {
        const line = lineOf(note);
        await writeAll(draft, line, at);
        if (note.t === 'event') places.set(note.event.key, { at, size: line.length });
        at += line.length;
      }
      await draft.sync();
      await draft.close();
      await rename(`${this.#path}.draft`, this.#path);
      await syncFolder(dirname(this.#path));
      await this.#file.close();
      this.#file = await open(this.#path, 'a+', 0o600);
      this.#size = at;
      for (const [key, place] of places) moved(key, place);
    });
  }

  async close(): Promise<void> {
    await this.#inTurn(async () => undefined);
    await this.#file.close();
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
    let at = this.#size;
    try {
      await writeAll(this.#file, Buffer.concat(written.map(({ line }) => line)), at);
      // Losing power may cost the notes of the last moment, which hands an event over again; the events themselves were promised.
      if (written.some(({ note }) => note.t === 'event')) await this.#file.datasync();
    } catch (cause) {
      // A full disk, say: what is not noted must not be promised, so nothing more is taken.
      this.#broken = new Error(`the journal ${this.#path} cannot be written: ${(cause as Error).message}`, { cause });
      throw this.#broken;
    }
    for (const { note, line } of written) {
      this.#told(note, { at, size: line.length });
      at += line.length;
    }
    this.#size = at;
  }
}

async function readAt(file: FileHandle, { at, size }: Place): Promise<Note> {
  const line = Buffer.alloc(size - 1);
  await file.read(line, 0, size - 1, at);
  const note = noteOf(line);
  if (!note) throw new Error(`the journal is damaged at byte ${at}`);
  return note;
}

async function writeAll(file: FileHandle, bytes: Buffer, at: number): Promise<void> {
  for (let sent = 0; sent < bytes.length; ) sent += (await file.write(bytes, sent, bytes.length - sent, at + sent)).bytesWritten;
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r').catch(() => undefined);
  await folder?.sync().catch(() => undefined);
  await folder?.close();
}

/** The lines of a file that have an end, without holding the file in memory. */
async function* linesOf(file: FileHandle): AsyncGenerator<{ note: Note | undefined; place: Place }> {
  let rest = Buffer.alloc(0);
  let at = 0;
  for (let position = 0; ; ) {
    const chunk = Buffer.alloc(chunkBytes);
    const { bytesRead } = await file.read(chunk, 0, chunkBytes, position);
    if (bytesRead === 0) return;
    position += bytesRead;
    rest = Buffer.concat([rest, chunk.subarray(0, bytesRead)]);
    for (let end = rest.indexOf(newline); end >= 0; end = rest.indexOf(newline)) {
      yield { note: noteOf(rest.subarray(0, end)), place: { at, size: end + 1 } };
      at += end + 1;
      rest = rest.subarray(end + 1);
    }
  }
}
