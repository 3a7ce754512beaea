import type { ErrorObject, ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { isObject, type JsonObject, type JsonSchema } from '../json.js';

/** An input that its schema refuses; nothing was sent. */
export class InvalidInputError extends Error {
  static {
    InvalidInputError.prototype.name = 'InvalidInputError';
  }

  readonly code: string = 'connector/invalid-input';
  /** Messages by the path of the member, '' for the whole input. */
  readonly errors: Readonly<Record<string, readonly string[]>>;
  readonly nextStep: string = 'Mend the members named and run it again; nothing was sent.';

  constructor(action: string, errors: Readonly<Record<string, readonly string[]>>) {
    const told = Object.entries(errors).map(([path, messages]) => `${path || 'the input'} ${messages.join(' and ')}`);
    super(`${action}: ${told.slice(0, 5).join('; ')}`);
    this.errors = errors;
  }
}

/**
 * Checks inputs against schemas, each compiled once. Text from a form counts as the number or boolean that it spells; null, true
 * and empty text count as no number, since an empty variable of a platform would become the record 0, a filter that filters
 * nothing, or a new record.
 */
export class Validator {
  readonly #ajv = new Ajv2020({ allErrors: true, coerceTypes: true, strict: true, allowUnionTypes: true, addUsedSchema: false });
  readonly #compiled = new WeakMap<JsonSchema, ValidateFunction>();

  /** The input as its schema reads it, a copy; throws an InvalidInputError for one that it refuses. */
  check(name: string, schema: JsonSchema, input: unknown): JsonObject {
    let validate = this.#compiled.get(schema);
    if (!validate) {
      validate = this.#ajv.compile(schema);
      this.#compiled.set(schema, validate);
    }
    const copy: unknown = structuredClone(input ?? {});
    if (!validate(copy)) throw new InvalidInputError(name, groupByPath(validate.errors ?? []));
    const misread = findMisread(input ?? {}, copy);
    if (misread.length > 0) throw new InvalidInputError(name, Object.fromEntries(misread));
    return copy as JsonObject;
  }
}

/** Members that are null, true, false or empty and were read as something else than their text. */
function findMisread(given: unknown, read: unknown, path: readonly string[] = []): [path: string, messages: string[]][] {
  if (given === read || (typeof given === 'boolean' && typeof read === 'string')) return [];
  if (given === null || typeof given === 'boolean') return [[path.join('.'), [`must not be ${given}`]]];
  if (given === '') return [[path.join('.'), ['must not be empty']]];
  if (!isObject(given) && !Array.isArray(given)) return [];
  return Object.entries(given).flatMap(([name, inner]) => findMisread(inner, (read as JsonObject)[name], [...path, name]));
}

function groupByPath(errors: readonly ErrorObject[]): Record<string, string[]> {
  const grouped: Record<string, string[]> = Object.create(null) as Record<string, string[]>;
  for (const error of errors) {
    const path = error.instancePath.slice(1).replaceAll('/', '.');
    const extra = error.keyword === 'additionalProperties' ? `: ${String(error.params.additionalProperty)}` : '';
    grouped[path] = [...new Set([...(grouped[path] ?? []), `${error.message ?? 'is wrong'}${extra}`])];
  }
  return { ...grouped };
}
