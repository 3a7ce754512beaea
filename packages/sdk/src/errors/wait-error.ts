import { waitLonger } from 'halopsa-catalogue/next-steps';
import { HaloError } from './halo-error.js';

/** A request would have to wait for the budget for longer than one wait may take; nothing was sent. `waitMs` is that wait. */
export class HaloWaitError extends HaloError {
  static {
    HaloWaitError.prototype.name = 'HaloWaitError';
  }

  readonly waitMs: number;

  constructor(
    operation: string,
    { waitMs, maxWaitMs, now }: { waitMs: number; maxWaitMs: number; now: number },
  ) {
    const limit = durationText(maxWaitMs);
    super(
      'halo/wait',
      `${operation} would have to wait ${waitText(waitMs, now)} for the budget; one wait takes ${limit} at most`,
      {
        nextStep: `${waitLonger} Nothing was sent.`,
      },
    );
    this.waitMs = waitMs;
  }
}

const units: readonly [ms: number, name: string][] = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
  [1_000, 's'],
];

/** A length of time for a person, such as `2 h` or `90 s`. */
export function durationText(ms: number): string {
  const [unit, name] = units.find(([length]) => ms >= length * 2 || ms === length) ?? [1_000, 's'];
  return `${Number((ms / unit).toFixed(1))} ${name}`;
}

/** How long, and until when, where a calendar has that day. */
export function waitText(ms: number, now: number): string {
  const until = new Date(now + ms);
  return Number.isNaN(until.getTime())
    ? 'for ever'
    : `${durationText(ms)}, until ${until.toISOString().replace(/\.\d+Z$/, 'Z')}`;
}
