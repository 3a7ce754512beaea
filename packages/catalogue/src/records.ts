/** Records of Halo under the names that people use, and the shapes that wrap them on the wire. */
export type * from './generated/record-types.js';

/** A value as JSON carries it. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

/** An object of JSON; a member that is undefined is left out when it is written. */
export interface JsonObject {
  readonly [name: string]: Json | undefined;
}

/** A record whose fields the contract does not list. */
export interface AnyRecord {
  id?: number | string;
  [field: string]: unknown;
}

/** No parameters at all; an empty object type would take any. */
export type Nothing = Readonly<Record<string, never>>;

/** A query whose parameters the contract does not list. */
export interface AnyQuery {
  [name: string]: string | number | boolean | Date | readonly (string | number)[] | undefined;
}

/** A record as a person refers to it: by its id, or by its name, which is looked up before anything is sent. */
export type RecordName = string | number;

/** What a caller may write of a record, which is any of its fields, in any depth as it is. */
export type Input<T> = { [K in keyof T]?: T[K] | null | undefined };

/** A list answer with its rows under a key; the count is that of the whole filtered set. */
export type Envelope<Key extends string, Row> = {
  record_count?: number;
  page_no?: number;
  page_size?: number;
} & { [K in Key]: Row[] };
