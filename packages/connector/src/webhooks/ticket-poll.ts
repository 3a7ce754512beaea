import { type Clock, type HaloClient, HaloUsageError, systemClock } from 'halopsa';
import type { Ticket } from 'halopsa-catalogue/types';
import { parseHaloDate } from 'halopsa-ground';
import { readRegular, replaceFile } from 'halopsa-ground/node';
import { isObject, parseJson } from '../json.js';
import type { EventQueue } from './event-queue.js';
import type { EventName, HaloEvent } from './halo-event.js';

/** What a poll works with. */
export interface TicketPollOptions {
  readonly client: HaloClient;
  readonly queue: EventQueue;
  /** The file that keeps how far it has come. */
  readonly statePath: string;
  readonly clock?: Clock | undefined;
}

/** A ticket as it was seen last. */
type Seen = readonly [lastUpdate: string, status: number, closed: boolean];

interface State {
  /** The latest change that was seen; lists begin here. */
  readonly cursor: string;
  /** The highest id that was seen; a ticket above it is new. */
  readonly newest: number;
  readonly tickets: Readonly<Record<string, Seen>>;
}

/** Millions of tickets have room in it. */
const mostStateBytes = 256 * 1024 * 1024;

/** A change may become visible a while after the moment that it carries. */
const overlapMs = 120_000;

/**
 * Where Halo cannot reach a receiver: the changes of the ticket list as the same events, put into the same queue. New, updated,
 * closed tickets and changes of status are seen; deletions and single actions are not, nor what happened twice between two polls.
 */
export class TicketPoll {
  readonly #options: TicketPollOptions;
  readonly #clock: Clock;
  #state: State | undefined;

  private constructor(options: TicketPollOptions, state: State | undefined) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#state = state;
  }

  /** Goes on where the file says, or begins with the present. */
  static async open(options: TicketPollOptions): Promise<TicketPoll> {
    return new TicketPoll(options, await readState(options.statePath));
  }

  /** Looks once and returns how many events there were; the very first look takes stock and returns none. */
  async poll(signal?: AbortSignal): Promise<number> {
    const state = this.#state;
    const rows = state
      ? await this.#rows({ datesearch: 'last_update', startdate: before(state.cursor) }, signal)
      : undefined;
    const next = rows && state ? this.#follow(state, rows) : await this.#stock(signal);
    const receivedAt = new Date(this.#clock.now()).toISOString();
    const events = rows && state ? rows.flatMap((row) => eventsOf(row, state, receivedAt)) : [];
    // The events first: what a kill makes it see a second time has the same keys.
    const { accepted } = await this.#options.queue.accept(events);
    await writeState(this.#options.statePath, next);
    this.#state = next;
    return accepted;
  }

  /** Looks until the signal aborts; `failed` is called for a look that failed, which the next one makes up for. */
  async run(everyMs: number, signal: AbortSignal, failed: (error: Error) => void): Promise<void> {
    while (!signal.aborted) {
      await this.poll(signal).catch((error: Error) => {
        if (!signal.aborted) failed(error);
      });
      await this.#clock.sleep(everyMs, signal).catch(() => undefined);
    }
  }

  #rows(
    query:
      | { readonly datesearch: string; readonly startdate: string }
      | { readonly open_only: true },
    signal?: AbortSignal,
  ): Promise<Ticket[]> {
    return this.#options.client.tickets
      .listAll(query, { signal, lane: 'bulk' })
      .toArray() as Promise<Ticket[]>;
  }

  /**
   * All open tickets, where the list ends, and what was changed last. A ticket that turns up later and is neither new nor among
   * them had been closed.
   */
  async #stock(signal: AbortSignal | undefined): Promise<State> {
    const last = await this.#options.client.tickets.list(
      { count: 1, order: 'id', orderdesc: true },
      { signal },
    );
    const open = await this.#rows({ open_only: true }, signal);
    const state = this.#follow({ cursor: '', newest: 0, tickets: {} }, [...last.items, ...open]);
    return this.#follow(
      state,
      await this.#rows({ datesearch: 'last_update', startdate: before(state.cursor) }, signal),
    );
  }

  /**
   * The state after these rows. Its cursor is the server's time, which the clock of this computer may be ahead of, but never
   * later than that clock: a single ticket that was changed in the future would hide all that is changed until then.
   */
  #follow({ cursor, newest, tickets }: State, rows: readonly Ticket[]): State {
    const now = new Date(this.#clock.now()).toISOString();
    const updates = rows.map(({ last_update: at }) => at ?? '');
    const latest = updates.reduce((most, at) => (timeOf(at) > timeOf(most) ? at : most), cursor);
    return {
      cursor: timeOf(latest) > timeOf(now) ? now : latest,
      newest: rows.reduce((most, { id }) => Math.max(most, Number(id)), newest),
      tickets: { ...tickets, ...Object.fromEntries(rows.map((row) => [row.id, seenOf(row)])) },
    };
  }
}

