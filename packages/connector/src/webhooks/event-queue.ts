import { join, resolve } from 'node:path';
import { type Clock, systemClock } from 'halopsa';
import { makeFolder } from 'halopsa-ground/node';
import { type DamagedLines, EventJournal, type Note } from './event-journal.js';
import { type EventEntry, type EventState, EventStates } from './event-states.js';
import { lockFolder } from './folder-lock.js';
import type { HaloEvent } from './halo-event.js';
import { restoredEvent, storedEvent } from './stored-event.js';

/** An event of the queue and what became of it. */
export interface QueuedEvent {
  readonly event: HaloEvent;
  readonly state: EventState;
  /** How often the handler has failed. */
  readonly attempts: number;
  /** What the last failure said. */
  readonly error: string | undefined;
}

/** How a handler is run. */
export interface HandlerRun {
  /** 1 for the first time. */
  readonly attempt: number;
  /** Aborted when the queue is being stopped. */
  readonly signal: AbortSignal;
}

/** Does something with an event; it is done once this resolves, and is handed over again later where it rejects. */
export type EventHandler = (event: HaloEvent, run: HandlerRun) => Promise<void> | void;

/** How a queue is kept. */
export interface EventQueueOptions {
  /** Waits in milliseconds between the attempts at an event that fails; after the last it is a dead letter. */
  readonly retryDelays?: readonly number[] | undefined;
  /** Keys of finished events that are remembered, so that a duplicate is known; default: 100,000. */
  readonly remember?: number | undefined;
  /** Finished events that are kept whole, so that they can be replayed; default: 1,000. */
  readonly keep?: number | undefined;
  /** Events that may wait or have been given up; beyond that none is accepted. Default: 100,000. */
  readonly mostOpen?: number | undefined;
  readonly clock?: Clock | undefined;
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const defaultDelays: readonly number[] = [
  second,
  10 * second,
  minute,
  5 * minute,
  30 * minute,
  2 * hour,
  6 * hour,
  12 * hour,
];
/** Characters of what a failure said that are kept, for each event. */
const longestError = 500;
const journalName = 'events.journal';
/** A journal smaller than this is not worth rewriting. */
const smallJournal = 8 * 1024 * 1024;

/**
 * Events on disk until a handler has finished with them. An event that was accepted survives a kill of the process; it is
 * handed over one at a time, in the order of arrival, and again with the same key where the process ended before the handler's
 * end could be noted. A handler that keeps the key with what it does therefore does it once.
 */
export class EventQueue {
  readonly #journal: EventJournal;
  readonly #states: EventStates;
  readonly #release: () => void;
  readonly #options: Required<{
    [Name in keyof EventQueueOptions]: NonNullable<EventQueueOptions[Name]>;
  }>;
  #news: () => void = () => undefined;
  #rewriteAt = smallJournal;
  /** Whether the last events that came found no room. */
  #isFull = false;

  private constructor(
    journal: EventJournal,
    states: EventStates,
    release: () => void,
    options: EventQueueOptions,
  ) {
    this.#journal = journal;
    this.#states = states;
    this.#release = release;
    const {
      retryDelays = defaultDelays,
      remember = 100_000,
      keep = 1000,
      mostOpen = 100_000,
      clock = systemClock,
    } = options;
    this.#options = { retryDelays, remember, keep, mostOpen, clock };
  }

  /** Opens the queue of a folder, which one process at a time has; throws a HaloUsageError where another one has it. */
  static async open(folder: string, options: EventQueueOptions = {}): Promise<EventQueue> {
    const path = resolve(folder);
    makeFolder(path, 0o700);
    const release = await lockFolder(path, join(path, 'lock'));
    const states = new EventStates();
    try {
      const journal = EventJournal.open(join(path, journalName), (note, place) =>
        states.apply(note, place),
      );
      return new EventQueue(journal, states, release, options);
    } catch (error) {
      release();
      throw error;
    }
  }

