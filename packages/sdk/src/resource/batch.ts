import type { Operation, Resource } from 'halopsa-catalogue';
import { isProof } from '../codec/asked-record.js';
import { isRehearsal } from '../codec/rehearsal.js';
import { readRecords } from '../codec/rows.js';
import type { BodyOptions, CallOptions } from '../core/call.js';
import type { Context } from '../core/context.js';
import type { BatchOptions, WireRecord } from '../core/records.js';
import { HaloError, type RecordOutcome } from '../errors/halo-error.js';
import { HaloAmbiguousWriteError } from '../errors/list-and-write-errors.js';
import { idOf, noteOutcomes, outcomeOf, outcomesInWords } from '../errors/record-outcomes.js';
import { HaloUsageError } from '../errors/usage-error.js';
import { answerOf } from '../write/answer-of.js';
import { noteTaken } from '../write/held-write.js';
import { failureIn } from '../write/prove-written.js';
import { changeSafety, isRenewed } from '../write/renewed.js';
import { findMatches } from './find-matches.js';

/** Where a batch goes. `readBack` fetches a record whose new state the answer does not show. */
export interface BatchTarget {
  readonly context: Context;
  readonly operation: Operation;
  readonly readBack?: (id: number | string) => Promise<WireRecord>;
  /** True where the caller reads every record back, and sees there what the answer does not show. */
  readonly readsBack?: boolean;
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
export async function writeBatches(
  target: BatchTarget,
  records: readonly WireRecord[],
  options: BatchOptions,
): Promise<WireRecord[]> {
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

async function writeChunk(
  target: BatchTarget,
  chunk: Chunk,
  call: CallOptions & BodyOptions,
): Promise<WireRecord[]> {
  const { context, operation, readBack } = target;
  const { value } = await context.caller.call(operation, {
    ...call,
    body: chunk.records,
    extraQuery: { ...call.extraQuery, returnall: true },
    safety: readBack ? changeSafety(operation, context.resource) : 'unsafe',
    resource: context.resource,
    readsBack: target.readsBack,
    proves: true,
  });
  const failure = failureIn(context.resource, value);
  if (failure !== undefined) {
    const answer = await answerOf(
      { caller: context.caller, input: { ...call, body: chunk.records } },
      value,
    );
    throw new HaloAmbiguousWriteError(operation.id, `${operation.id} ${failure}`, { answer });
  }
  const answered = readRecords(context.resource, value).map(context.adopt);
  try {
    return await proven(target, chunk.records, answered, call);
  } catch (error) {
    // The records were accepted, so that no failure of a look-up is one of the write.
    if (!(error instanceof HaloError) || error instanceof HaloAmbiguousWriteError) throw error;
    const what = `${operation.id} was accepted, and what it wrote could not be read: ${error.message}`;
    throw new HaloAmbiguousWriteError(operation.id, what, {}, { cause: error });
  }
}

/** The records of a request that was accepted, in order: as the answer shows them, or else as they are found. */
async function proven(
  target: BatchTarget,
  sent: readonly WireRecord[],
  answered: readonly WireRecord[],
  call: CallOptions & BodyOptions,
): Promise<WireRecord[]> {
  const { context, operation, readBack } = target;
  if (readBack) return byId(target, sent, answered, readBack);
  const shown = countProven(context.resource, answered);
  const areAll =
    answered.length === sent.length && (shown === sent.length || sent.every(isRehearsal));
  if (areAll) return [...answered];
  const found = await lookUpAll(target, sent, call);
  if (found) return found;
  throw new HaloAmbiguousWriteError(
    operation.id,
    `${operation.id} accepted ${sent.length} records and answered with ${shown}: the ids of the others are not proven`,
  );
}

/** How many different records an answer proves; where an id tells them apart, each has its own. */
function countProven(resource: Resource, answered: readonly WireRecord[]): number {
  const records = answered.filter((record) => record.id !== undefined && isProof(resource, record));
  return resource.key.includes('id')
    ? new Set(records.map(({ id }) => String(id))).size
    : records.length;
}

/** Every record of a request that was accepted, found by its natural key; undefined unless each is there exactly once. */
async function lookUpAll(
  target: BatchTarget,
  records: readonly WireRecord[],
  call: CallOptions,
): Promise<WireRecord[] | undefined> {
  const { naturalKeys, operations } = target.context.resource;
  if (naturalKeys.length === 0 || !operations.list) return undefined;
  const found: WireRecord[] = [];
  for (const record of records) {
    const match = Object.fromEntries(naturalKeys.map((key) => [key, record[key]]));
    if (Object.values(match).some((value) => value === undefined || value === null || value === ''))
      return undefined;
    const [only, ...others] = await findMatches(target.context, match, call);
    if (!only || others.length > 0) return undefined;
    noteFound(target, record, only);
    found.push(only);
  }
  return found;
}

/** The answer did not show this record, so that it was not compared. */
const noteFound = (
  { operation, context, readsBack }: BatchTarget,
  sent: WireRecord,
  found: WireRecord,
): void => {
  const { options: events } = context.caller;
  noteTaken({ operation, resource: context.resource, events, readsBack }, sent, found);
};

async function byId(
  target: BatchTarget,
  patches: readonly WireRecord[],
  answered: readonly WireRecord[],
  readBack: (id: number | string) => Promise<WireRecord>,
): Promise<WireRecord[]> {
  const found = new Map(answered.map((record) => [String(record.id), record]));
  const results: WireRecord[] = [];
  for (const [at, patch] of patches.entries()) {
    const shown = found.get(String(patch.id)) ?? renewedAt(at, target, patches, answered);
    const record = shown ?? (await readBack(patch.id as number | string));
    if (!shown) noteFound(target, patch, record);
    results.push(record);
  }
  return results;
}

/** The record at this place of an answer to all patches, where it is the one that was changed, under a new id. */
function renewedAt(
  at: number,
  { operation, context }: BatchTarget,
  patches: readonly WireRecord[],
  answered: readonly WireRecord[],
): WireRecord | undefined {
  const { resource, caller } = context;
  const update = { operation, resource, events: caller.options };
  const record = answered.length === patches.length ? answered[at] : undefined;
  return record && isRenewed(update, patches[at]!, record) ? record : undefined;
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
  const outcome =
    own?.[0]?.outcome ?? outcomeOf({ error, records: chunk.records, uncertain: false });
  if (!(error instanceof HaloError)) return error;
  const end = chunk.first + chunk.records.length;
  const outcomes = outcomesOf(outcome, position);
  if (outcome !== 'unknown') {
    if (total > 1) noteOutcomes(withoutOutcomes(error), outcomes);
    return error;
  }
  const where =
    chunk.records.length === 1 ? `record ${end}` : `records ${chunk.first + 1} to ${end}`;
  const doubt = new HaloAmbiguousWriteError(
    target.operation.id,
    `${where} of ${total}: ${withoutOutcomes(error).message}`,
    {
      done,
      unknown: range(chunk.first, end),
      notSent: range(end, total),
      answer: error instanceof HaloAmbiguousWriteError ? error.answer : undefined,
    },
    { cause: error },
  );
  if (total > 1) noteOutcomes(doubt, outcomes);
  return doubt;
}

/** An error without what its one request said of its own records, which are counted anew within the whole batch. */
function withoutOutcomes(error: HaloError): HaloError {
  if (error.records)
    error.message = error.message.replace(` (${outcomesInWords(error.records)})`, '');
  return Object.assign(error, { records: undefined });
}

function outcomesOf(
  outcome: RecordOutcome['outcome'],
  { chunk, done, total }: Position,
): RecordOutcome[] {
  const end = chunk.first + chunk.records.length;
  return [
    ...done.map((record, index): RecordOutcome => ({ index, outcome: 'done', ...idOf(record) })),
    ...chunk.records.map(
      (record, at): RecordOutcome => ({ index: chunk.first + at, outcome, ...idOf(record) }),
    ),
    ...range(end, total).map((index): RecordOutcome => ({ index, outcome: 'not-sent' })),
  ];
}

const range = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
