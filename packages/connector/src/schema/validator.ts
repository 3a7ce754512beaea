import { JsonFault } from 'halopsa-ground';
import {
  isList,
  isObject,
  isWithin,
  type JsonObject,
  type JsonSchema,
  type JsonValue,
  type Member,
  mostDepth,
} from '../json.js';
import { inSlices, type Steps } from '../slices.js';
import { InvalidInputError, shortened, ToldErrors } from './invalid-input.js';
import { withObjectsRead } from './objects-as-text.js';
import { type Findings, type Placed, ValueChecks } from './value-checks.js';

/** Values that an input may have in all; what a person or a platform sends has far fewer. */
const mostValues = 100_000;

/**
 * Checks inputs against schemas, in slices between which others have their turn. Text from a form counts as the number or boolean
 * that it spells; null, true and empty text count as no number, since an empty variable of a platform would become the record 0, a
 * filter that filters nothing, or a new record.
 */
export class Validator {
  readonly #checks = new ValueChecks();

  /** The input as its schema reads it, a copy as far as the schema names members; throws an InvalidInputError for one that it refuses. */
  async check(name: string, schema: JsonSchema, input: unknown): Promise<JsonObject> {
    // What is no JSON is refused with what its schema refuses.
    const given = objectsRead(name, schema, (input ?? {}) as JsonValue);
    if (!isWithin(given, { depth: mostDepth, values: mostValues })) {
      throw new InvalidInputError(name, {
        '': [`has more than ${mostValues} values or is nested deeper than ${mostDepth} levels`],
      });
    }
    const findings: Findings = { errors: new ToldErrors(), misread: new ToldErrors() };
    const read = await inSlices(this.#read({ value: given, path: '' }, schema, findings));
    const reported = [findings.errors, findings.misread].find(({ count }) => count > 0);
    if (reported) throw new InvalidInputError(name, reported.byPath());
    return read as JsonObject;
  }

  /** Reads a value and what is in it; stops after each value, so that the reading can be put off. */
  *#read(placed: Placed, schema: JsonSchema, findings: Findings): Reading {
    yield;
    const read = this.#checks.read(placed, schema, findings);
    if (!read) return undefined;
    const { value } = read;
    if (isList(value) && schema.items)
      return yield* this.#readElements({ ...placed, value }, schema.items, findings);
    if (
      isObject(value) &&
      (schema.properties || schema.required || schema.additionalProperties !== undefined)
    )
      return yield* this.#readMembers({ ...placed, value }, schema, findings);
    return value;
  }

  *#readElements(
    { value, path }: Placed & { readonly value: readonly JsonValue[] },
    schema: JsonSchema,
    findings: Findings,
  ): Reading {
    const read: JsonValue[] = [];
    for (const [at, element] of value.entries())
      read.push(yield* this.#read({ value: element, path: within(path, at) }, schema, findings));
    return read;
  }

  *#readMembers(
    { value, path }: Placed & { readonly value: JsonObject },
    schema: JsonSchema,
    findings: Findings,
  ): Reading {
    const { properties = {}, required = [], additionalProperties: others } = schema;
    const missing = required.filter(
      (name) => !Object.hasOwn(value, name) || value[name] === undefined,
    );
    for (const name of missing) findings.errors.add(path, `must have required property '${name}'`);
    const ofOthers = typeof others === 'object' ? others : undefined;
    const read: Member[] = [];
    for (const [name, inner] of Object.entries(value)) {
      const known = Object.hasOwn(properties, name) ? properties[name] : ofOthers;
      if (known && inner !== undefined)
        read.push([
          name,
          yield* this.#read({ value: inner, path: within(path, name) }, known, findings),
        ]);
      else if (known || others !== false) read.push([name, inner]);
      else findings.errors.add(path, `must NOT have additional properties: ${shortened(name)}`);
      yield;
    }
    return Object.fromEntries(read);
  }
}

function objectsRead(name: string, schema: JsonSchema, input: JsonValue): JsonValue {
  try {
    return withObjectsRead(input, schema);
  } catch (error) {
    throw error instanceof JsonFault
      ? new InvalidInputError(name, { '': [`has JSON in a text where ${error.message}`] })
      : error;
  }
}

type Reading = Steps<JsonValue>;

const within = (path: string, name: string | number): string =>
  path === '' ? String(name) : `${path}.${name}`;
