import type { HaloRecord, Key } from '../port.js';
import { checksum } from './checksum.js';

/** One change: the record that a collection holds under a key from now on, or null where it is gone. */
export type Change = readonly [collection: string, key: Key, record: HaloRecord | null];

const NEWLINE = 10;
const PREFIX = 9;

/** The line of a log that holds changes which belong together: checksum, blank, JSON. */
export function encodeEntry(changes: readonly Change[]): Buffer {
  const json = Buffer.from(JSON.stringify(changes, bytesAsText));
  return Buffer.concat([Buffer.from(`${checksum(json)} `), json, Buffer.from('\n')]);
}

/** What a log holds: its changes up to the first line that is torn, and how many bytes those take. */
export function decodeEntries(log: Buffer): { readonly changes: Change[]; readonly length: number } {
  const changes: Change[] = [];
  let at = 0;
  for (;;) {
    const end = log.indexOf(NEWLINE, at);
    if (end < 0) return { changes, length: at };
    const json = log.subarray(at + PREFIX, end);
    if (log.toString('latin1', at, at + PREFIX - 1) !== checksum(json)) return { changes, length: at };
    changes.push(...(JSON.parse(json.toString(), textAsBytes) as Change[]));
    at = end + 1;
  }
}

const MARK = '$base64';

function bytesAsText(_: string, value: unknown): unknown {
  return value instanceof Uint8Array ? { [MARK]: Buffer.from(value).toString('base64') } : value;
}

function textAsBytes(_: string, value: unknown): unknown {
  const text = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[MARK] : undefined;
  return typeof text === 'string' && Object.keys(value as object).length === 1 ? new Uint8Array(Buffer.from(text, 'base64')) : value;
}
