import type { ErrorObject, ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { JsonObject, JsonSchema, JsonValue } from '../json.js';
import { shortened, type ToldErrors } from './invalid-input.js';

/** What was found of an input: what its schema refuses, and what was read as something else than its text. */
export interface Findings {
  readonly errors: ToldErrors;
  readonly misread: ToldErrors;
}

/** A value and its place. */
export interface Placed {
  readonly value: JsonValue;
  readonly path: string;
}

const member = 'value';

/**
 * Checks single values against what a schema says of them, apart from their members and elements. A record has hundreds of fields
 * of some ten types, so that few checks are ever compiled, each in a moment.
 */
export class ValueChecks {
  readonly #ajv = new Ajv2020({
    allErrors: true,
    coerceTypes: true,
    strict: true,
    allowUnionTypes: true,
    addUsedSchema: false,
  });
  readonly #bySchema = new WeakMap<JsonSchema, ValidateFunction>();
  readonly #byText = new Map<string, ValidateFunction>();

  /** The value as its schema reads it; undefined where it refuses it. */
  read(
    { value, path }: Placed,
    schema: JsonSchema,
    { errors, misread }: Findings,
  ): { readonly value: JsonValue } | undefined {
    const validate = this.#checkOf(schema);
    // Alternatives may change what is inside, which is not ours.
    const holder: JsonObject = {
      [member]: schema.anyOf && typeof value === 'object' ? structuredClone(value) : value,
    };
    if (!validate(holder)) {
      for (const error of validate.errors ?? []) errors.add(pathOf(error, path), messageOf(error));
      return undefined;
    }
    findMisread({ value, path }, holder[member], misread);
    return { value: holder[member] };
  }

  #checkOf(schema: JsonSchema): ValidateFunction {
    const known = this.#bySchema.get(schema);
    if (known) return known;
    const {
      properties: _,
      required: __,
      additionalProperties: ___,
      items: ____,
      title: _____,
      description: ______,
      ...own
    } = schema;
    const text = JSON.stringify(own);
    const validate =
      this.#byText.get(text) ??
      this.#ajv.compile({ type: 'object', properties: { [member]: own } });
    this.#byText.set(text, validate);
    this.#bySchema.set(schema, validate);
    return validate;
  }
}

const pathOf = ({ instancePath }: ErrorObject, path: string): string =>
  [path, ...instancePath.split('/').slice(2)].filter((part) => part !== '').join('.');

function messageOf({ keyword, params, message = 'is wrong' }: ErrorObject): string {
  return keyword === 'additionalProperties'
    ? `${message}: ${shortened(String(params.additionalProperty))}`
    : message;
}

/** Values that are null, true, false or empty and were read as something else than their text. */
function findMisread({ value: given, path }: Placed, read: JsonValue, told: ToldErrors): void {
  if (given === read || (typeof given === 'boolean' && typeof read === 'string')) return;
  if (given === null || typeof given === 'boolean') told.add(path, `must not be ${given}`);
  else if (given === '') told.add(path, 'must not be empty');
  else if (typeof given === 'object') {
    for (const [name, value] of Object.entries(given)) {
      findMisread(
        { value, path: path === '' ? name : `${path}.${name}` },
        (read as JsonObject)[name],
        told,
      );
    }
  }
}
