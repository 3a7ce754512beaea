import type { Operation } from 'halopsa-catalogue';
import { bodySchema } from '../codec/body.js';
import type { CallOptions } from '../core/call.js';
import type { Context } from '../core/context.js';
import type { WireRecord } from '../core/records.js';
import { HaloError } from '../errors/halo-error.js';
import { HaloAmbiguousWriteError } from '../errors/list-and-write-errors.js';
import { noteUnread } from './held-write.js';
import { proveApplied, type SentRecord, warnOfLost } from './read-back.js';

/** A record that was written: as it was sent, and as the answer has it. */
export interface Written {
  readonly operation: Operation;
  readonly record: WireRecord;
  readonly written: WireRecord;
}

/** Reads a record back and gives it; throws where values did not take, or where it cannot be read. */
export async function provedBack(
  context: Context,
  write: Written,
  options: CallOptions,
): Promise<WireRecord> {
  const found = await readWritten(context, write, options).catch((cause: unknown) => {
    throw cause instanceof HaloError ? notReadBack(write, cause) : cause;
  });
  proveApplied(sentOf(context, write), found);
  return found;
}

/**
 * Reads a record back where the answer to its write does not show all that was sent, and notes beside the answer what did not take. The
 * write is made, so that a reading that fails is no failure of it: then it is noted which fields nobody knows of.
 */
export async function warnedBack(
  context: Context,
  write: Written,
  options: CallOptions,
): Promise<WireRecord> {
  const { operation, record, written } = write;
  const { options: events } = context.caller;
  const read = (): Promise<WireRecord> => readWritten(context, write, options);
  await warnOfLost(sentOf(context, write), written, read, events).catch((error: unknown) => {
    if (!(error instanceof HaloError)) throw error;
    noteUnread({ operation, resource: context.resource, events }, record, written, error.message);
  });
  return context.adopt(written);
}

const sentOf = ({ resource }: Context, { operation, record }: Written): SentRecord => ({
  operation,
  schema: bodySchema(operation, resource),
  record,
});

/** Whoever reads that the record was not found, and no more, makes it again. */
const notReadBack = (
  { operation: { id }, written }: Written,
  cause: HaloError,
): HaloAmbiguousWriteError =>
  new HaloAmbiguousWriteError(
    id,
    `${id}: record ${String(written.id)} was written, and could not be read back: ${cause.message}`,
    { done: [written] },
    { cause, nextStep: 'Read the record to see which values took; do not create it again.' },
  );

/** A record that was written, as it stands now, with its custom fields where those were sent. */
async function readWritten(
  { resource: { needs, operations }, verbs }: Context,
  { written, record }: Written,
  { signal, headers, timeoutMs, lane }: CallOptions,
): Promise<WireRecord> {
  const demanded = Object.fromEntries(
    (needs.get ?? []).map((name) => [name, (written[name] ?? record[name]) as number]),
  );
  const withDetails = operations.get && 'includedetails' in operations.get.query;
  const query = { ...demanded, ...(withDetails && { includedetails: true }) };
  return verbs.get(written.id as number | string, query, { signal, headers, timeoutMs, lane });
}