  /** Takes events, except those that it has already; they are safe on the disk once this resolves, and so are their duplicates. */
  async accept(events: readonly HaloEvent[]): Promise<{ accepted: number; duplicates: number }> {
    const fresh = new Map<string, HaloEvent>();
    for (const event of events)
      if (!this.#states.has(event.key) && !fresh.has(event.key)) fresh.set(event.key, event);
    this.#demandRoom(fresh.size);
    // A duplicate waits as well: the first of its kind may not be on the disk yet.
    const stored = this.#journal.append(
      [...fresh.values()].map((event): Note => ({ t: 'event', event: storedEvent(event) })),
    );
    for (const key of fresh.keys()) this.#states.reserve(key);
    try {
      await stored;
    } catch (error) {
      // An event that was not stored was not accepted: it is not a duplicate when it comes again.
      for (const key of fresh.keys())
        if (this.#states.get(key)?.place === undefined) this.#states.forget(key);
      throw error;
    }
    if (events.some(({ key }) => !this.#isStored(key)))
      throw new Error('an event that came before could not be stored');
    this.#news();
    return { accepted: fresh.size, duplicates: events.length - fresh.size };
  }

  /** An empty queue takes whatever comes. */
  #demandRoom(count: number): void {
    const { open } = this.#states;
    if (count === 0) return;
    this.#isFull = open > 0 && open + count > this.#options.mostOpen;
    if (this.#isFull) throw new Error(this.problem);
  }

  /** The first of its kind may have failed to be stored while a repetition waited for it. */
  #isStored(key: string): boolean {
    const entry = this.#states.get(key);
    return entry !== undefined && (entry.place !== undefined || entry.state !== 'waiting');
  }

  /** Lines of the journal that were damaged when it was opened. */
  get damage(): DamagedLines | undefined {
    return this.#journal.damage;
  }

  /** Why events cannot be stored at the moment; undefined where they can. */
  get problem(): string | undefined {
    if (!this.#isFull) return this.#journal.problem;
    const { waiting, dead } = this.#states.counts;
    return `${waiting} events wait and ${dead} were given up: no more are taken until some of them have been handed on`;
  }

  /** Whether events can be stored; where the last write has failed, another one is tried. */
  async check(): Promise<string | undefined> {
    this.#isFull &&= this.#states.open >= this.#options.mostOpen;
    // Handing over an event that is not there changes nothing.
    if (this.#journal.problem !== undefined) await this.#isNoted({ t: 'replay', key: '' });
    return this.problem;
  }

  /** How many events there are in each state. */
  counts(): Record<EventState, number> {
    return { ...this.#states.counts };
  }

  /** The events that are kept whole, in the order of their arrival. */
  async *list(state?: EventState): AsyncGenerator<QueuedEvent> {
    for (const [key, entry] of this.#states.all()) {
      if (state !== undefined && entry.state !== state) continue;
      const event = await this.#read(key);
      if (event) yield { event, state: entry.state, attempts: entry.attempts, error: entry.error };
    }
  }

  /** Hands events over again: those of the keys, default all dead letters. Returns how many. Keys of incomplete events are skipped. */
  async replay(keys?: readonly string[]): Promise<number> {
    const dead = (): string[] =>
      this.#states.all().flatMap(([key, { state }]) => (state === 'dead' ? [key] : []));
    const notes = [...new Set(keys ?? dead())]
      .filter((key) => this.#states.get(key)?.place !== undefined)
      .map((key): Note => ({ t: 'replay', key }));
    await this.#journal.append(notes);
    this.#news();
    return notes.length;
  }

  /** Hands events to the handler until the signal aborts. */
  async run(handler: EventHandler, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const key = this.#states.nextAt(this.#options.clock.now());
      if (key === undefined) await this.#untilNews(signal);
      else await this.#handle(key, handler, signal);
      if (this.#journal.bytes > this.#rewriteAt) await this.#rewriteIfPossible();
    }
  }

  /** Closes the journal and lets the folder go. */
  async close(): Promise<void> {
    await this.#journal.close();
    this.#release();
  }

  async #handle(key: string, handler: EventHandler, signal: AbortSignal): Promise<void> {
    const attempt = (this.#states.get(key)?.attempts ?? 0) + 1;
    const event = await this.#read(key);
    if (!event) throw new Error(`the journal has lost the event ${key}`);
    try {
      await handler(event, { attempt, signal });
    } catch (error) {
      // Stopping the queue also stops its handler: the event has not failed.
      if (!signal.aborted) await this.#noteAtLast(this.#failure(key, attempt, error), signal);
      return;
    }
    await this.#noteAtLast({ t: 'done', key }, signal);
  }

  /** Notes what became of an event, again and again where the disk has no room: it is not handed over a second time for that. */
  async #noteAtLast(note: Note, signal: AbortSignal): Promise<void> {
    while (!(await this.#isNoted(note)) && !signal.aborted)
      await this.#options.clock.sleep(second, signal).catch(() => undefined);
  }

  #isNoted(note: Note): Promise<boolean> {
    return this.#journal.append([note]).then(
      () => true,
      () => false,
    );
  }

  #failure(key: string, attempts: number, cause: unknown): Note {
    const message = cause instanceof Error ? cause.message : String(cause);
    const error = message.slice(0, longestError);
    const { retryDelays, clock } = this.#options;
    const delay = retryDelays[attempts - 1];
    return delay === undefined
      ? { t: 'dead', key, attempts, error }
      : { t: 'failed', key, attempts, due: clock.now() + delay, error };
  }

  /** Waits for an event to come, or for one to be due again. */
  async #untilNews(signal: AbortSignal): Promise<void> {
    const { clock } = this.#options;
    const waking = new AbortController();
    const wake = (): void => waking.abort();
    this.#news = wake;
    signal.addEventListener('abort', wake, { once: true });
    const wait = Math.min(hour, this.#states.firstDue() - clock.now());
    await clock.sleep(Math.max(0, wait), waking.signal).catch(() => undefined);
    signal.removeEventListener('abort', wake);
  }

  async #read(key: string): Promise<HaloEvent | undefined> {
    const note = await this.#journal.read(() => this.#states.get(key)?.place);
    return note?.t === 'event' ? restoredEvent(note.event) : undefined;
  }

  /** A disk without room keeps the journal as it is; it is tried again when the journal has grown some more. */
  async #rewriteIfPossible(): Promise<void> {
    await this.#rewrite().catch(() => {
      this.#rewriteAt = this.#journal.bytes + smallJournal;
    });
  }

