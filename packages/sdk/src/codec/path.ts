import type { IdKind } from 'halopsa-catalogue';
import { pathPart } from 'halopsa-ground';
import { HaloUsageError } from '../errors/usage-error.js';
import { shown } from './shown.js';

/** Values of path parameters by name. */
export type PathParams = Readonly<Record<string, string | number>>;

/** Fills a path template such as `/Tickets/{id}`; `types` gives the catalogue type of each parameter where it is known. */
export function fillPath(
  template: string,
  params: PathParams,
  types: Readonly<Record<string, string>> = {},
  what: string = template,
): string {
  const filled = template.replace(/\{([^{}]+)\}/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined || value === null || value === '')
      throw new HaloUsageError(`${what} needs a value for ${name}`, 'Nothing was sent.');
    return (
      pathPart(String(checkParam(name, value, types[name], what))) ?? refuse(name, value, what)
    );
  });
  const extra = Object.keys(params).find((name) => !template.includes(`{${name}}`));
  if (extra)
    throw new HaloUsageError(`${what} has no path parameter ${extra}`, 'Nothing was sent.');
  return filled;
}

function refuse(name: string, value: string | number, what: string): never {
  throw new HaloUsageError(
    `${what}: ${shown(value)} as ${name} would lead to another route`,
    'A value of a path cannot be empty or dots alone, and cannot hold slashes, backslashes or control characters, encoded or not. Nothing was sent.',
  );
}

/** Numbers of the path that are ids name records; others, such as a step's place in a row, may be 0. */
function checkParam(
  name: string,
  value: string | number,
  type: string | undefined,
  what: string,
): string | number {
  if (type !== 'int' && type !== 'long') return value;
  if (/id$/i.test(name)) return checkId(value, 'int', what);
  if (wholeNumber.test(String(value))) return value;
  throw new HaloUsageError(
    `${what}: ${name} must be a whole number, not ${shown(value)}`,
    'Nothing was sent.',
  );
}

const wholeNumber = /^-?\d+$/;
const zero = /^-?0+$/;
const emptyGuid = /^\{?0{8}(?:-0{4}){3}-0{12}\}?$/;

/**
 * Refuses an id that the server could only misread: a record sent with 0 or nothing for its id is made anew. Some ids are
 * below 0, such as those of recurring invoices.
 */
export function checkId(id: unknown, kind: IdKind, what: string): string | number {
  if ((typeof id === 'number' || typeof id === 'string') && isRecordId(id, kind)) return id;
  const expected =
    kind === 'int' ? 'a whole number other than 0' : kind === 'uuid' ? 'a GUID' : 'a text';
  throw new HaloUsageError(
    `${what}: the id must be ${expected}, not ${shown(id)}`,
    'Nothing was sent.',
  );
}

/** Whether an id can name a record of this kind. */
export const isRecordId = (id: number | string, kind: IdKind): boolean =>
  kind === 'int' ? isNumberId(id) : isTextId(id);

const isNumberId = (id: number | string): boolean =>
  wholeNumber.test(String(id)) && Number(id) !== 0 && Number.isSafeInteger(Number(id));

const isTextId = (id: number | string): boolean =>
  typeof id === 'number'
    ? Number.isFinite(id) && id !== 0
    : id.trim() !== '' && !zero.test(id.trim()) && !emptyGuid.test(id.trim());
