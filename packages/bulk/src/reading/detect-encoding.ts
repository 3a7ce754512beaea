import { isUtf8 } from 'node:buffer';
import chardet from 'chardet';

/** An encoding as iconv-lite names it, and whether it was told, marked in the file, or guessed. */
export interface Encoding {
  readonly name: string;
  readonly certainty: 'told' | 'marked' | 'valid' | 'guessed';
}

const marks: readonly (readonly [string, readonly number[]])[] = [
  ['utf8', [0xef, 0xbb, 0xbf]],
  ['utf16le', [0xff, 0xfe]],
  ['utf16be', [0xfe, 0xff]],
];

/** Finds out the encoding of a text from its first bytes. */
export function detectEncoding(head: Buffer, whole: boolean): Encoding {
  const marked = marks.find(([, mark]) => mark.every((byte, at) => head[at] === byte));
  if (marked) return { name: marked[0], certainty: 'marked' };
  const wide = unmarkedUtf16(head);
  if (wide) return { name: wide, certainty: 'guessed' };
  if (isUtf8(whole ? head : head.subarray(0, lastWholeCharacter(head)))) return { name: 'utf8', certainty: 'valid' };
  return { name: singleByte(chardet.detect(head)), certainty: 'guessed' };
}

/** Text of mostly Latin letters in UTF-16 has a zero in every other byte. */
function unmarkedUtf16(head: Buffer): string | undefined {
  if (head.length < 4) return undefined;
  const zeros = [0, 0];
  for (let at = 0; at < head.length; at += 1) if (head[at] === 0) zeros[at % 2]! += 1;
  const half = head.length / 2;
  if (zeros[1]! > half * 0.4 && zeros[0]! < half * 0.1) return 'utf16le';
  if (zeros[0]! > half * 0.4 && zeros[1]! < half * 0.1) return 'utf16be';
  return undefined;
}

/** Windows-1252 has all of Latin-1's letters and is what Western spreadsheets write; a guess of a rare code page is mostly wrong on short texts. */
function singleByte(guess: string | null): string {
  return guess && /^(windows-125[0-8]|ISO-8859-(2|5|7|9)|Shift_JIS|GB18030|Big5|EUC-(JP|KR)|KOI8-R)$/.test(guess) ? guess : 'windows-1252';
}

/** The position after the last character that is whole; the head of a file may end inside one. */
export function lastWholeCharacter(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(4, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) return bytes.length;
    if (byte >= 0xc0) {
      const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return back >= needed ? bytes.length : bytes.length - back;
    }
  }
  return bytes.length;
}
