import type { WireRecord } from 'halopsa';
import {
  isObject,
  type JsonObject,
  type JsonSchema,
  type JsonValue,
  type Member,
  type ObjectSchema,
} from '../json.js';

/**
 * A value cut to what its schema names: members that it does not name are left out, and a value of another type becomes
 * one of the type promised, or null. Whatever a server answers, what comes out keeps to the schema.
 */
export function conform(value: unknown, schema: JsonSchema): JsonValue {
  const types = schema.type === undefined ? [] : [schema.type].flat();
  if (types.length === 0) return asAnswered(value) ?? null;
  if (value === null || value === undefined) return emptyOf(types);
  const fitting = types
    .map((type) => convert(value, type, schema))
    .find((found) => found !== undefined);
  return fitting === undefined ? emptyOf(types) : fitting;
}

/** An answer in the form of its schema: cut to it, or with everything besides that it does not name. */
export const answered = (
  value: WireRecord,
  schema: ObjectSchema,
  whole: boolean | undefined,
): JsonObject => conformObject(value, whole ? opened(schema) : schema);

/** A schema that lets members be there that it does not name. */
export function opened<Schema extends JsonSchema>(schema: Schema): Schema {
  const { additionalProperties: _, properties, items, ...rest }: JsonSchema = schema;
  const inner = Object.entries(properties ?? {}).map(([name, member]) => [name, opened(member)]);
  return {
    ...rest,
    ...(properties && { properties: Object.fromEntries(inner) }),
    ...(items && { items: opened(items) }),
  } as Schema;
}

/** An object cut to its schema. */
export function conformObject(value: WireRecord, schema: JsonSchema): JsonObject {
  const members = Object.entries(schema.properties ?? {}).flatMap(([name, inner]): Member[] =>
    value[name] === undefined && !schema.required?.includes(name)
      ? []
      : [[name, conform(value[name], inner)]],
  );
  const rest =
    schema.additionalProperties === false
      ? []
      : Object.entries(value).flatMap(([name, inner]): Member[] =>
          schema.properties?.[name] ? [] : [[name, asAnswered(inner)]],
        );
  return Object.fromEntries([...members, ...rest]);
}

function convert(value: unknown, type: string, schema: JsonSchema): JsonValue {
  switch (type) {
    case 'object':
      return isObject(value) ? conformObject(value, schema) : undefined;
    case 'array':
      return Array.isArray(value)
        ? value.map((item) => conform(item, schema.items ?? {}))
        : undefined;
    case 'integer':
    case 'number':
      return numberOf(value, type);
    case 'boolean':
      return booleanOf(value);
    case 'string':
      return typeof value === 'object' ? JSON.stringify(value) : String(value);
    default:
      return undefined;
  }
}

function numberOf(value: unknown, type: string): number | undefined {
  if (typeof value === 'boolean' || typeof value === 'object' || value === '') return undefined;
  const number = Number(value);
  if (!Number.isFinite(number)) return undefined;
  return type === 'integer' ? Math.trunc(number) : number;
}

function booleanOf(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (value === 1 || value === 'true') return true;
  return value === 0 || value === 'false' ? false : undefined;
}

/** What stands for nothing: null where that is one of the types, or else the empty value of the first. */
const emptyOf = (types: readonly string[]): JsonValue =>
  types.includes('null') ? null : (empty[types[0] ?? ''] ?? 0);

const empty: Readonly<Record<string, JsonValue>> = {
  object: {},
  array: [],
  string: '',
  boolean: false,
};

/** What no schema describes stays as it was answered, which was as JSON. */
const asAnswered = (value: unknown): JsonValue => value as JsonValue;
