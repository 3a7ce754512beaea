import type { Operation, Resource } from 'halopsa-catalogue';
import type { CallInput } from '../core/call.js';
import { HaloAPIError } from '../errors/api-error.js';
import { HaloAmbiguousWriteError } from '../errors/list-and-write-errors.js';
import { isPlainObject } from './json-value.js';
import { readRecord } from './rows.js';

/** Whether two ids are one: a number and its text, `18.0` (N6.10), a GUID in any spelling. */
export function sameId(a: unknown, b: unknown): boolean {
  const [one, other] = [plain(a), plain(b)];
  return one === other || (isNumber(one) && isNumber(other) && Number(one) === Number(other));
}

const plain = (id: unknown): string => String(id).trim().replace(/[{}]/g, '').toLowerCase();
const isNumber = (text: string): boolean => /^-?\d{1,15}(?:\.0{1,9})?$/.test(text);

/** Whether an id of a record is known. */
export const isKnownId = (id: unknown): boolean => id !== undefined && id !== null && id !== '';

/**
 * Refuses an answer that shows another record than the one that was read or deleted by its id: a cache, a proxy or a fault of
 * the server gave it. Only where the catalogue says that the path's id is the record's own.
 */
export function demandAsked(operation: Operation, resource: Resource | undefined, { raw, params }: CallInput, answer: unknown): void {
  // A resource of the caller's own is not in the catalogue.
  if (resource?.operations[operation.verb] !== operation || !/^(get|delete)$/.test(operation.verb)) return;
  const asked = params?.id;
  if (raw || !isKnownId(asked) || !resource.key.includes('id')) return;
  const shown = (Array.isArray(answer) ? answer : [readRecord(resource, answer)]).filter(isPlainObject).filter(({ id }) => isKnownId(id));
  if (shown.length === 0 || shown.some(({ id }) => sameId(id, asked))) return;
  const what = `${operation.id} ${String(asked)} was answered with record ${String(shown.at(-1)!.id)}`;
  if (operation.verb === 'delete') throw new HaloAmbiguousWriteError(operation.id, what);
  throw new HaloAPIError(
    'halo/broken-answer',
    what,
    { status: 200, body: undefined, operation: operation.id },
    { nextStep: 'Try again, and look for a proxy or a cache between here and Halo that mixes answers up.' },
  );
}
