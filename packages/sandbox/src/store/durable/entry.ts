import type { HaloRecord, HaloValue, Key } from '../port.js';

/** One change: the record that a collection holds under a key from now on, or null where it is gone. */
export type Change = readonly [collection: string, key: Key, record: HaloRecord | null];

/** Changes that belong together, as the text of one line. */
export const textOf = (changes: readonly Change[]): string => JSON.stringify(changes, bytesAsText);

/** The changes that a line holds. */
export const changesOf = (text: string): Change[] => JSON.parse(text, textAsBytes) as Change[];

const MARK = '$base64';

function bytesAsText(_: string, value: HaloValue): HaloValue {
  return value instanceof Uint8Array ? { [MARK]: Buffer.from(value).toString('base64') } : value;
}

function textAsBytes(_: string, value: HaloValue): HaloValue {
  const text =
    typeof value === 'object' && value !== null ? (value as HaloRecord)[MARK] : undefined;
  return typeof text === 'string' && Object.keys(value as object).length === 1
    ? new Uint8Array(Buffer.from(text, 'base64'))
    : value;
}
