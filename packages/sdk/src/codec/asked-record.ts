import type { IdKind, Operation, Resource } from 'halopsa-catalogue';
import { findSchema, type Schema } from 'halopsa-catalogue/schemas';
import type { CallInput } from '../core/call.js';
import { HaloAPIError } from '../errors/api-error.js';
import { isPlainObject } from './json-value.js';
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

/** Whether an answer shows a record that was written: it has an id that can be one, and tells of no failure. */
export function isProof(resource: Resource, answer: Readonly<Record<string, unknown>>): boolean {
  if (!haveIds(resource) && !('id' in answer && resource.key.includes('id')))
    return toldError(answer) === undefined;
  const { id } = answer;
  return (
    (typeof id === 'number' || typeof id === 'string') &&
    isRecordId(String(id).replace(/\.0{1,9}$/, ''), recordIdKind(resource))
  );
}

/**
 * Refuses an answer that tells of a failure, or shows another record than the one that was read by its id, or none: a cache, a
 * proxy or a fault of the server gave it. Only where the catalogue says that the path's id is the record's own.
 */
export function demandAsked(
  operation: Operation,
  resource: Resource | undefined,
  { raw, params }: CallInput,
  answer: unknown,
): void {
  // A resource of the caller's own is not in the catalogue.
  if (operation.verb !== 'get' || resource?.operations['get'] !== operation) return;
  const asked = params?.id;
  if (raw || !isKnownId(asked) || !resource.key.includes('id')) return;
  const records = (Array.isArray(answer) ? answer : [readRecord(resource, answer)]).filter(
    isPlainObject,
  );
  const shown = records.filter(({ id }) => isKnownId(id));
  if (shown.some(({ id }) => sameId(id, asked))) return;
  const found =
    shown.length > 0 ? `record ${String(shown.at(-1)!.id)}` : insteadOf(resource, records);
  if (found === undefined) return;
  const what = `${operation.id} ${String(asked)} was answered with ${found}`;
  throw new HaloAPIError(
    'halo/broken-answer',
    what,
    { status: 200, body: undefined, operation: operation.id },
    {
      nextStep:
        'Try again, and look for a proxy or a cache between here and Halo that mixes answers up.',
    },
  );
}

/** What an answer without any id is; undefined where it may be right: the description of a file. */
function insteadOf(
  resource: Resource,
  records: readonly Readonly<Record<string, unknown>>[],
): string | undefined {
  const failure = records.map(toldError).find((one) => one !== undefined);
  if (failure !== undefined) return `a failure: ${failure}`;
  const [record] = records;
  // What the headers of a file tell stands for its record.
  const isFile =
    record !== undefined &&
    'content_type' in record &&
    fieldsOf(resource)?.has('content_type') === true;
  return record && haveIds(resource) && !isFile && !hasFieldOf(resource, record)
    ? 'something that is no record'
    : undefined;
}
