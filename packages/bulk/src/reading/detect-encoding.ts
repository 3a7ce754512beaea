import { isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';
import { BulkInputError } from '../input-error.js';
import { agreedBytes, type Reading, readings } from './code-pages.js';
import type { Opened } from './open-bytes.js';

/** An encoding as iconv-lite names it, and whether it was given, marked in the file, or found out. */
export interface Encoding {
  readonly name: string;
  readonly certainty: 'given' | 'marked' | 'valid' | 'guessed';
  /** Bytes above ASCII that stand for the same sign in every code page that the text may be in; another one ends the certainty. */
  readonly agreed?: ReadonlySet<number> | undefined;
}

const marks: readonly (readonly [string, readonly number[]])[] = [
  ['utf8', [0xef, 0xbb, 0xbf]],
  ['utf-32le', [0xff, 0xfe, 0, 0]],
  ['utf16le', [0xff, 0xfe]],
  ['utf16be', [0xfe, 0xff]],
  ['utf-32be', [0, 0, 0xfe, 0xff]],
];

/** The encoding that a person gave, or the one that the first bytes prove. Throws a BulkInputError with the possible readings where they prove none. */
export function encodingOf(opened: Opened, given: string | undefined): Encoding {
  return given === undefined
    ? detectEncoding(opened, false)
    : { name: canonical(given), certainty: 'given' };
}

/** The encoding of JSON, which is UTF-8 wherever it can be (RFC 8259, 8.1). */
export function jsonEncodingOf(opened: Opened, given: string | undefined): Encoding {
  return given === undefined ? detectEncoding(opened, true) : encodingOf(opened, given);
}

/**
 * Certain are byte order marks, UTF-16 by its zeros, ASCII, UTF-8 that proves itself, and code pages if all possible ones give the same
 * text. Everything else is left to the user.
 */
function detectEncoding(
  { head, whole, name }: Pick<Opened, 'head' | 'whole' | 'name'>,
  isJson: boolean,
): Encoding {
  const marked = marks.find(([, mark]) => mark.every((byte, at) => head[at] === byte));
  if (marked) return { name: marked[0], certainty: 'marked' };
  const wide = unmarkedUtf16(head);
  if (wide) return { name: wide, certainty: 'guessed' };
  const bytes = whole ? head : head.subarray(0, lastWholeCharacter(head));
  if (isUtf8(bytes)) {
    const others = isJson ? [] : otherThanUtf8(bytes);
    if (others.length > 0)
      throw ambiguous(name, [
        { text: bytes.toString('utf8'), encodings: ['utf-8'], isUsual: true },
        ...others,
      ]);
    return { name: 'utf8', certainty: 'valid' };
  }
  const { valid, invalid, first: stray } = countUtf8(bytes);
  if (valid > 1 && valid >= invalid * 2) throw strayByte(bytes, stray, { file: name, line: 1 });
  const lines = linesAboveAscii(bytes);
  const found = readings(lines);
  const [first] = found;
  if (found.length === 1 && first && valid === 0)
    return {
      name: first.encodings[0],
      certainty: 'guessed',
      agreed: agreedBytes(first.encodings),
    };
  throw ambiguous(name, found);
}

/** Text of mostly Latin letters in UTF-16 has a zero in every other byte. */
function unmarkedUtf16(head: Buffer): string | undefined {
  if (head.length < 4) return undefined;
  let [even, odd] = [0, 0];
  for (let at = 0; at < head.length; at += 1) {
    if (head[at] !== 0) continue;
    if (at % 2 === 0) even += 1;
    else odd += 1;
  }
  const half = head.length / 2;
  if (odd > half * 0.4 && even < half * 0.1) return 'utf16le';
  if (even > half * 0.4 && odd < half * 0.1) return 'utf16be';
  return undefined;
}

/** The lines that hold bytes above ASCII: the others are the same in all code pages. */
function linesAboveAscii(bytes: Buffer): Buffer {
  const lines: Buffer[] = [];
  for (let start = 0; start < bytes.length; ) {
    const found = bytes.indexOf(0x0a, start);
    const end = found < 0 ? bytes.length : found + 1;
    const line = bytes.subarray(start, end);
    if (line.some((byte) => byte > 0x7f)) lines.push(line);
    start = end;
  }
  return Buffer.concat(lines);
}

/** How many characters above ASCII are UTF-8, how many bytes above ASCII are not, and where the first of those stands. */
export function countUtf8(bytes: Buffer): { valid: number; invalid: number; first: number } {
  let [valid, invalid, first] = [0, 0, -1];
  for (let at = 0; at < bytes.length; ) {
    const length = charLength(bytes.readUInt8(at));
    if (length === 1) at += 1;
    else if (at + length <= bytes.length && isUtf8(bytes.subarray(at, at + length))) {
      valid += 1;
      at += length;
    } else {
      if (invalid === 0) first = at;
      invalid += 1;
      at += 1;
    }
  }
  return { valid, invalid, first };
}

/** How many bytes a character of UTF-8 has that begins with this one. */
function charLength(byte: number): number {
  if (byte < 0x80) return 1;
  if (byte >= 0xf0) return 4;
  return byte >= 0xe0 ? 3 : 2;
}

/** A byte that is not UTF-8 in a text that is; `line` is that of its first byte. */
export function strayByte(
  bytes: Buffer,
  at: number,
  { file, line }: { file: string; line: number },
): BulkInputError {
  const before = bytes.subarray(0, at);
  const start = before.lastIndexOf(0x0a) + 1;
  const found = line + before.filter((byte) => byte === 0x0a).length;
  const shown = before.subarray(start).toString('utf8').slice(-sampleLength);
  return new BulkInputError(
    `bytes that are not UTF-8, in a file that is UTF-8 otherwise: ${hex(bytes.readUInt8(at))}${shown === '' ? ' at its beginning' : ` behind ${JSON.stringify(shown)}`}`,
    'Correct that character and save the file as UTF-8. Where two files were joined, save both in one encoding and join them again.',
    { file, line: found },
  );
}

const hex = (byte: number): string => `0x${byte.toString(16).toUpperCase()}`;

/** What cannot be UTF-8 by chance: this many characters of two bytes, one of three, or one next to a Latin letter. */
const charactersThatProve = 6;

const otherPages: readonly (readonly [string, RegExp])[] = [
  ['euc-kr', /^(\p{Script=Hangul}|\p{Script=Han})+$/u],
  ['big5', /^\p{Script=Han}+$/u],
  ['gb18030', /^\p{Script=Han}+$/u],
  ['windows-874', /^\p{Script=Thai}+$/u],
  ['windows-1251', /^\p{Script=Cyrillic}+$/u],
];

/** Other readings of bytes that are UTF-8 by chance, as two Korean or Thai letters may be. */
function otherThanUtf8(bytes: Buffer): Reading[] {
  const text = bytes.toString('utf8');
  const foreign = text.match(/[^\u0000-\u007F]/gu) ?? [];
  if (
    foreign.length === 0 ||
    foreign.length >= charactersThatProve ||
    foreign.some((sign) => sign > '\u07FF')
  )
    return [];
  // Two letters of another page would hardly be a Latin one beside a Latin one, nor a sign such as a pound or a degree.
  if (foreign.some((sign) => !/\p{L}/u.test(sign))) return [];
  if (
    /[a-z](?![\u0000-\u007F])\p{Script=Latin}|(?![\u0000-\u007F])\p{Script=Latin}[a-z]/iu.test(text)
  )
    return [];
  const [only = '', ...others] = foreign;
  const isLoneRarity = others.length === 0 && only > '\u017F';
  return otherPages.flatMap(([name, letters]) => {
    const other = iconv.decode(bytes, name);
    const signs = other.match(/[^\u0000-\u007F]+/gu)?.join('') ?? '';
    const fits = isLoneRarity ? /^(\p{Script=Hangul}|\p{Script=Cyrillic})+$/u : letters;
    return fits.test(signs) ? [{ text: other, encodings: [name], isUsual: true }] : [];
  });
}

const [fewReadings, samples, sampleLength] = [6, 3, 60];

function ambiguous(file: string, found: readonly Reading[]): BulkInputError {
  if (found.length === 0)
    return new BulkInputError(
      'the text is in an encoding that is not known here',
      { code: 'name-encoding' },
      { file },
    );
  const readings = found
    .filter(({ isUsual }, at) => isUsual || at < fewReadings)
    .map(({ text, encodings }) => ({
      encoding: encodings[0],
      sample: sampleLines(text).join('  |  '),
    }));
  return new BulkInputError(
    'the encoding of the text is not certain',
    { code: 'choose-encoding', readings },
    { file },
  );
}

const sampleLines = (text: string): string[] =>
  text
    .split(/\r\n|\n|\r/)
    .filter((line) => /[^\u0000-\u007F]/.test(line))
    .slice(0, samples)
    .map((line) => line.slice(0, sampleLength).replace(/[\p{Cc}\p{Cf}]/gu, ' '));

const canonical = (name: string): string =>
  /^utf-?8$/i.test(name) ? 'utf8' : /^utf-?16$/i.test(name) ? 'utf16le' : name;

/** The position after the last character that is whole; the head of a file may end inside one. */
export function lastWholeCharacter(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(4, bytes.length); back += 1) {
    const byte = bytes.readUInt8(bytes.length - back);
    if (byte < 0x80) return bytes.length;
    const isFirst = byte >= 0xc0;
    if (isFirst) return back >= charLength(byte) ? bytes.length : bytes.length - back;
  }
  return bytes.length;
}