const isClosed = ({ hasbeenclosed }: Ticket): boolean => hasbeenclosed === true;
const seenOf = (ticket: Ticket): Seen => [
  ticket.last_update ?? '',
  ticket.status_id ?? 0,
  isClosed(ticket),
];

/** What happened to a ticket since it was seen last. */
function eventsOf(ticket: Ticket, { tickets, newest }: State, receivedAt: string): HaloEvent[] {
  const id = Number(ticket.id);
  const [lastUpdate, status, closed] = seenOf(ticket);
  const isNew = id > newest;
  const [wasUpdate, wasStatus, wasClosed] =
    tickets[id] ?? (isNew ? [undefined, status, false] : [undefined, undefined, true]);
  // Two changes may carry the same time.
  if (wasUpdate === lastUpdate && wasStatus === status && wasClosed === closed) return [];
  const names: EventName[] = [isNew ? 'new ticket logged' : 'ticket updated'];
  if (wasStatus === undefined ? wasClosed !== closed : wasStatus !== status)
    names.push('ticket status changed');
  if (closed && !wasClosed) names.push('ticket closed');
  const timestamp = new Date(timeOf(lastUpdate) || Date.parse(receivedAt)).toISOString();
  return names.map((event) => ({
    key: `poll:${id}:${lastUpdate}:${status}:${event}`,
    source: 'poll',
    receivedAt,
    payload: {
      event,
      message: `${sentences[event]} for Ticket ID: ${String(id).padStart(7, '0')}.`,
      object_id: id,
      timestamp,
      ticket,
    },
  }));
}

const sentences: Readonly<Partial<Record<EventName, string>>> = {
  'new ticket logged': 'A new ticket has been logged',
  'ticket updated': 'The ticket has been updated',
  'ticket status changed': 'The status has been changed',
  'ticket closed': 'The ticket has been closed',
};

/** Times of the API are UTC, mostly without saying so; 0 where there is none. */
const timeOf = (text: string): number => parseHaloDate(text) ?? 0;
const before = (cursor: string): string =>
  new Date(timeOf(cursor) - overlapMs).toISOString().slice(0, 19);

async function readState(path: string): Promise<State | undefined> {
  let text: string;
  try {
    text = readRegular(path, mostStateBytes);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const state = parseJson(text)?.value;
  if (isState(state)) return state;
  throw new HaloUsageError(
    `the file ${path}, which keeps how far the list of tickets has been read, is damaged`,
    'Delete it to begin with the present; what was changed since the last look is not told then. Nothing was changed.',
  );
}

const isState = (value: unknown): value is State =>
  isObject(value) &&
  typeof value.cursor === 'string' &&
  typeof value.newest === 'number' &&
  isObject(value.tickets);

const writeState = async (path: string, state: State): Promise<void> =>
  replaceFile(path, JSON.stringify(state));
