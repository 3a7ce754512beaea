import {
  isList,
  isObject,
  type JsonObject,
  type JsonSchema,
  type JsonValue,
  type ObjectSchema,
} from '../json.js';

/**
 * A schema as assistants are shown it. Several of them refuse lists of types, and some take null for no type: a type beside
 * null stands alone, and real alternatives are an `anyOf`. What is announced is never wider than what is taken.
 */
export function announcedSchema<Schema extends JsonSchema>(schema: Schema): Schema {
  const { type, properties, items, anyOf, ...rest } = schema;
  const types = type === undefined ? [] : [type].flat().filter((one) => one !== 'null');
  const inner: JsonSchema = {
    ...(properties && { properties: mapped(properties) }),
    ...(items && { items: announcedSchema(items) }),
    ...(anyOf && { anyOf: anyOf.map(announcedSchema) }),
  };
  if (types.length < 2) return { ...(types[0] && { type: types[0] }), ...rest, ...inner } as Schema;
  return { ...rest, anyOf: types.map((one) => alternative(one, inner)) } as unknown as Schema;
}

const mapped = (properties: Readonly<Record<string, JsonSchema>>): Record<string, JsonSchema> =>
  Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [name, announcedSchema(schema)]),
  );

/** A list says what is in it, since some assistants refuse one that does not. */
function alternative(type: string, { items, properties }: JsonSchema): JsonSchema {
  if (type === 'array')
    return { type, items: items && Object.keys(items).length > 0 ? items : { type: 'object' } };
  return type === 'object' && properties ? { type, properties } : { type };
}

/** An answer without the members that are null, which the schema as announced has no word for; data without names stay whole. */
export function withoutNulls(value: JsonValue, schema: JsonSchema): JsonValue {
  const { items } = schema;
  if (isList(value)) return items ? value.map((item) => withoutNulls(item, items)) : value;
  if (!isObject(value) || !schema.properties) return value;
  const members = Object.entries(value).filter(
    ([name, inner]) => inner !== null || !schema.properties?.[name],
  );
  return Object.fromEntries(
    members.map(([name, inner]) => [name, withoutNulls(inner, schema.properties?.[name] ?? {})]),
  );
}

/** The same for an answer as a whole. */
export const answerWithoutNulls = (value: JsonObject, schema: ObjectSchema): JsonObject =>
  withoutNulls(value, schema) as JsonObject;
