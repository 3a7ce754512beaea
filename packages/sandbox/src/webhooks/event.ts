import type { HaloRecord } from '../store/port.js';

/** Something that happened to a record and that webhooks can be bound to. */
export interface HaloEvent {
  /** Number of the event, as notifications name it. */
  readonly eventno: number;
  /** What happened, in a sentence that a person reads. */
  readonly message: string;
  readonly objectId: number;
  readonly agentId: number | undefined;
  /** The record, and the records beside it, by their names in a delivery. */
  readonly records: Readonly<Record<string, HaloRecord>>;
}

/** Events by number, with the words that a delivery uses; the numbers are this sandbox's, the lookup of events tells them. */
export const EVENT_NAMES: ReadonlyMap<number, string> = new Map([
  [1, 'new ticket logged'],
  [2, 'ticket updated'],
  [3, 'ticket status changed'],
  [4, 'ticket closed'],
  [5, 'new action'],
  [6, 'ticket deleted'],
]);

/** Number of the lookup that tells the events. */
export const EVENT_LOOKUP = 64;