  /** Leaves out of the journal what is overtaken: the oldest of the finished events, and all notes but the last of each. */
  async #rewrite(): Promise<void> {
    const { remember, keep } = this.#options;
    const states = this.#states;
    const done = states.all().flatMap(([key, { state }]) => (state === 'done' ? [key] : []));
    for (const key of done.splice(0, Math.max(0, done.length - remember))) states.forget(key);
    for (const key of done.splice(0, Math.max(0, done.length - keep)))
      states.apply({ t: 'known', key });
    await this.#journal.rewrite(
      function* (read) {
        for (const [key, entry] of states.all()) {
          if (entry.place !== undefined) yield read(entry.place);
          const note = stateNote(key, entry, states.dueOf(key));
          if (note) yield note;
        }
      },
      (key, place) => states.move(key, place),
    );
    this.#rewriteAt = Math.max(smallJournal, 2 * this.#journal.bytes);
  }
}

/** The note with the state of an event, where its own line lacks it or is replaced by the note. */
function stateNote(
  key: string,
  { state, place, attempts, error = '' }: EventEntry,
  due: number,
): Note | undefined {
  if (state === 'done') return { t: place === undefined ? 'known' : 'done', key };
  if (state === 'dead') return { t: 'dead', key, attempts, error };
  return attempts > 0 ? { t: 'failed', key, attempts, due, error } : undefined;
}
