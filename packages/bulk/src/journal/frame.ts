import { crc32 } from 'node:zlib';

/**
 * A record of a journal as one line: length and checksum of the text, then the text. Whatever a crash leaves of a line that
 * was being written is told from a whole one.
 */
export function frame(text: string): Buffer {
  const body = Buffer.from(text, 'utf8');
  return Buffer.concat([Buffer.from(`${hex(body.length)} ${hex(crc32(body))} `, 'latin1'), body, newline]);
}

/** The records at the beginning of a journal, and how many bytes of it are whole. */
export interface Frames {
  readonly texts: readonly string[];
  readonly whole: number;
}

const newline = Buffer.from('\n');
const headLength = 18;
const hex = (number: number): string => number.toString(16).padStart(8, '0');

/** Reads records up to the first one that is not whole. */
export function readFrames(bytes: Buffer): Frames {
  const texts: string[] = [];
  let at = 0;
  for (;;) {
    const head = bytes.subarray(at, at + headLength).toString('latin1');
    const found = /^([0-9a-f]{8}) ([0-9a-f]{8}) $/.exec(head);
    if (!found) break;
    const length = Number.parseInt(found[1]!, 16);
    const body = bytes.subarray(at + headLength, at + headLength + length);
    const end = at + headLength + length;
    if (body.length !== length || bytes[end] !== newline[0] || hex(crc32(body)) !== found[2]) break;
    texts.push(body.toString('utf8'));
    at = end + 1;
  }
  return { texts, whole: at };
}

/** Whether a whole record stands anywhere behind this byte: then the file is damaged, and not merely cut short. */
export function hasFrameAfter(bytes: Buffer, from: number): boolean {
  for (let at = bytes.indexOf(newline, from); at >= 0; at = bytes.indexOf(newline, at + 1)) {
    if (readFrames(bytes.subarray(at + 1)).texts.length > 0) return true;
  }
  return false;
}
