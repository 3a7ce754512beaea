import { isUtf8 } from 'node:buffer';
import { Transform, type TransformCallback } from 'node:stream';
import iconv from 'iconv-lite';
import { BulkInputError } from '../input-error.js';
import { type Encoding, lastWholeCharacter } from './detect-encoding.js';

const lineFeed = 0x0a;

/** Passes UTF-8 bytes on once they are proven to be UTF-8 without NUL; refuses others by line. */
class CheckedUtf8 extends Transform {
  readonly #file: string;
  #carry: Buffer = Buffer.alloc(0);
  #line = 1;

  constructor(file: string) {
    super();
    this.#file = file;
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    const bytes = this.#carry.length > 0 ? Buffer.concat([this.#carry, chunk]) : chunk;
    const end = lastWholeCharacter(bytes);
    this.#carry = bytes.subarray(end);
    this.#pass(bytes.subarray(0, end), done);
  }

  override _flush(done: TransformCallback): void {
    this.#pass(this.#carry, done);
  }

  #pass(bytes: Buffer, done: TransformCallback): void {
    const nul = bytes.indexOf(0);
    if (nul >= 0 || !isUtf8(bytes)) {
      done(this.#problem(bytes, nul));
      return;
    }
    for (let at = bytes.indexOf(lineFeed); at >= 0; at = bytes.indexOf(lineFeed, at + 1)) this.#line += 1;
    done(null, bytes);
  }

  #problem(bytes: Buffer, nul: number): BulkInputError {
    const at = nul >= 0 ? nul : firstInvalid(bytes);
    const place = { file: this.#file, line: this.#line + bytes.subarray(0, at).filter((byte) => byte === lineFeed).length };
    if (nul >= 0)
      return new BulkInputError('a NUL byte, which no text has', 'Export the file again, or name its encoding by --encoding.', place);
    return new BulkInputError('bytes that are not UTF-8', 'Name the encoding, for example --encoding windows-1252.', place);
  }
}

/** Narrowed down by halves, since only the check of a whole piece is fast. */
function firstInvalid(bytes: Buffer): number {
  let start = 0;
  let end = bytes.length;
  while (end - start > 64) {
    const middle = start + lastWholeCharacter(bytes.subarray(start, start + Math.floor((end - start) / 2)));
    if (isUtf8(bytes.subarray(start, middle))) start = middle;
    else end = middle;
  }
  for (let at = start + 1; at <= end; at += 1) {
    const whole = start + lastWholeCharacter(bytes.subarray(start, at));
    if (!isUtf8(bytes.subarray(start, whole))) return at - 1;
  }
  return start;
}

/** Refuses NUL in a text that came from another encoding. */
class CheckedText extends Transform {
  readonly #file: string;
  #line = 1;

  constructor(file: string) {
    super({ decodeStrings: false, encoding: 'utf8' });
    this.#file = file;
  }

  override _transform(chunk: string | Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    const text = String(chunk);
    const nul = text.indexOf('\0');
    const lines = text.slice(0, nul < 0 ? undefined : nul).split('\n').length - 1;
    this.#line += lines;
    if (nul < 0) {
      done(null, text);
      return;
    }
    const place = { file: this.#file, line: this.#line };
    done(new BulkInputError('a NUL character, which no text has', 'Export the file again, or name its encoding by --encoding.', place));
  }
}

/** The stages that turn bytes of this encoding into checked text; bytes of UTF-8 stay bytes. */
export function decodeStages(encoding: Encoding, file: string): Transform[] {
  if (encoding.name === 'utf8') return [new CheckedUtf8(file)];
  if (!iconv.encodingExists(encoding.name))
    throw new BulkInputError(`there is no encoding "${encoding.name}"`, 'Name one such as utf-8, utf-16le or windows-1252.', { file });
  return [iconv.decodeStream(encoding.name) as unknown as Transform, new CheckedText(file)];
}

/** The text of the first bytes of a file, for finding out its dialect. */
export const decodeHead = (head: Buffer, encoding: Encoding): string =>
  iconv.encodingExists(encoding.name) ? iconv.decode(head, encoding.name) : head.toString('latin1');
