import { longestStoredPauseMs, type WindowState } from '../budget/window.js';
import { type FieldValue, isPlainObject } from '../codec/json-value.js';

/** Requests that a process has under way. */
export interface Lease {
  /** What tells the process from all others. */
  readonly pid: number;
  readonly host: string;
  readonly realm: string;
  readonly start: string;
  /** Of the budget in that process; one process may have several. */
  readonly id: string;
  readonly count: number;
  /** When the process last wrote, in epoch milliseconds. */
  readonly at: number;
}

/** What a budget file holds. */
export interface StoredWindow extends Pick<WindowState, 'answered' | 'learned' | 'pausedUntil'> {
  readonly leases: readonly Lease[];
}

/** No window is believed to hold more. */
const mostAnswers = 100_000;

/**
 * What a budget file says, as far as it can be true at this time: no answer and no pause from the future, which a clock that was
 * set back leaves, and nothing of another shape. Undefined where nothing of it can be used.
 */
export function readStored(value: unknown, now: number): StoredWindow | undefined {
  if (!isPlainObject(value)) return undefined;
  const { answered, learned, pausedUntil, leases } = value;
  const isPast = (time: FieldValue): time is number =>
    typeof time === 'number' && time > 0 && time <= now;
  return {
    answered: (Array.isArray(answered) ? answered.slice(-mostAnswers) : [])
      .filter(isPast)
      .sort((a, b) => a - b),
    learned: readLearned(learned, now),
    pausedUntil:
      typeof pausedUntil === 'number' && pausedUntil <= now + longestStoredPauseMs
        ? pausedUntil
        : 0,
    leases: (Array.isArray(leases) ? leases.slice(0, 1000) : []).filter(isLease),
  };
}

const isCount = (value: FieldValue): value is number =>
  Number.isSafeInteger(value) && (value as number) > 0;

function readLearned(value: FieldValue, now: number): WindowState['learned'] {
  const { requests, windowMs, until } = isPlainObject(value) ? value : {};
  const isLimit =
    isCount(requests) && isCount(windowMs) && windowMs < 2 ** 31 && typeof until === 'number';
  // It was believed for some windows from the time of writing, so it cannot hold longer than that from now.
  return isLimit && until <= now + 100 * windowMs ? { requests, windowMs, until } : undefined;
}

function isLease(value: unknown): value is Lease {
  const { id, pid, host, realm, start, count, at } = (value ?? {}) as Partial<Lease>;
  return (
    isCount(pid) &&
    [id, host, realm, start].every((text) => typeof text === 'string') &&
    isCount(count) &&
    typeof at === 'number'
  );
}
