import type { Operation, Resource } from 'halopsa-catalogue';
import { deleteAgain } from 'halopsa-catalogue/next-steps';
import { isKnownId, isProof, sameId } from '../codec/asked-record.js';
import { isPlainObject } from '../codec/json-value.js';
import { readRecords } from '../codec/rows.js';
import { toldError } from '../codec/told-error.js';
import type { Caller, CallInput } from '../core/call.js';
import { HaloAPIError, HaloNotFoundError } from '../errors/api-error.js';
import { HaloError } from '../errors/halo-error.js';
import { HaloAmbiguousWriteError } from '../errors/list-and-write-errors.js';
import type { ExchangeMarks, Reply } from '../pipeline/exchange.js';

/** A delete as it was called. */
export interface Deletion {
  readonly caller: Pick<Caller, 'call'>;
  readonly operation: Operation;
  readonly resource: Resource | undefined;
  readonly input: CallInput;
}

/**
 * Sends a delete and demands proof of it. Halo answers with the record or its id (behaviour delete.answers-record), and its contract
 * declares an answer without a body. Anything else proves nothing: then the record is read, and is deleted where it is not found.
 */
export async function sendDelete(
  deletion: Deletion,
  send: (marks: ExchangeMarks) => Promise<Reply>,
): Promise<Reply> {
  const marks = deletion.input.marks ?? { attempt: 0, uncertain: false };
  const gone: Reply = { status: 200, headers: new Headers(), value: undefined };
  let doubt: string | undefined;
  try {
    const reply = await send(marks);
    doubt = doubtOf(deletion, reply.value);
    if (doubt === undefined) return reply;
  } catch (error) {
    // An attempt whose answer was lost has deleted it.
    if (marks.uncertain && error instanceof HaloNotFoundError) return gone;
    doubt = unreadableOf(error);
    if (doubt === undefined) throw error;
  }
  await demandGone(deletion, doubt);
  return gone;
}

/** How an answer fails to prove that its record is deleted; undefined where it proves it. */
function doubtOf({ resource, operation, input }: Deletion, value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const shown = (Array.isArray(value) ? value : readRecords(resource, value)).filter(isPlainObject);
  const failure = shown.map(toldError).find((one) => one !== undefined);
  if (failure !== undefined) return `answered with a failure: ${failure}`;
  const isRecord = resource?.operations['delete'] === operation && resource.key.includes('id');
  const asked = input.params?.id;
  if (!isRecord || !isKnownId(asked)) return shown.some(isFilled) ? undefined : answered(value);
  const ids = shown.map(({ id }) => id).filter(isKnownId);
  if (ids.some((id) => sameId(id, asked))) return undefined;
  if (ids.length > 0) return `answered with record ${String(ids.at(-1))}`;
  return shown.some((record) => isFilled(record) && isProof(resource, record))
    ? undefined
    : answered(value);
}

const isFilled = (record: object): boolean => Object.keys(record).length > 0;

/** A value in place of a record, as an answer holds it: a word, or no more than its kind. */
function answered(value: unknown): string {
  if (typeof value === 'string') return 'answered with a text';
  if (typeof value !== 'object' || value === null) return `answered with ${String(value)}`;
  return `answered with ${Array.isArray(value) ? 'a list' : 'something'} that shows no record`;
}

/** What an answer is that is no JSON at all; undefined for failures of another kind, of which reading may suffer too. */
function unreadableOf(error: unknown): string | undefined {
  const cause = error instanceof HaloAmbiguousWriteError ? error.cause : undefined;
  const isUnread = cause instanceof HaloAPIError && cause.code === 'halo/broken-answer';
  return isUnread ? 'answered with something that is no JSON' : undefined;
}

/** Reads the record whose delete is in doubt; throws unless it is not found. */
async function demandGone(deletion: Deletion, doubt: string): Promise<void> {
  const { operation, resource, input } = deletion;
  const asked = Object.values(input.params ?? {}).join(', ');
  const what = [operation.id, asked, 'was', doubt].filter((part) => part !== '').join(' ');
  const read = readOf(deletion);
  if (!resource || !read) throw new HaloAmbiguousWriteError(operation.id, what);
  const found = await read().catch((error: unknown) => {
    if (error instanceof HaloNotFoundError) return undefined;
    if (!(error instanceof HaloError)) throw error;
    const unread = `${what}, and the record could not be read: ${error.message}`;
    throw new HaloAmbiguousWriteError(operation.id, unread, {}, { cause: error });
  });
  if (!found) return;
  if (!readRecords(resource, found.value).some(isFilled)) {
    const unread = `${what}, and the record could not be read: the answer holds none`;
    throw new HaloAmbiguousWriteError(operation.id, unread);
  }
  throw new HaloAPIError(
    'halo/not-deleted',
    `${what}, and the record is still there`,
    { status: 200, body: undefined, operation: operation.id },
    { nextStep: deleteAgain },
  );
}

/** Reads the record that a delete names; undefined where it cannot be read. */
function readOf({
  caller,
  operation,
  resource,
  input,
}: Deletion): (() => Promise<Reply>) | undefined {
  const get = resource?.operations['get'];
  const id = input.params?.id;
  if (!get || resource?.operations['delete'] !== operation || id === undefined) return undefined;
  const given = { ...input.query, ...input.extraQuery };
  const query = Object.fromEntries((resource.needs.get ?? []).map((name) => [name, given[name]]));
  if (Object.values(query).includes(undefined)) return undefined;
  const { signal, headers, timeoutMs, lane } = input;
  const params = { [Object.keys(get.params)[0] ?? 'id']: id };
  return () => caller.call(get, { params, query, signal, headers, timeoutMs, lane });
}
