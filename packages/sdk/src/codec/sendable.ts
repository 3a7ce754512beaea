import { HaloUsageError } from '../errors/usage-error.js';
import type { FieldValue } from './json-value.js';
import { tagOf } from './shown.js';

/** How deep lists and objects of a body may be nested: as deep as those of an answer, and far deeper than any record is. */
const mostDepth = 200;

interface Problem {
  readonly path: readonly (string | number)[];
  readonly reason: string;
}

/** Refuses a body that JSON cannot carry, or would change without a word: NaN becomes null, a Map `{}`, a function nothing. */
export function demandSendable(what: string, body: unknown): asserts body is FieldValue {
  const problem = findProblem(body, []);
  if (!problem) return;
  const where = placeOf(problem.path, Array.isArray(body) && body.length > 1);
  throw new HaloUsageError(`${what}: ${where} ${problem.reason}`, 'Nothing was sent.');
}

function findProblem(given: unknown, above: object[]): Problem | undefined {
  const { value, failed } = asWritten(given);
  const reason = failed ?? reasonAgainst(value, above);
  if (reason !== undefined) return { path: [], reason };
  if (typeof value !== 'object' || value === null) return undefined;
  above.push(value);
  for (const [name, member] of Array.isArray(value) ? value.entries() : Object.entries(value)) {
    if (member === undefined && !Array.isArray(value)) continue;
    const found = findProblem(member, above);
    if (found) return { path: [name, ...found.path], reason: found.reason };
  }
  above.pop();
  return undefined;
}

function reasonAgainst(value: unknown, above: readonly object[]): string | undefined {
  if (typeof value === 'object' && value !== null) return reasonAgainstObject(value, above);
  if (typeof value === 'number')
    return Number.isFinite(value) ? undefined : `is ${value}, which JSON cannot carry`;
  if (value === undefined) return 'is undefined, which a list in JSON cannot carry';
  return /^(?:function|symbol|bigint)$/.test(typeof value)
    ? `is a ${typeof value}, which JSON cannot carry`
    : undefined;
}

function reasonAgainstObject(value: object, above: readonly object[]): string | undefined {
  if (above.length >= mostDepth)
    return new Set(above).size < above.length
      ? 'contains itself'
      : `is nested more than ${mostDepth} deep`;
  if (value instanceof Date)
    return Number.isNaN(value.getTime()) ? 'is an invalid date' : undefined;
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer)
    return 'is made of bytes, which JSON cannot carry: give them as base64';
  const tag = tagOf(value);
  return Array.isArray(value) || tag === 'Object' || isBoxed(value)
    ? undefined
    : `is a ${tag}, which JSON cannot carry`;
}

const isBoxed = (value: object): boolean =>
  value instanceof String || value instanceof Number || value instanceof Boolean;

/** Numbers and moments of libraries say themselves how they are written; dates and bytes have an answer here. */
function asWritten(value: unknown): { value?: unknown; failed?: string } {
  const own = value as { toJSON?: unknown } | null | undefined;
  if (
    typeof own !== 'object' ||
    own === null ||
    own instanceof Date ||
    ArrayBuffer.isView(own) ||
    typeof own.toJSON !== 'function'
  )
    return { value };
  try {
    return { value: own.toJSON('') };
  } catch (error) {
    return {
      failed: `cannot be written as JSON: ${String((error as Error | undefined)?.message)}`,
    };
  }
}

function placeOf(path: readonly (string | number)[], several: boolean): string {
  const [first, ...rest] = path;
  const record =
    typeof first === 'number' ? (several || rest.length === 0 ? [`record ${first + 1}`] : []) : [];
  const fields = typeof first === 'number' ? rest : path;
  const text = fields.map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`)).join('');
  const field = text.replace(/^\./, '');
  const place = [
    ...record,
    ...(field === '' ? [] : [field.length > 80 ? `${field.slice(0, 77)}...` : field]),
  ].join(': ');
  return place === '' ? 'the body' : place;
}
