import type { ErrorObject, ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { isWithin, type JsonObject, type JsonSchema, mostDepth } from '../json.js';
import { withObjectsRead } from './objects-as-text.js';

/** An input that its schema refuses; nothing was sent. */
export class InvalidInputError extends Error {
  static {
    InvalidInputError.prototype.name = 'InvalidInputError';
  }

  readonly code: string = 'connector/invalid-input';
  /** Messages by the path of the member, '' for the whole input. */
  readonly errors: Readonly<Record<string, readonly string[]>>;
  readonly nextStep: string = 'Correct the members named and run it again; nothing was sent.';

  constructor(action: string, errors: Readonly<Record<string, readonly string[]>>) {
    const told = Object.entries(errors).map(([path, messages]) => `${path || 'the input'} ${messages.join(' and ')}`);
    super(`${action}: ${told.slice(0, 5).join('; ')}`);
    this.errors = errors;
  }
}

/** Values that an input may have in all; what a person or a platform sends has far fewer. */
const mostValues = 200_000;
/** Members that are named where an input is wrong, and messages for each. */
const mostTold = 20;

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
    const given = withObjectsRead(input ?? {}, schema);
    if (!isWithin(given, { depth: mostDepth, values: mostValues })) {
      throw new InvalidInputError(name, { '': [`has more than ${mostValues} values or is nested deeper than ${mostDepth} levels`] });
    }
    const copy: unknown = structuredClone(given);
    if (!validate(copy)) throw new InvalidInputError(name, groupByPath(validate.errors ?? []));
    const misread = new ToldErrors();
    findMisread(given, copy, misread);
    if (misread.count > 0) throw new InvalidInputError(name, misread.byPath());
    return copy as JsonObject;
  }
}

/** Members that are null, true, false or empty and were read as something else than their text. */
function findMisread(given: unknown, read: unknown, told: ToldErrors, path = ''): void {
  if (given === read || (typeof given === 'boolean' && typeof read === 'string')) return;
  if (given === null || typeof given === 'boolean') told.add(path, `must not be ${given}`);
  else if (given === '') told.add(path, 'must not be empty');
  else if (typeof given === 'object') {
    for (const [name, inner] of Object.entries(given)) {
      findMisread(inner, (read as JsonObject)[name], told, path === '' ? name : `${path}.${name}`);
    }
  }
}

function groupByPath(errors: readonly ErrorObject[]): Record<string, string[]> {
  const told = new ToldErrors();
  for (const { instancePath, keyword, params, message = 'is wrong' } of errors) {
    const extra = keyword === 'additionalProperties' ? `: ${shortened(String(params.additionalProperty))}` : '';
    told.add(instancePath.slice(1).replaceAll('/', '.'), `${message}${extra}`);
  }
  return told.byPath();
}

/** Messages by path: the first of them in words, the rest as a number, whatever was sent. */
class ToldErrors {
  readonly #messages = new Map<string, Set<string>>();
  #kept = 0;
  count = 0;

  add(path: string, message: string): void {
    this.count += 1;
    if (this.#kept >= mostTold) return;
    const name = shortened(path);
    const messages = this.#messages.get(name) ?? new Set();
    this.#kept += messages.has(message) ? 0 : 1;
    this.#messages.set(name, messages.add(message));
  }

  byPath(): Record<string, string[]> {
    const told = Object.fromEntries([...this.#messages].map(([path, messages]) => [path, [...messages]]));
    const left = this.count - this.#kept;
    if (left > 0 && this.#kept >= mostTold) told[''] = [...(told[''] ?? []), `has ${left} more errors`];
    return told;
  }
}

const shortened = (name: string): string => (name.length > 100 ? `${name.slice(0, 100)}...` : name);
