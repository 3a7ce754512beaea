/** One stored record; never changed in place, a write replaces it. */
export type HaloRecord = Readonly<Record<string, unknown>>;

/** What a record is stored under: its id, or a text of several parts where the id alone is ambiguous. */
export type Key = number | string;

/** One sort key of a list. */
export interface Order {
  readonly field: string;
  readonly descending: boolean;
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
  /** All records, sorted by one field with the id as tie-breaker, or in order of insertion. */
  scan(order?: Order): Iterable<HaloRecord>;
  /** The records whose field equals the value, from an index that the first call builds. */
  matching(field: string, value: unknown): Iterable<HaloRecord>;
}

/** All collections of one tenant. Adapters differ in where they keep them. */
export interface Store {
  /** The collection with this name; it is created, and seeded, when it is first asked for. */
  collection(name: string): Collection;
  /** Names of the collections that exist. */
  names(): readonly string[];
}
