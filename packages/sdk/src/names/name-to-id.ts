import type { NameKey, Scope } from 'halopsa-catalogue/names';

/** A name that stands where an id is sent. */
export interface NameToId {
  /** Where it stands, for messages: `tickets.create client`. */
  readonly what: string;
  readonly key: NameKey;
  readonly text: string;
  /** What narrows it down. */
  readonly scope?: Scope | undefined;
}
