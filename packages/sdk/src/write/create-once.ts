import type { Resource } from 'halopsa-catalogue';
import type { Clock } from '../clock/clock.js';
import type { CallOptions } from '../core/call.js';
import type { Context } from '../core/context.js';
import type { WireRecord } from '../core/records.js';
import { HaloServerError } from '../errors/api-error.js';
import { HaloAmbiguousWriteError } from '../errors/list-and-write-errors.js';
import { HaloUsageError } from '../errors/usage-error.js';
import { findMatches, matchOf } from '../resource/find-matches.js';

/** How one record is made exactly once. */
export interface CreateOnce {
  readonly context: Context;
  readonly record: WireRecord;
  /** Fields that name the record: a natural key, or a marker of the caller's. */
  readonly matchBy: readonly string[];
  readonly options: CallOptions;
  readonly create: () => Promise<WireRecord>;
  readonly clock: Clock;
}

/** A request whose answer was lost may still be at work on the server; it is given so long before it counts as not done. */
const settleMs = 3_000;
const mostAttempts = 4;

/**
 * Makes a record once, whatever happens to the answer: when it is lost, the record is looked up before anything is sent again.
 * Throws HaloUsageError where a record with the same key is there beforehand, HaloAmbiguousWriteError where the look-up cannot decide.
 */
export async function createOnce({
  context,
  record,
  matchBy,
  options,
  create,
  clock,
}: CreateOnce): Promise<WireRecord> {
  const match = matchOf(context, record, matchBy);
  const [present] = await findMatches(context, match, options);
  if (present) throw isPresent(context.resource, matchBy, present.id);
  for (let attempt = 1; ; attempt += 1) {
    const { made, error } = await create().then(
      (record) => ({ made: record, error: undefined }),
      (failure: unknown) => ({ made: undefined, error: failure }),
    );
    if (made) return made;
    if (!isDoubtful(error)) throw error;
    const found =
      (await findMatches(context, match, options))[0] ??
      (await findLater(context, match, options, clock));
    if (found) return found;
    if (attempt >= mostAttempts) throw error;
  }
}

const isPresent = (
  { attribute, singular }: Resource,
  matchBy: readonly string[],
  id: unknown,
): HaloUsageError =>
  new HaloUsageError(
    `${attribute}.create: there is a ${singular} with this ${matchBy.join(' and ')} already (id ${String(id)})`,
    'Use upsert with matchBy to change it. Nothing was sent.',
  );

async function findLater(
  context: Context,
  match: Readonly<WireRecord>,
  options: CallOptions,
  clock: Clock,
): Promise<WireRecord | undefined> {
  await clock.sleep(settleMs, options.signal);
  return (await findMatches(context, match, options))[0];
}

const isDoubtful = (error: unknown): boolean =>
  error instanceof HaloAmbiguousWriteError || error instanceof HaloServerError;
