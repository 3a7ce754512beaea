import { isObject, type JsonSchema, parseJson } from '../json.js';

/**
 * An input whose objects and lists may stand as JSON in text, as some assistants and forms send them. Text is read where its
 * member takes an object or a list and no text, and where it holds one; anything else is left for the schema to refuse.
 */
export function withObjectsRead(input: unknown, schema: JsonSchema): unknown {
  const whole = readAs(input, schema);
  if (!isObject(whole) || !schema.properties) return whole;
  const read: [string, unknown][] = [];
  for (const [name, inner] of Object.entries(schema.properties)) {
    if (!Object.hasOwn(whole, name)) continue;
    const value = withObjectsRead(whole[name], inner);
    if (value !== whole[name]) read.push([name, value]);
  }
  return read.length === 0 ? whole : { ...whole, ...Object.fromEntries(read) };
}

/** Characters of a text that is read: it is read at once, while nobody else has a turn. */
const mostCharacters = 1_000_000;

function readAs(value: unknown, schema: JsonSchema): unknown {
  if (typeof value !== 'string' || value.length > mostCharacters) return value;
  const types = typesOf(schema);
  if (types.includes('string') || !(types.includes('object') || types.includes('array'))) return value;
  const read = parseJson(value)?.value;
  return (Array.isArray(read) ? types.includes('array') : isObject(read) && types.includes('object')) ? read : value;
}

/** The types that a schema names, those of its alternatives included. */
export const typesOf = ({ type, anyOf }: JsonSchema): readonly string[] => [
  ...(type === undefined ? [] : [type].flat()),
  ...(anyOf ?? []).flatMap((alternative) => typesOf(alternative)),
];
