import { findSchema } from 'halopsa-catalogue/schemas';
import type { JsonSchema } from '../json.js';

const scalars: Readonly<Record<string, string>> = {
  int: 'integer',
  long: 'integer',
  double: 'number',
  bool: 'boolean',
  string: 'string',
  datetime: 'string',
  uuid: 'string',
  base64: 'string',
};

/** The JSON Schema of a catalogue type such as `int`, `datetime` or `CustomField[]`; a nested record is an object without names. */
export function typeSchema(type: string, nullable = false): JsonSchema {
  const scalar = scalars[type];
  if (scalar !== undefined) return { type: orNull(scalar, nullable) };
  if (type === 'any') return {};
  if (type.endsWith('[]'))
    return { type: orNull('array', nullable), items: typeSchema(type.slice(0, -2), true) };
  const numbers = findSchema(type)?.enum;
  return { type: orNull(numbers ? 'integer' : 'object', nullable) };
}

const orNull = (type: string, nullable: boolean): string | readonly string[] =>
  nullable ? [type, 'null'] : type;

/** The schema of a query parameter; a list may also be given as text with commas, as in the address. */
export function parameterSchema(type: string): JsonSchema {
  if (type.endsWith('[]'))
    return { type: ['array', 'string'], items: typeSchema(type.slice(0, -2)) };
  return typeSchema(type);
}
