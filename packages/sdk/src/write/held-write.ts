import type { Operation, Resource } from 'halopsa-catalogue';
import { sameId } from '../codec/asked-record.js';
import { bodySchema, demandBody, type HeldBody, holdBody, misreadId } from '../codec/body.js';
import {
  type FieldValue,
  fieldsOf,
  isEmptyValue,
  isPlainObject,
  type WireRecord,
} from '../codec/json-value.js';
import { repeatedId } from '../codec/repeated-ids.js';
import { readRecords } from '../codec/rows.js';
import { demandSendable } from '../codec/sendable.js';
import { HaloUsageError, problemText } from '../errors/usage-error.js';
import type { ClientEvents } from '../pipeline/telemetry.js';
import { compareTaken } from './not-taken.js';
import {
  HaloDroppedFieldsWarning,
  HaloNotShownWarning,
  HaloNotTakenWarning,
  noteWarnings,
} from './warnings.js';

/** An operation with its resource, and who is told of what its writes did not do. */
export interface Write {
  readonly operation: Operation;
  readonly resource: Resource | undefined;
  readonly events: Pick<ClientEvents, 'onNotTaken' | 'onNotShown' | 'onDropped'>;
  /** True where the caller reads the record back, and sees there what the answer does not show. */
  readonly readsBack?: boolean | undefined;
}

/** Holds the body of a write against the catalogue; throws HaloUsageError for fields that Halo would ignore. */
export function prepareWrite(
  { operation, resource, events }: Write,
  body: unknown,
  extraFields: Readonly<WireRecord> = {},
): HeldBody {
  demandSendable(operation.id, extraFields);
  if (operation.verb === 'upsert') refuseExtraId(operation, extraFields);
  const held = demandBody(operation, resource, body);
  if (held.dropped.length > 0)
    events.onDropped?.({ operation: operation.id, fields: held.dropped.map(({ path }) => path) });
  return { ...held, body: withExtra(held.body, extraFields) };
}

/** An id among the extra fields would take the place of the record's own, which was held before. */
function refuseExtraId({ id }: Operation, extraFields: Readonly<WireRecord>): void {
  if (!Object.keys(extraFields).some((name) => name.toLowerCase() === 'id')) return;
  throw new HaloUsageError(
    `${id}: id cannot be an extra field, since it decides which record is written`,
    'Give it with the record. Nothing was sent.',
  );
}

/** What is wrong with the body of a raw request, in one sentence; undefined where nothing is. It is sent all the same. */
export function doubtOf(
  operation: Operation,
  resource: Resource | undefined,
  body: unknown,
): string | undefined {
  if (!isPlainObject(body) && !Array.isArray(body)) return undefined;
  const { problems } = holdBody(operation, resource, body);
  if (problems.length > 0) return `Halo will ignore this: ${problemText(problems)}`;
  if (operation.verb !== 'upsert' || resource?.key.join() !== 'id') return undefined;
  const records: readonly unknown[] = Array.isArray(body) ? body : [body];
  const misread = misreadId(resource, records);
  if (misread) return `${misread}: Halo would make a new one`;
  const repeated = repeatedId(records);
  return repeated && `${repeated}: one may undo the other`;
}

function withExtra(body: FieldValue, extra: Readonly<WireRecord>): FieldValue {
  if (Object.keys(extra).length === 0) return body;
  if (Array.isArray(body))
    return body.map((record) =>
      isPlainObject(record) ? { ...record, ...fieldsOf(extra) } : record,
    );
  return isPlainObject(body) ? { ...body, ...fieldsOf(extra) } : body;
}

/** Compares the answer to a write with what was sent, and notes beside each record what there is to say of it. */
export function settleWrite(
  { operation, resource, events, readsBack = false }: Write,
  held: HeldBody,
  answer: unknown,
): void {
  const dropped =
    held.dropped.length > 0 ? [new HaloDroppedFieldsWarning(operation.id, held.dropped)] : [];
  for (const [sent, found] of pairs(held.body, readRecords(resource, answer))) {
    noteWarnings(found, dropped);
    noteTaken({ operation, resource, events, readsBack }, sent, found);
  }
}

