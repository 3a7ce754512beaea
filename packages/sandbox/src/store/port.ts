import type { Json } from 'halopsa-catalogue/types';

/** A value in a record: what JSON carries, and the bytes of a file. */
export type HaloValue = Json | Uint8Array | undefined | readonly HaloValue[] | HaloRecord;

/** One stored record; never changed in place, a write replaces it. */
export interface HaloRecord {
  readonly [field: string]: HaloValue;
}

/** A record before it is stored or answered, while fields are still set. */
export interface WritableRecord {
  [field: string]: HaloValue;
}

/** What a record is stored under: its id, or a text of several parts where the id alone is ambiguous. */
export type Key = number | string;

/** One sort key of a list. */
export interface Order {
  readonly field: string;
  readonly descending: boolean;
}

/** A test of one field's value alone, which a store can answer from an index. */
export interface FieldTest {
  readonly field: string;
  readonly accepts: (value: HaloValue) => boolean;
}

/** A test that one of some fields contains a text without regard to case, which a store can answer from texts that it keeps. */
export interface TextTest {
  readonly fields: readonly string[];
  /** In lower case. */
  readonly contains: string;
}

/** A test that the rows of a list have to pass: of one field, of the text of some, or of the record as a whole. */
export type Test = FieldTest | TextTest | ((record: HaloRecord) => boolean);

/** What to select: the rows that pass all tests, in an order, from one position on. */
export interface Query {
  readonly tests: readonly Test[];
  /** Without an order rows come as they were inserted. */
  readonly order: Order | undefined;
  readonly from: number;
  readonly size: number;
}

/** The rows of one page, and how many rows there are in all. */
export interface Selection {
  readonly rows: readonly HaloRecord[];
  readonly count: number;
}

/** The records of one resource in one tenant. */
export interface Collection {
  readonly size: number;
  get(key: Key): HaloRecord | undefined;
  /** Inserts the record or replaces the one under this key. */
  put(key: Key, record: HaloRecord): void;
  remove(key: Key): boolean;
  /** The next unused whole number; every answer is a new one. */
  nextId(): number;
  /** All records as they were inserted. */
  scan(): Iterable<HaloRecord>;
  /** All records with their keys. */
  entries(): Iterable<[Key, HaloRecord]>;
  select(query: Query): Selection;
  /** The records whose field equals the value, from an index that the first call builds. */
  matching(field: string, value: HaloValue): Iterable<HaloRecord>;
}

/** All collections of one tenant. Adapters differ in where they keep them. */
export interface Store {
  /** The collection with this name; it is created, and seeded, when it is first asked for. */
  collection(name: string): Collection;
  /** Names of the collections that exist. */
  names(): readonly string[];
  /** Makes the changes since the last commit last, where the store is one that keeps them. */
  commit(): void;
  /** Gives up whatever the store holds open; throws where the changes since the last commit cannot be made to last. */
  close(): void;
  /** The same for a store whose records are no longer needed. */
  discard(): void;
}

/**
 * The text that a record has in some fields, in lower case, with signs between them that nobody types. Numbers are found whole, and not
 * within others: they stand in signs of their own.
 */
export function searchText(record: HaloRecord, fields: readonly string[]): string {
  let text = '';
  for (const field of fields) {
    const value = record[field];
    if (typeof value === 'string') text += `${value.toLowerCase()}\0`;
    else if (typeof value === 'number') text += wholeNumber(String(value));
  }
  return text;
}

const wholeNumber = (digits: string): string =>
  `\0${Array.from(digits, (sign) => String.fromCharCode(sign.charCodeAt(0) + NUMBER_SIGNS)).join('')}\0`;

/** Moves digits to control signs. */
const NUMBER_SIGNS = 0x60;

/** What a search looks for in the text of a record: its text, and the number that it is. */
export const searchKeys = ({ contains }: TextTest): readonly string[] =>
  /^-?\d+(\.\d+)?$/.test(contains) ? [contains, wholeNumber(contains)] : [contains];

/** True where a record passes a test. */
export function passes(record: HaloRecord, test: Test): boolean {
  if (typeof test === 'function') return test(record);
  if (!('contains' in test)) return test.accepts(record[test.field]);
  const text = searchText(record, test.fields);
  return searchKeys(test).some((key) => text.includes(key));
}
