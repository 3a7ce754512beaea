import { JsonFault, parseExactJson } from 'halopsa-ground';
import { isObject, type JsonSchema, type JsonValue, type Member, requestRules } from '../json.js';

/**
 * An input whose objects and lists may stand as JSON in text, as some assistants and forms send them. Text is read where its
 * member takes an object or a list and no text, and where it holds one; anything else is left for the schema to refuse. Throws a
 * JsonFault where a member of an object occurs twice.
 */
export function withObjectsRead(input: JsonValue, schema: JsonSchema): JsonValue {
  const whole = readAs(input, schema);
  if (!isObject(whole) || !schema.properties) return whole;
  const read: Member[] = [];
  for (const [name, inner] of Object.entries(schema.properties)) {
    if (!Object.hasOwn(whole, name)) continue;
    const value = withObjectsRead(whole[name], inner);
    if (value !== whole[name]) read.push([name, value]);
  }
  return read.length === 0 ? whole : { ...whole, ...Object.fromEntries(read) };
}

/** Characters of a text that is read: it is read in one go, which blocks everything else. */
const mostCharacters = 1_000_000;

function readAs(value: JsonValue, schema: JsonSchema): JsonValue {
  if (typeof value !== 'string' || value.length > mostCharacters) return value;
  const types = typesOf(schema);
  if (types.includes('string') || !(types.includes('object') || types.includes('array')))
    return value;
  const read = readText(value);
  return (
    Array.isArray(read)
      ? types.includes('array')
      : isObject(read) && types.includes('object')
  )
    ? read
    : value;
}

/** The value of a JSON text, undefined where it is none; throws a JsonFault for JSON of which something would be lost. */
function readText(text: string): JsonValue {
  try {
    return parseExactJson(text, requestRules);
  } catch (error) {
    if (error instanceof JsonFault && error.kind === 'duplicate') throw error;
    return undefined;
  }
}

/** The types that a schema names, those of its alternatives included. */
export const typesOf = ({ type, anyOf }: JsonSchema): readonly string[] => [
  ...(type === undefined ? [] : [type].flat()),
  ...(anyOf ?? []).flatMap((alternative) => typesOf(alternative)),
];