/** Compares a record, of an answer or read after it, with what was sent, and notes beside it what did not take and what it does not show. */
export function noteTaken(
  { operation, resource, events, readsBack = false }: Write,
  sent: Readonly<WireRecord>,
  found: Readonly<WireRecord>,
): void {
  const schema = operation.verb === 'upsert' ? bodySchema(operation, resource) : undefined;
  if (!schema) return;
  const { notTaken, notCarried } = compareTaken(sent, found, schema);
  if (Object.keys(notTaken).length > 0) {
    const warning = new HaloNotTakenWarning(operation.id, idOf(found), notTaken);
    noteWarnings(found, [warning]);
    tellNotTaken(warning, events);
  }
  if (!readsBack) noteNotShown({ operation, events }, { sent, found, names: notCarried });
}

/** Notes beside a record that could not be read back what its answer does not show, and why it could not be read. */
export function noteUnread(
  { operation, resource, events }: Write,
  sent: Readonly<WireRecord>,
  found: Readonly<WireRecord>,
  unread: string,
): void {
  const { notCarried } = compareTaken(sent, found, bodySchema(operation, resource));
  noteNotShown({ operation, events }, { sent, found, names: notCarried, unread });
}

interface NotShown {
  readonly sent: Readonly<WireRecord>;
  readonly found: Readonly<WireRecord>;
  readonly names: readonly string[];
  readonly unread?: string;
}

function noteNotShown(
  { operation, events }: Pick<Write, 'operation' | 'events'>,
  { sent, found, names, unread }: NotShown,
): void {
  const fields = names.flatMap((name) => unseenNames(sent, name));
  if (fields.length === 0) return;
  noteWarnings(found, [new HaloNotShownWarning(operation.id, idOf(found), fields, unread)]);
  events.onNotShown?.({
    operation: operation.id,
    id: idOf(found),
    fields,
    ...(unread !== undefined && { unread }),
  });
}

/** Each custom field with a value is a field of its own. */
function unseenNames(sent: Readonly<WireRecord>, name: string): string[] {
  const value = sent[name];
  if (name !== 'customfields' || !Array.isArray(value)) return [name];
  const given = value.filter(isPlainObject).filter((field) => !isEmptyValue(field.value));
  return given.map((field) => `customfields.${String(field.name ?? field.id)}`);
}

/** Tells a listener which fields did not take, without their values. */
export function tellNotTaken(
  { operation, id, fields }: HaloNotTakenWarning,
  events: Pick<ClientEvents, 'onNotTaken'>,
): void {
  events.onNotTaken?.({ operation, id, fields: Object.keys(fields) });
}

const idOf = ({ id }: Readonly<WireRecord>): number | string | undefined =>
  typeof id === 'number' || typeof id === 'string' ? id : undefined;

/** Each record sent with the one that answers it: of several the ones with their ids, or all in order where all are answered. */
function* pairs(
  body: FieldValue,
  found: readonly Readonly<WireRecord>[],
): Generator<[sent: Readonly<WireRecord>, found: Readonly<WireRecord>]> {
  const sent = (Array.isArray(body) ? body : [body]).filter(isPlainObject);
  if (sent.length === found.length) {
    for (const [at, record] of sent.entries())
      if (couldAnswer(record, found[at]!)) yield [record, found[at]!];
    return;
  }
  const byId = new Map(found.map((record) => [String(record.id), record]));
  for (const record of sent) {
    const own = hasId(record) ? byId.get(String(record.id)) : undefined;
    if (own) yield [record, own];
  }
}

const hasId = ({ id }: Readonly<WireRecord>): boolean => id !== undefined && id !== null;
const couldAnswer = (sent: Readonly<WireRecord>, found: Readonly<WireRecord>): boolean =>
  !hasId(sent) || found.id === undefined || sameId(sent.id, found.id);
