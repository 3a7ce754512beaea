import type { Operation, Resource } from 'halopsa-catalogue';
import { isKnownId, isProof } from '../codec/asked-record.js';
import { isPlainObject } from '../codec/json-value.js';
import { isRehearsal } from '../codec/rehearsal.js';
import { readRecord, readRecords } from '../codec/rows.js';
import { toldError } from '../codec/told-error.js';
import type { Caller, CallInput } from '../core/call.js';
import { HaloAmbiguousWriteError } from '../errors/list-and-write-errors.js';
import { answerOf } from './answer-of.js';
import { isAnother, isRenewed } from './renewed.js';

/** A write as it was sent. */
export interface SentWrite {
  readonly caller: Caller;
  /** Undefined for a path that the catalogue does not know. */
  readonly operation: Operation | undefined;
  /** The operation's id, or the method and the path. */
  readonly name: string;
  readonly resource: Resource | undefined;
  /** With the body as it was sent. */
  readonly input: CallInput;
}

/**
 * Refuses an answer of success that does not prove its write, whichever way it was sent. One that tells of a failure, or is `false`, proves
 * none. An operation that writes records answers with one, the last of several (behaviours post.answer-forms and post.last-object-only).
 * What the other operations answer is declared nowhere: a text, `{}`, a file or nothing may be right there.
 */
export async function demandWritten(write: SentWrite, answer: unknown): Promise<void> {
  const { input, name } = write;
  if (input.reads || input.proves || input.raw) return;
  const doubt = failureIn(write.resource, answer) ?? doubtOf(write, answer);
  if (doubt === undefined) return;
  throw new HaloAmbiguousWriteError(name, `${name} ${doubt}`, {
    answer: await answerOf(write, answer),
  });
}

/** What an answer of success tells of a failure, of the whole or of one record. */
export function failureIn(resource: Resource | undefined, answer: unknown): string | undefined {
  if (answer === false) return 'was answered with false';
  const shown = Array.isArray(answer) ? answer : [answer, ...readRecords(resource, answer)];
  const failure = shown.map(toldError).find((one) => one !== undefined);
  return failure === undefined ? undefined : `was answered with a failure: ${failure}`;
}

function doubtOf(write: SentWrite, answer: unknown): string | undefined {
  const { operation, resource, input } = write;
  if (operation?.verb === 'upsert' && resource) return doubtOfRecord(write, resource, answer);
  return input.wantsRecord && !isRecord(answer) ? holdsNo('record') : undefined;
}

function doubtOfRecord(write: SentWrite, resource: Resource, answer: unknown): string | undefined {
  const { body } = write.input;
  const sent = (Array.isArray(body) ? body : [body]).filter(isPlainObject);
  const written = readRecord(resource, answer);
  if (!written) return holdsNo('record');
  if (sent.length > 0 && sent.every(isRehearsal)) return undefined;
  if (!isProof(resource, written)) return holdsNo('record with an id');
  const isMeant = isOneOf(sent, written) || wasRenewed(write, sent, written);
  return isMeant ? undefined : aboutAnother(sent, written);
}

const holdsNo = (what: string): string =>
  `was accepted, but the answer holds no ${what} that proves it`;

const aboutAnother = (sent: readonly Fields[], written: Fields): string =>
  `of record ${sent.map(({ id }) => String(id)).join(', ')} was accepted, but the answer is record ${String(written.id)}`;

type Fields = Readonly<Record<string, unknown>>;

/** Whether a record may be one of those that were sent: it has the id of one, or one was sent without. */
const isOneOf = (sent: readonly Fields[], written: Fields): boolean =>
  sent.length === 0 || sent.some((record) => !isAnother(record, written));

/** Whether the last of the records, which is the one that is answered, came back under a new id. */
function wasRenewed(
  { operation, resource, caller }: SentWrite,
  sent: readonly Fields[],
  written: Fields,
): boolean {
  const last = sent.at(-1);
  if (!operation || !resource || !last) return false;
  return isRenewed({ operation, resource, events: caller.options }, last, written);
}

/** Whether an answer is a record of any kind. */
function isRecord(answer: unknown): boolean {
  const record: unknown = Array.isArray(answer) ? answer.at(-1) : answer;
  if (!isPlainObject(record) || Object.keys(record).length === 0) return false;
  return !('id' in record) || (isKnownId(record.id) && String(record.id) !== '0');
}
