import { isAscii, isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';
import { BulkInputError } from '../input-error.js';
import { countUtf8, type Encoding, lastWholeCharacter, strayByte } from './detect-encoding.js';
import type { Opened } from './open-bytes.js';

/** The text of a file in pieces; bytes that mean nothing in its encoding, and NUL, are refused by line. */
export async function* decodedText(opened: Opened, encoding: Encoding): AsyncGenerator<string> {
  const decoder: Decoder =
    encoding.name === 'utf8'
      ? new Utf8(opened.name, encoding.certainty === 'marked')
      : new CodePage(encoding, opened.name);
  let isFirst = true;
  const cleaned = (text: string): string => {
    if (!isFirst || text === '') return text;
    isFirst = false;
    return text.startsWith('\uFEFF') ? text.slice(1) : text;
  };
  for await (const chunk of opened.bytes()) {
    const text = cleaned(decoder.write(chunk));
    if (text !== '') yield text;
  }
  const last = cleaned(decoder.end());
  if (last !== '') yield last;
}

interface Decoder {
  write(bytes: Buffer): string;
  end(): string;
}

const lineFeed = 0x0a;

/** Takes UTF-8 that is proven to be UTF-8 without NUL. */
class Utf8 implements Decoder {
  readonly #file: string;
  #carry: Buffer = Buffer.alloc(0);
  #line = 1;
  /** Whether the text has shown that it is UTF-8, by a mark or by a character above ASCII. */
  #isProven: boolean;

  constructor(file: string, isMarked: boolean) {
    this.#file = file;
    this.#isProven = isMarked;
  }

  write(chunk: Buffer): string {
    const bytes = this.#carry.length > 0 ? Buffer.concat([this.#carry, chunk]) : chunk;
    const end = lastWholeCharacter(bytes);
    this.#carry = bytes.subarray(end);
    return this.#text(bytes.subarray(0, end));
  }

  end(): string {
    return this.#text(this.#carry);
  }

  #text(bytes: Buffer): string {
    const nul = bytes.indexOf(0);
    if (nul >= 0 || !isUtf8(bytes)) throw this.#problem(bytes, nul);
    for (let at = bytes.indexOf(lineFeed); at >= 0; at = bytes.indexOf(lineFeed, at + 1))
      this.#line += 1;
    this.#isProven ||= !isAscii(bytes);
    return bytes.toString('utf8');
  }

  #problem(bytes: Buffer, nul: number): BulkInputError {
    const at = nul >= 0 ? nul : countUtf8(bytes).first;
    const place = {
      file: this.#file,
      line: this.#line + bytes.subarray(0, at).filter((byte) => byte === lineFeed).length,
    };
    if (nul >= 0)
      return new BulkInputError(
        'a NUL byte, which no text has',
        { code: 'export-or-name-encoding' },
        place,
      );
    if (this.#isProven || !isAscii(bytes.subarray(0, at)))
      return strayByte(bytes, at, { file: this.#file, line: this.#line });
    return new BulkInputError(
      'bytes that are not UTF-8',
      { code: 'name-encoding', encoding: 'windows-1252' },
      place,
    );
  }
}

/** What stands for bytes without a meaning, and the controls that no text has: a wrong code page shows by them. */
const meaningless = /[\0\uFFFD\u0080-\u009F]/;

/** Takes any other encoding, as long as each byte has a meaning in it. */
class CodePage implements Decoder {
  readonly #encoding: Encoding;
  readonly #file: string;
  readonly #decoder: ReturnType<typeof iconv.getDecoder>;
  #line = 1;

  constructor(encoding: Encoding, file: string) {
    if (!iconv.encodingExists(encoding.name))
      throw new BulkInputError(
        `unknown encoding "${encoding.name}"`,
        'Name one such as utf-8, utf-16le or windows-1252.',
        { file },
      );
    this.#encoding = encoding;
    this.#file = file;
    this.#decoder = iconv.getDecoder(encoding.name);
  }

  write(bytes: Buffer): string {
    this.#checkAgreed(bytes);
    return this.#checked(this.#decoder.write(bytes));
  }

  end(): string {
    return this.#checked(this.#decoder.end() ?? '');
  }

  /** What was certain for the first bytes ends with a byte on which the code pages differ. */
  #checkAgreed(bytes: Buffer): void {
    const { agreed, name } = this.#encoding;
    if (!agreed) return;
    for (let at = 0; at < bytes.length; at += 1) {
      const byte = bytes[at] ?? 0;
      if (byte < 0x80 || agreed.has(byte)) continue;
      const line = this.#line + bytes.subarray(0, at).filter((one) => one === lineFeed).length;
      throw new BulkInputError(
        'from this line on the encoding of the text is not certain',
        { code: 'name-encoding', encoding: name },
        { file: this.#file, line },
      );
    }
  }

  #checked(text: string): string {
    const at = text.search(meaningless);
    const before = at < 0 ? text : text.slice(0, at);
    for (let next = before.indexOf('\n'); next >= 0; next = before.indexOf('\n', next + 1))
      this.#line += 1;
    if (at < 0) return text;
    const place = { file: this.#file, line: this.#line };
    if (text[at] === '\0')
      throw new BulkInputError(
        'a NUL character, which no text has',
        { code: 'export-or-name-encoding' },
        place,
      );
    throw new BulkInputError(
      `a byte that stands for no character in ${this.#encoding.name}`,
      { code: 'name-encoding', encoding: 'windows-1252' },
      place,
    );
  }
}

/** The text of the first bytes of a file, for finding out its dialect. */
export const decodeHead = (head: Buffer, encoding: Encoding): string =>
  iconv.encodingExists(encoding.name) ? iconv.decode(head, encoding.name) : head.toString('latin1');
