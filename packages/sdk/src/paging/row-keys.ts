import type { Fields, FieldValue } from '../codec/json-value.js';

/** A row as the pager sees it. */
export type AnyRow = Fields;

/** What tells a row apart: its number, or a text. */
export type RowKey = number | string;

/** The rows met so far, told apart by their keys. Whole numbers take a bit each, so that a million rows stay small. */
export class SeenRows {
  readonly #fields: readonly string[];
  readonly #blocks = new Map<number, Uint32Array>();
  readonly #texts = new Set<string>();
  #size = 0;

  /** `fields` are the fields that make up the key of a row. */
  constructor(fields: readonly string[]) {
    this.#fields = fields;
  }

  /** Number of distinct rows met. */
  get size(): number {
    return this.#size;
  }

  /** The key of a row: its number, or a text; undefined where a field of it is missing. */
  keyOf(row: AnyRow): RowKey | undefined {
    const [only] = this.#fields;
    if (only === undefined) return undefined;
    if (this.#fields.length === 1) return singleKey(row[only]);
    const values = this.#fields.map((field) => row[field]);
    return values.some((value) => value === undefined || value === null)
      ? undefined
      : JSON.stringify(values);
  }

  /** Whether a row with this key was met before. */
  has(key: RowKey): boolean {
    if (typeof key === 'string') return this.#texts.has(key);
    const block = this.#blocks.get(Math.floor(key / 4096));
    return block !== undefined && (block[(key % 4096) >> 5]! & (1 << (key & 31))) !== 0;
  }

  /** Notes a key; false where it was there already. */
  add(key: RowKey): boolean {
    if (this.has(key)) return false;
    this.#size += 1;
    if (typeof key === 'string') {
      this.#texts.add(key);
      return true;
    }
    const at = Math.floor(key / 4096);
    const block = this.#blocks.get(at) ?? new Uint32Array(128);
    this.#blocks.set(at, block);
    block[(key % 4096) >> 5]! |= 1 << (key & 31);
    return true;
  }
}

function singleKey(value: FieldValue): RowKey | undefined {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  return value === undefined || value === null || typeof value === 'object'
    ? undefined
    : String(value);
}
