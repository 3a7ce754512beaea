import { deleteAgain } from 'halopsa-catalogue/next-steps';
import { isKnownId, isProof, sameId } from '../codec/asked-record.js';
import { isPlainObject } from '../codec/json-value.js';
import { readRecords } from '../codec/rows.js';
import { HaloAPIError, HaloNotFoundError } from '../errors/api-error.js';
import { HaloError } from '../errors/halo-error.js';
import { HaloAmbiguousWriteError } from '../errors/list-and-write-errors.js';
import type { ExchangeMarks, Reply } from '../pipeline/exchange.js';
import { isBrokenAnswer } from '../pipeline/innermost.js';
import { answerOf } from './answer-of.js';
import { failureIn, type SentWrite } from './prove-written.js';

/** A delete as it was called. */
export interface Deletion extends SentWrite {
  /** True where the caller sees the answer as it came. */
  readonly isRaw?: boolean;
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
  let [doubt, reply, body]: [string?, Reply?, unknown?] = [];
  try {
    reply = await send(marks);
    if (deletion.input.raw) return reply;
    doubt = doubtOf(deletion, reply.value);
    if (doubt === undefined) return reply;
  } catch (error) {
    // An attempt whose answer was lost has deleted it.
    if (marks.uncertain && error instanceof HaloNotFoundError) return gone;
    const unread = unreadableOf(error);
    if (!unread) throw error;
    [doubt, body] = ['was answered with something that is no JSON', unread.body];
  }
  await demandGone(deletion, doubt, reply ? reply.value : body);
  return deletion.isRaw && reply ? reply : gone;
}

/** How an answer fails to prove that its record is deleted; undefined where it proves it. */
function doubtOf({ resource, operation, input }: Deletion, value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const failure = failureIn(resource, value);
  if (failure !== undefined) return failure;
  const shown = (Array.isArray(value) ? value : readRecords(resource, value)).filter(isPlainObject);
  const asked = input.params?.id;
  if (!isOfRecord({ resource, operation }) || !resource?.key.includes('id') || !isKnownId(asked))
    return shown.some(isFilled) ? undefined : answered(value);
  const ids = shown.map(({ id }) => id).filter(isKnownId);
  if (ids.some((id) => sameId(id, asked))) return undefined;
  if (ids.length > 0) return `was answered with record ${String(ids.at(-1))}`;
  return shown.some((record) => isFilled(record) && isProof(resource, record))
    ? undefined
    : answered(value);
}

/** Whether the delete is that of the resource's records, and not of something else below them. */
const isOfRecord = ({ resource, operation }: Pick<Deletion, 'resource' | 'operation'>): boolean =>
  operation !== undefined && resource?.operations['delete'] === operation;

const isFilled = (record: object): boolean => Object.keys(record).length > 0;

/** A value in place of a record, as an answer holds it: a word, or no more than its kind. */
function answered(value: unknown): string {
  if (typeof value === 'string') return 'was answered with a text';
  if (typeof value !== 'object' || value === null) return `was answered with ${String(value)}`;
  return `was answered with ${Array.isArray(value) ? 'a list' : 'something'} that shows no record`;
}

/** What an answer is that is no JSON at all; undefined for failures of another kind, of which reading may suffer too. */
function unreadableOf(error: unknown): HaloAPIError | undefined {
  const cause = error instanceof HaloAmbiguousWriteError ? error.cause : undefined;
  return isBrokenAnswer(cause) ? cause : undefined;
}

/** Reads the record whose delete is in doubt; throws unless it is not found. */
async function demandGone(deletion: Deletion, doubt: string, value: unknown): Promise<void> {
  const { name, resource, input } = deletion;
  const asked = Object.values(input.params ?? {}).join(', ');
  const what = [name, asked, doubt].filter((part) => part !== '').join(' ');
  const answer = await answerOf(deletion, value);
  const read = readOf(deletion);
  if (!resource || !read) throw new HaloAmbiguousWriteError(name, what, { answer });
  const found = await read().catch((error: unknown) => {
    if (error instanceof HaloNotFoundError) return undefined;
    if (!(error instanceof HaloError)) throw error;
    const unread = `${what}, and the record could not be read: ${error.message}`;
    throw new HaloAmbiguousWriteError(name, unread, { answer }, { cause: error });
  });
  if (!found) return;
  if (!readRecords(resource, found.value).some(isFilled)) {
    const unread = `${what}, and the record could not be read: the answer holds none`;
    throw new HaloAmbiguousWriteError(name, unread, { answer });
  }
  throw new HaloAPIError(
    'halo/not-deleted',
    `${what}, and the record is still there`,
    { status: 200, body: answer, operation: name },
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
  if (!get || !isOfRecord({ resource, operation }) || id === undefined) return undefined;
  const given = { ...input.query, ...input.extraQuery };
  const query = Object.fromEntries((resource?.needs.get ?? []).map((name) => [name, given[name]]));
  if (Object.values(query).includes(undefined)) return undefined;
  const { signal, headers, timeoutMs, lane } = input;
  const params = { [Object.keys(get.params)[0] ?? 'id']: id };
  return () => caller.call(get, { params, query, signal, headers, timeoutMs, lane, resource });
}
