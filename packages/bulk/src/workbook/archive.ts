import { stat } from 'node:fs/promises';
import { Transform, type TransformCallback } from 'node:stream';
import { crc32 } from 'node:zlib';
import { type Entry, fromBufferPromise, openPromise, type ZipFile } from 'yauzl';
import { BulkInputError } from '../input-error.js';
import { limits } from './limits.js';
import { damaged, tooLarge } from './workbook-error.js';

const options = {
  lazyEntries: true,
  autoClose: false,
  decodeStrings: false,
  validateEntrySizes: true,
} as const;

/** The bytes of a workbook: a path, or all of them. */
export type ArchiveBytes = string | Buffer;

/** The parts of a workbook by their names. Close it when it has been read. */
export class Archive implements AsyncDisposable {
  readonly file: string;
  readonly #zip: ZipFile;
  readonly #entries: ReadonlyMap<string, Entry>;

  private constructor(file: string, zip: ZipFile, entries: ReadonlyMap<string, Entry>) {
    this.file = file;
    this.#zip = zip;
    this.#entries = entries;
  }

  /** Opens an archive and reads its directory; throws BulkInputError where it has none, or one beyond the limits. */
  static async open(bytes: ArchiveBytes, file: string): Promise<Archive> {
    const zip = await (typeof bytes === 'string'
      ? openPromise(bytes, options)
      : fromBufferPromise(bytes, options)
    ).catch((error: Error) => {
      throw damaged(file, error.message);
    });
    try {
      return new Archive(file, zip, await entriesOf(zip, file));
    } catch (error) {
      zip.close();
      throw error instanceof BulkInputError ? error : damaged(file, (error as Error).message);
    }
  }

  has(part: string): boolean {
    return this.#entries.has(part.toLowerCase());
  }

  /** Names of the parts, in small letters. */
  names(): string[] {
    return [...this.#entries.keys()];
  }

  /** The bytes of a part, checked while they come. */
  async read(part: string, most: number = limits.partBytes): Promise<AsyncIterable<Buffer>> {
    const entry = this.#entries.get(part.toLowerCase());
    if (!entry) throw damaged(this.file, `it has no part ${part}`);
    if (entry.isEncrypted()) throw protectedFile(this.file);
    const { uncompressedSize: size, compressedSize: packed } = entry;
    if (size > most)
      throw tooLarge(this.file, `${part} is ${size} bytes long, and ${most} are read`);
    if (size > limits.ratioFrom && size > packed * limits.ratio)
      throw tooLarge(
        this.file,
        `${part} is packed ${Math.floor(size / Math.max(1, packed))} to 1, as no spreadsheet is`,
      );
    const stream = await this.#zip.openReadStreamPromise(entry).catch((error: Error) => {
      throw damaged(this.file, error.message);
    });
    const checked = new CheckedPart(entry.crc32);
    stream.on('error', (error) => checked.destroy(error));
    return this.#chunks(stream.pipe(checked), part);
  }

  async *#chunks(stream: Transform, part: string): AsyncGenerator<Buffer> {
    try {
      for await (const chunk of stream) yield chunk as Buffer;
    } catch (error) {
      throw damaged(this.file, `${part}: ${(error as Error).message}`);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#zip.close();
  }
}

/** Says that a file cannot be read without its password. */
export const protectedFile = (file: string): BulkInputError =>
  new BulkInputError(
    'the file is protected by a password',
    'Open it in Excel and save it without one.',
    { file },
  );

async function entriesOf(zip: ZipFile, file: string): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  if (zip.entryCount > limits.parts)
    throw tooLarge(file, `the archive holds ${zip.entryCount} files, and ${limits.parts} are read`);
  for await (const entry of zip.eachEntry()) {
    // Names are keys here and never paths, so nothing is to be refused in them.
    const name = entry.fileNameRaw
      .toString('utf8')
      .replaceAll('\\', '/')
      .replace(/^\/+/, '')
      .toLowerCase();
    if (entries.has(name)) throw damaged(file, `the archive holds ${name} twice`);
    entries.set(name, entry);
  }
  return entries;
}

/** Passes bytes on, and fails at the end where their checksum is not the one that the archive has. */
class CheckedPart extends Transform {
  readonly #expected: number;
  #sum = 0;

  constructor(expected: number) {
    super();
    this.#expected = expected;
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#sum = crc32(chunk, this.#sum);
    done(null, chunk);
  }

  override _flush(done: TransformCallback): void {
    done(this.#sum === this.#expected ? null : new Error('its checksum is wrong'));
  }
}

/** Size and time of a file, by which a change between two readings is noticed. */
export async function stateOf(bytes: ArchiveBytes): Promise<string> {
  if (typeof bytes !== 'string') return '';
  const { size, mtimeMs } = await stat(bytes);
  return `${size} ${mtimeMs}`;
}
