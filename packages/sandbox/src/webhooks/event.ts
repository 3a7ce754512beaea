import type { HaloRecord, HaloValue } from '../store/port.js';

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

/** An event as it can be bound: its number, which is this sandbox's own and listed by a lookup, its words and its sentence. */
interface EventKind {
  readonly name: string;
  readonly sentence: string;
}

export const LOGGED = 1;
export const UPDATED = 2;
export const STATUS_CHANGED = 3;
export const CLOSED = 4;
export const ACTED = 5;
export const DELETED = 6;

export const EVENTS: ReadonlyMap<number, EventKind> = new Map([
  [LOGGED, { name: 'new ticket logged', sentence: 'A new ticket has been logged' }],
  [UPDATED, { name: 'ticket updated', sentence: 'The ticket has been updated' }],
  [STATUS_CHANGED, { name: 'ticket status changed', sentence: 'The status has been changed' }],
  [CLOSED, { name: 'ticket closed', sentence: 'The ticket has been closed' }],
  [ACTED, { name: 'new action', sentence: 'A new action has been added' }],
  [DELETED, { name: 'ticket deleted', sentence: 'The ticket has been deleted' }],
]);

/** What a person reads of an event; it names the ticket by seven digits. */
export const messageOf = (eventno: number, ticketId: HaloValue): string =>
  `${EVENTS.get(eventno)?.sentence} for Ticket ID: ${String(ticketId).padStart(7, '0')}.`;

/** Number of the lookup that lists the events. */
export const EVENT_LOOKUP = 64;
