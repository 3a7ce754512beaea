import type { IdKind, Operation, Resource } from 'halopsa-catalogue';
import { findSchema, type Schema } from 'halopsa-catalogue/schemas';
import type { CallInput } from '../core/call.js';
import { HaloAPIError, HaloNotFoundError } from '../errors/api-error.js';
import { type Fields, type FieldValue, isPlainObject, type WireRecord } from './json-value.js';
import { isRecordId } from './path.js';
import { readRecord } from './rows.js';
import { toldError } from './told-error.js';

/** Whether two ids are one: a number and its text, `18.0` (N6.10), a GUID in any spelling. */
export function sameId(a: unknown, b: unknown): boolean {
  const [one, other] = [plain(a), plain(b)];
  return one === other || (isNumber(one) && isNumber(other) && Number(one) === Number(other));
}

const plain = (id: unknown): string => String(id).trim().replace(/[{}]/g, '').toLowerCase();
const isNumber = (text: string): boolean => /^-?\d{1,15}(?:\.0{1,9})?$/.test(text);

/** Whether an id of a record is known. */
export const isKnownId = (id: unknown): boolean => id !== undefined && id !== null && id !== '';

/** Whether the records of a resource are told by an id of their own, so that one without it is no record. */
const haveIds = (resource: Resource): boolean =>
  resource.key.includes('id') && fieldsOf(resource)?.has('id') === true;
const hasFieldOf = (resource: Resource, record: object): boolean =>
  Object.keys(record).some((name) => fieldsOf(resource)?.has(name));

/** The kind of id that records have in bodies; a few have a text there, and a number in paths. */
export function recordIdKind(resource: Resource): IdKind {
  const type = fieldsOf(resource)?.get('id')?.type;
  return type === 'string' || type === 'uuid' ? type : resource.idKind;
}

const fieldsOf = ({ schema }: Resource): Schema['fields'] | undefined =>
  findSchema(schema ?? '')?.fields;

/** Whether a resource has files, which stand in the place of its records. */
export const hasFiles = (resource: Resource | undefined): boolean => {
  const fields = resource && fieldsOf(resource);
  return fields?.has('content_type') === true && fields.has('filename');
};

/** Whether an answer shows a record that was written: it has an id that can be one, and tells of no failure. */
export function isProof(resource: Resource, answer: Readonly<WireRecord>): boolean {
  if (!haveIds(resource) && !('id' in answer && resource.key.includes('id')))
    return !isNoRecord(answer) && toldError(answer) === undefined;
  const { id } = answer;
  return (
    (typeof id === 'number' || typeof id === 'string') &&
    isRecordId(String(id).replace(/\.0{1,9}$/, ''), recordIdKind(resource))
  );
}

/** Whether an object is no record of any kind: empty, the envelope of a list without rows, or what the headers of a file tell. */
const isNoRecord = (answer: object): boolean =>
  Object.keys(answer).length === 0 || 'record_count' in answer || isOfHeaders(answer);

/**
 * Refuses an answer that tells of a failure, or shows another record than the one that was read by its id, or none: a cache, a
 * proxy or a fault of the server gave it. Only where the catalogue says that the path's id is the record's own.
 */
export function demandAsked(
  operation: Operation,
  resource: Resource | undefined,
  { raw, params, query }: CallInput,
  answer: unknown,
): void {
  // A resource of the caller's own is not in the catalogue.
  if (operation.verb !== 'get' || resource?.operations['get'] !== operation) return;
  const asked = params?.id;
  if (raw || !isKnownId(asked)) return;
  if (!resource.key.includes('id')) {
    demandOfKey(operation, resource, { asked, query }, answer);
    return;
  }
  const records = (Array.isArray(answer) ? answer : [readRecord(resource, answer)]).filter(
    isPlainObject,
  );
  const shown = records.filter(({ id }) => isKnownId(id));
  if (shown.some(({ id }) => sameId(id, asked))) return;
  const found =
    shown.length > 0 ? `record ${String(shown.at(-1)!.id)}` : insteadOf(resource, records);
  if (found === undefined) return;
  throw mixedUp(operation, asked, found);
}

const mixedUp = ({ id }: Operation, asked: FieldValue, found: string): HaloAPIError =>
  new HaloAPIError(
    'halo/broken-answer',
    `${id} ${String(asked)} was answered with ${found}`,
    { status: 200, body: undefined, operation: id },
    {
      nextStep:
        'Try again, and look for a proxy or a cache between here and Halo that mixes answers up.',
    },
  );

/**
 * Refuses another record than the one asked for where other fields than the id tell records apart. Named by those it has them, and its
 * id may be 0. By its id alone it has that, or none: one of the id 0 is what Halo answers where there is none (behaviour
 * timesheets.missing-is-zero), unless nothing tells the records apart, so that they may all have it.
 */
function demandOfKey(
  operation: Operation,
  resource: Resource,
  { asked, query = {} }: { asked: FieldValue; query: CallInput['query'] },
  answer: unknown,
): void {
  const record = readRecord(resource, answer);
  if (!record || fieldsOf(resource)?.has('id') !== true) return;
  const { id } = record;
  const named = resource.key.filter((name) => isKnownId(query[name]));
  const isNamed = resource.key.length > 0 && named.length === resource.key.length;
  const isEmpty = named.every((name) => !isKnownId(record[name]));
  if (isKnownId(id) && Number(id) === 0 && resource.key.length > 0 && (!isNamed || isEmpty))
    throw new HaloNotFoundError(
      `${operation.id} ${String(asked)} was answered with a record of the id 0, as Halo does where there is none`,
      { status: 200, body: undefined, operation: operation.id },
    );
  const other = named.find(
    (name) => isKnownId(record[name]) && !sameKey(query[name], record[name]),
  );
  if (other !== undefined)
    throw mixedUp(operation, asked, `another record: ${other} ${String(record[other])}`);
  if (!isNamed && isKnownId(id) && Number(id) !== 0 && !sameId(id, asked))
    throw mixedUp(operation, asked, `record ${String(id)}`);
}

/** Whether two values of a key are one: ids, or days whose time means nothing and whose zone may differ. */
function sameKey(asked: FieldValue, found: FieldValue): boolean {
  if (sameId(asked, found)) return true;
  const [one, other] = [asked, found].map((value) =>
    Date.parse((value instanceof Date ? value.toISOString() : String(value)).slice(0, 10)),
  ) as [number, number];
  return Math.abs(one - other) <= 86_400_000;
}

/** What an answer without any id is; undefined where it may be right: the description of a file. */
function insteadOf(resource: Resource, records: readonly Fields[]): string | undefined {
  const failure = records.map(toldError).find((one) => one !== undefined);
  if (failure !== undefined) return `a failure: ${failure}`;
  const [record] = records;
  if (!record || !haveIds(resource)) return undefined;
  // What the headers of a file tell stands for its record, where records have files.
  if (isOfHeaders(record)) return hasFiles(resource) ? undefined : 'a file';
  return hasFieldOf(resource, record) ? undefined : 'something that is no record';
}

const isOfHeaders = (record: object): boolean =>
  'content_type' in record &&
  Object.keys(record).every((name) => /^(?:content_type|filename|filesize)$/.test(name));
