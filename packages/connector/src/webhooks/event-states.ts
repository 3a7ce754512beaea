import { DueTimes } from './due-times.js';
import type { Note, Place } from './event-journal.js';

/** What becomes of an event: it waits for the handler, the handler has finished, or it was given up. */
export type EventState = 'waiting' | 'done' | 'dead';

/** What is known of an event. */
export interface EventEntry {
  readonly state: EventState;
  /** Its place in the journal, as long as it is kept whole. */
  readonly place: Place | undefined;
  /** How often the handler has failed. */
  readonly attempts: number;
  readonly error: string | undefined;
}

/** The states of all events by key, in the order of arrival, as the notes of the journal tell them. */
export class EventStates {
  readonly #entries = new Map<string, EventEntry>();
  /** Keys that can be handed over now, in order. */
  readonly #ready = new Set<string>();
  /** Keys that wait for their time. */
  readonly #later = new DueTimes();
  readonly #counts: Record<EventState, number> = { waiting: 0, done: 0, dead: 0 };

  /** How many there are in each state. */
  get counts(): Readonly<Record<EventState, number>> {
    return this.#counts;
  }

  /** How many are not done: they wait, or were given up. */
  get open(): number {
    return this.#counts.waiting + this.#counts.dead;
  }

  has(key: string): boolean {
    return this.#entries.has(key);
  }

  get(key: string): EventEntry | undefined {
    return this.#entries.get(key);
  }

  all(): [key: string, entry: EventEntry][] {
    return [...this.#entries];
  }

  /** Holds the place of an event that is on its way to the disk. */
  reserve(key: string): void {
    this.#put(key, untouched(undefined));
  }

  /** Brings the states up to a note; the place is that of an event's own line. */
  apply(note: Note, place?: Place): void {
    if (note.t === 'known') {
      this.#put(note.key, { ...untouched(undefined), state: 'done' });
      return;
    }
    const key = note.t === 'event' ? note.event.key : note.key;
    const entry = note.t === 'event' ? untouched(place) : this.#entries.get(key);
    // The line of the event itself may have been damaged.
    if (!entry) return;
    this.#put(key, follow(entry, note));
    this.#ready.delete(key);
    this.#later.delete(key);
    if (note.t === 'event' || note.t === 'replay') this.#ready.add(key);
    if (note.t === 'failed') this.#later.set(key, note.due);
  }

  forget(key: string): void {
    this.#uncount(key);
    this.#entries.delete(key);
  }

  move(key: string, place: Place): void {
    const entry = this.#entries.get(key);
    if (entry) this.#put(key, { ...entry, place });
  }

  /** The event to hand over next, or undefined. */
  nextAt(now: number): string | undefined {
    if (this.#ready.size === 0)
      for (let key = this.#later.take(now); key !== undefined; key = this.#later.take(now))
        this.#ready.add(key);
    return this.#ready.values().next().value;
  }

  /** When an event is due again; 0 where it can be handed over now. */
  dueOf(key: string): number {
    return this.#later.get(key) ?? 0;
  }

  /** When the first of those that wait for their time is due. */
  firstDue(): number {
    return this.#later.first();
  }

  #put(key: string, entry: EventEntry): void {
    this.#uncount(key);
    this.#counts[entry.state] += 1;
    this.#entries.set(key, entry);
  }

  #uncount(key: string): void {
    const entry = this.#entries.get(key);
    if (entry) this.#counts[entry.state] -= 1;
  }
}

const untouched = (place: Place | undefined): EventEntry => ({
  state: 'waiting',
  place,
  attempts: 0,
  error: undefined,
});

function follow(entry: EventEntry, note: Note): EventEntry {
  switch (note.t) {
    case 'failed':
      return { ...entry, attempts: note.attempts, error: note.error };
    case 'dead':
      return { ...entry, state: 'dead', attempts: note.attempts, error: note.error };
    case 'done':
      return { ...entry, state: 'done', error: undefined };
    default:
      return untouched(entry.place);
  }
}
