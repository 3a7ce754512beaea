import type { BudgetLimit } from './request-budget.js';

/** What a budget remembers, apart from who waits for it; plain data, so that processes can share it in a file. */
export interface WindowState {
  /** The limit asked for. */
  readonly given: BudgetLimit;
  /** The limit that the server was seen to have, and until when that is believed. */
  learned?: (BudgetLimit & { readonly until: number }) | undefined;
  /** Times of the answers within the last window, oldest first. */
  answered: number[];
  /** Requests under way. */
  inFlight: number;
  pausedUntil: number;
}

/** A learned limit below this share of the one given is no limit, but the traffic of other programs. */
const plausibleShare = 0.5;
/** After so many windows without a 429 the limit given is tried again. */
const windowsBelieved = 6;
const firstPauseMs = 5_000;
const longestPauseMs = 60_000;
/** No pause is kept for longer: a server that asks for more says so again to whoever asks next. */
export const longestStoredPauseMs = 600_000;
/** Slack on a learned window, for clocks that tick apart. */
const slackMs = 250;

export const newWindow = (given: BudgetLimit): WindowState => ({
  given,
  answered: [],
  inFlight: 0,
  pausedUntil: 0,
});

/** The limit in force at a time. */
export const limitAt = (state: WindowState, now: number): BudgetLimit =>
  state.learned && now < state.learned.until ? state.learned : state.given;

/** Requests that fit into the window at a time. */
export function roomAt(state: WindowState, now: number): number {
  forget(state, now);
  return now < state.pausedUntil
    ? 0
    : Math.max(0, limitAt(state, now).requests - state.inFlight - state.answered.length);
}

/** Milliseconds until the window or the pause lets one more through; undefined while only an answer can do so. */
export function delayAt(state: WindowState, now: number): number | undefined {
  if (now < state.pausedUntil) return state.pausedUntil - now;
  const { requests, windowMs } = limitAt(state, now);
  const freeing = state.answered[state.answered.length + state.inFlight - requests];
  return freeing === undefined ? undefined : Math.max(1, freeing + windowMs - now);
}

/** Notes the end of a request. One that was refused counts too: some servers count it. */
export function noteAnswer(state: WindowState, now: number, refused: boolean): void {
  state.inFlight = Math.max(0, state.inFlight - 1);
  state.answered.push(now);
  forget(state, now);
  // Requests that were under way when the limit was met and were still served show that it is a little higher.
  const { learned } = state;
  if (!refused && learned && now < state.pausedUntil)
    state.learned = { ...learned, requests: learned.requests + 1 };
}

/** Takes in a 429: pauses, and learns the tenant's real limit from what it had served until then. */
export function noteLimited(
  state: WindowState,
  now: number,
  retryAfterMs: number | undefined,
  attempt: number,
): void {
  if (now < state.pausedUntil) return;
  forget(state, now);
  const served = state.answered.length;
  const oldest = state.answered[0] ?? now;
  const { requests, windowMs } = limitAt(state, now);
  const seenWindow =
    retryAfterMs === undefined
      ? windowMs
      : Math.min(windowMs, Math.ceil(now + retryAfterMs - oldest) + slackMs);
  // A server that lets on soon has a short window: as many requests in it can be a limit that is as high as the one given.
  const shortWindow =
    served > 1 && retryAfterMs !== undefined && retryAfterMs >= 1000 && seenWindow < windowMs;
  const plausible =
    served >= requests * plausibleShare ||
    (shortWindow && served / seenWindow >= (requests / windowMs) * plausibleShare);
  if (plausible && served <= requests) {
    state.learned = {
      requests: Math.max(1, served),
      windowMs: seenWindow,
      until: now + windowsBelieved * windowMs,
    };
  }
  const asked =
    retryAfterMs !== undefined && retryAfterMs > longestStoredPauseMs
      ? longestPauseMs
      : retryAfterMs;
  const pause =
    asked ??
    (plausible
      ? oldest + windowMs - now
      : Math.min(longestPauseMs, firstPauseMs * 2 ** (attempt - 1)));
  state.pausedUntil = now + Math.max(1, pause);
}

/** Milliseconds until so many more requests are sent, if nobody else sends any. */
export function forecastAt(state: WindowState, now: number, requests: number): number {
  const room = roomAt(state, now);
  const waiting = requests - room;
  if (waiting <= 0) return 0;
  const limit = limitAt(state, now);
  // Where the window has room, only the pause is waited for.
  if (requests <= limit.requests - state.inFlight - state.answered.length)
    return Math.max(0, state.pausedUntil - now);
  const times = [
    ...state.answered,
    ...Array.from({ length: Math.min(state.inFlight + room, limit.requests) }, () => now),
  ].slice(-limit.requests);
  const turn = times[(waiting - 1) % times.length] ?? now;
  const start = Math.max(
    now,
    state.pausedUntil,
    turn + limit.windowMs * (1 + Math.floor((waiting - 1) / Math.max(1, times.length))),
  );
  return Math.max(0, start - now);
}

/** Drops answers that lie a whole window back. */
function forget(state: WindowState, now: number): void {
  const horizon = now - limitAt(state, now).windowMs;
  let gone = 0;
  while (gone < state.answered.length && state.answered[gone]! <= horizon) gone += 1;
  if (gone > 0) state.answered.splice(0, gone);
}
