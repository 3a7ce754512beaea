import type { IdKind } from 'halopsa-catalogue';
import { pathPart } from 'halopsa-ground';
import { HaloUsageError } from '../errors/usage-error.js';

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
    const isNumber = types[name] === 'int' || types[name] === 'long';
    return pathPart(String(isNumber ? checkId(value, 'int', what) : value)) ?? refuse(name, value, what);
  });
  const extra = Object.keys(params).find((name) => !template.includes(`{${name}}`));
  if (extra) throw new HaloUsageError(`${what} has no path parameter ${extra}`, 'Nothing was sent.');
  return filled;
}

function refuse(name: string, value: string | number, what: string): never {
  throw new HaloUsageError(
    `${what}: ${JSON.stringify(value)} as ${name} would lead to another route`,
    'A value of a path cannot be empty or dots alone, and cannot hold slashes, backslashes or control characters, encoded or not. Nothing was sent.',
  );
}

/** Refuses an id that the server could only misread. */
export function checkId(id: string | number, kind: IdKind, what: string): string | number {
  const valid = kind === 'int' ? /^-?\d+$/.test(String(id)) : String(id).trim() !== '';
  if (valid) return id;
  const expected = kind === 'int' ? 'a whole number' : kind === 'uuid' ? 'a GUID' : 'a text';
  throw new HaloUsageError(`${what}: the id must be ${expected}, not ${JSON.stringify(id)}`, 'Nothing was sent.');
}
