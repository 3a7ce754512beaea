import { HaloAPIError, HaloConnectionError } from 'halopsa';

/**
 * What a failed request means for its rows: `refused`, the server said no and acted on some of them at the most; `lost`, it may
 * have acted on all; `unsent`, it acted on none, and neither will the next request get through.
 */
export type Failure = 'refused' | 'lost' | 'unsent';

const notForLong: ReadonlySet<string> = new Set([
  'halo/authentication',
  'halo/forbidden',
  'halo/token',
  'halo/rate-limited',
  'halo/usage',
]);

/** Statuses by which a server or proxy says that somebody stopped waiting: what Halo did meanwhile is not known. */
const stoppedWaiting: ReadonlySet<number> = new Set([408, 460, 499]);

/** Judges a failure of a write. */
export function classifyFailure(error: unknown): Failure {
  const code = String((error as { code?: unknown }).code ?? '');
  if (notForLong.has(code)) return 'unsent';
  if (error instanceof HaloConnectionError && error.delivery === 'never-sent') return 'unsent';
  if (code === 'halo/not-deleted') return 'refused';
  return error instanceof HaloAPIError && isRefusal(error.status) ? 'refused' : 'lost';
}

const isRefusal = (status: number): boolean =>
  status >= 400 && status < 500 && !stoppedWaiting.has(status);

/** The message of a failure, on one line. */
export const messageOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' ').trim();

/** What a request failed with, kept apart from failures of the journal, which end the job. */
export class Refusal {
  readonly error: unknown;

  constructor(error: unknown) {
    this.error = error;
  }
}
