import type { Operation } from 'halopsa-catalogue';
import type { BodyOptions, CallOptions } from '../core/call.js';
import type { Context } from '../core/context.js';
import type { BatchOptions, WireRecord } from '../core/records.js';
import { HaloError, type RecordOutcome } from '../errors/halo-error.js';
import { HaloAmbiguousWriteError } from '../errors/list-and-write-errors.js';
import { idOf, noteOutcomes, outcomeOf, outcomesInWords } from '../errors/record-outcomes.js';
import { HaloUsageError } from '../errors/usage-error.js';
import { findMatches } from './find-matches.js';

/** Where a batch goes. `readBack` fetches a record whose new state the answer does not show. */
export interface BatchTarget {
  readonly context: Context;
  readonly operation: Operation;
  readonly readBack?: (id: number | string) => Promise<WireRecord>;
}

interface Chunk {
  readonly first: number;
  readonly records: readonly WireRecord[];
}

const defaultBatchSize = 100;

/**
 * Writes records in arrays, one request after the other, and gives one result for each record, in order.
 * The server answers an array with its last record alone unless `returnall` is set, and may not honour even that; so a
 * record that the answer does not show is read back by its id, or looked up by its natural key, or the batch ends as
 * HaloAmbiguousWriteError.
 */
export async function writeBatches(target: BatchTarget, records: readonly WireRecord[], options: BatchOptions): Promise<WireRecord[]> {
  const { batchSize = defaultBatchSize, onBatch, ...call } = options;
  if (!Number.isInteger(batchSize) || batchSize < 1)
    throw new HaloUsageError('batchSize must be a whole number above 0', 'Nothing was sent.');
  const done: WireRecord[] = [];
  for (let first = 0; first < records.length; first += batchSize) {
    const chunk = { first, records: records.slice(first, first + batchSize) };
    try {
      done.push(...(await writeChunk(target, chunk, call)));
    } catch (error) {
      throw withPositions(error, { target, chunk, done, total: records.length });
    }
    onBatch?.({ done: done.length, total: records.length, records: done.slice(first) });
  }
  return done;
}

async function writeChunk(target: BatchTarget, chunk: Chunk, call: CallOptions & BodyOptions): Promise<WireRecord[]> {
  const { context, operation, readBack } = target;
  const { value } = await context.caller.call(operation, {
    ...call,
    body: chunk.records,
    extraQuery: { ...call.extraQuery, returnall: true },
    safety: readBack ? 'idempotent' : 'unsafe',
  });
  const answered = (Array.isArray(value) ? value : [value]).filter(isRecord).map(context.adopt);
  if (readBack) return byId(chunk.records, answered, readBack);
  if (answered.length === chunk.records.length && answered.every((record) => record.id !== undefined)) return answered;
  const found = await lookUpAll(target, chunk.records, call);
  if (found) return found;
  throw new HaloAmbiguousWriteError(
    operation.id,
    `${operation.id} accepted ${chunk.records.length} records and answered with ${answered.length}: the ids of the others are not proven`,
  );
}

/** Every record of a request that was accepted, found by its natural key; undefined unless each is there exactly once. */
async function lookUpAll(target: BatchTarget, records: readonly WireRecord[], call: CallOptions): Promise<WireRecord[] | undefined> {
  const { naturalKeys, operations } = target.context.resource;
  if (naturalKeys.length === 0 || !operations.list) return undefined;
  const found: WireRecord[] = [];
  for (const record of records) {
    const match = Object.fromEntries(naturalKeys.map((key) => [key, record[key]]));
    if (Object.values(match).some((value) => value === undefined || value === null || value === '')) return undefined;
    const [only, ...others] = await findMatches(target.context, match, call);
    if (!only || others.length > 0) return undefined;
    found.push(only);
  }
  return found;
}

const isRecord = (value: unknown): value is WireRecord => typeof value === 'object' && value !== null && !Array.isArray(value);

async function byId(
  patches: readonly WireRecord[],
  answered: readonly WireRecord[],
  readBack: (id: number | string) => Promise<WireRecord>,
): Promise<WireRecord[]> {
  const found = new Map(answered.map((record) => [String(record.id), record]));
  const results: WireRecord[] = [];
  for (const patch of patches) results.push(found.get(String(patch.id)) ?? (await readBack(patch.id as number | string)));
  return results;
}

interface Position {
  readonly target: BatchTarget;
  readonly chunk: Chunk;
  readonly done: readonly WireRecord[];
  readonly total: number;
}

/** Says of a failed request which records are written, which may be, and which were not sent. */
function withPositions(error: unknown, position: Position): unknown {
  const { target, chunk, done, total } = position;
  const own = error instanceof HaloError ? error.records : undefined;
  const outcome = own?.[0]?.outcome ?? outcomeOf({ error, records: chunk.records, uncertain: false });
  if (!(error instanceof HaloError)) return error;
  const end = chunk.first + chunk.records.length;
  const outcomes = outcomesOf(outcome, position);
  if (outcome !== 'unknown') {
    if (total > 1) noteOutcomes(withoutOutcomes(error), outcomes);
    return error;
  }
  const where = chunk.records.length === 1 ? `record ${end}` : `records ${chunk.first + 1} to ${end}`;
  const doubt = new HaloAmbiguousWriteError(
    target.operation.id,
    `${where} of ${total}: ${withoutOutcomes(error).message}`,
    { done, unknown: range(chunk.first, end), notSent: range(end, total) },
    { cause: error },
  );
  if (total > 1) noteOutcomes(doubt, outcomes);
  return doubt;
}

/** An error without what its one request said of its own records, which are counted anew within the whole batch. */
function withoutOutcomes(error: HaloError): HaloError {
  if (error.records) error.message = error.message.replace(` (${outcomesInWords(error.records)})`, '');
  return Object.assign(error, { records: undefined });
}

function outcomesOf(outcome: RecordOutcome['outcome'], { chunk, done, total }: Position): RecordOutcome[] {
  const end = chunk.first + chunk.records.length;
  return [
    ...done.map((record, index): RecordOutcome => ({ index, outcome: 'done', ...idOf(record) })),
    ...chunk.records.map((record, at): RecordOutcome => ({ index: chunk.first + at, outcome, ...idOf(record) })),
    ...range(end, total).map((index): RecordOutcome => ({ index, outcome: 'not-sent' })),
  ];
}

const range = (from: number, to: number): number[] => Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
