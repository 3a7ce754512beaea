import type { WireRecord } from 'halopsa';
import type { Row, Value } from './json-value.js';
import type { Rows } from './printer.js';

// Whatever a server answers is JSON, which the types of the client leave open; so is what we print.

/** An answer, or what is printed for programs, as a value of JSON. */
export const jsonOf = (answer: unknown): Value => answer as Value;

/** An answer that is a record. */
export const rowOf = (record: WireRecord): Row => record as Row;

/** An answer that is a list. */
export const rowsOf = (
  rows:
    | (AsyncIterable<WireRecord> & { pages(): AsyncIterable<readonly WireRecord[]> })
    | Iterable<WireRecord>,
): Rows => rows as Rows;
