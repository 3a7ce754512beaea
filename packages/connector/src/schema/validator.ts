import type { ErrorObject, ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { JsonObject, JsonSchema } from '../json.js';

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

/** Checks inputs against schemas, each compiled once. Text from a form counts as the number or boolean that it spells. */
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
    if (validate(copy)) return copy as JsonObject;
    throw new InvalidInputError(name, groupByPath(validate.errors ?? []));
  }
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
