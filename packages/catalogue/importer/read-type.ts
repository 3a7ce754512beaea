import type { SchemaObject } from './document.js';
import type { Tally } from './tally.js';

/** How schema objects become catalogue types: the names given to schemas, and the count of repairs. */
export interface TypeReader {
  nameOf(wireName: string): string;
  readonly tally: Tally;
}

const standardTypes: Record<string, string> = {
  integer: 'int',
  number: 'double',
  boolean: 'bool',
  string: 'string',
};

const formats: Record<string, string> = {
  int64: 'long',
  'date-time': 'datetime',
  uuid: 'uuid',
  byte: 'base64',
};

const csharpTypes: Record<string, string> = {
  bool: 'bool',
  Boolean: 'bool',
  int: 'int',
  Int32: 'int',
  long: 'long',
  Int64: 'long',
  decimal: 'double',
  double: 'double',
  float: 'double',
  String: 'string',
  DateTime: 'datetime',
  Guid: 'uuid',
};

/** The catalogue type of a schema object, for example `Ticket[]?`. */
export function readType(schema: SchemaObject, reader: TypeReader): string {
  const alternatives = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (alternatives) return readAlternatives(alternatives, schema, reader);
  const types = [schema.type ?? []].flat();
  const nullable = schema.nullable === true || types.includes('null');
  const type = readPlain(
    schema,
    types.find((name) => name !== 'null'),
    reader,
  );
  return nullable && type !== '' ? `${type}?` : type;
}

function readAlternatives(
  alternatives: readonly SchemaObject[],
  schema: SchemaObject,
  reader: TypeReader,
): string {
  const isNull = (option: SchemaObject): boolean => option.type === 'null';
  const rest = alternatives.filter((option) => !isNull(option));
  const only = rest[0];
  const type = rest.length === 1 && only ? readType(only, reader).replace(/\?$/, '') : 'any';
  return alternatives.some(isNull) || schema.nullable ? `${type}?` : type;
}

function readPlain(schema: SchemaObject, type: string | undefined, reader: TypeReader): string {
  if (schema.$ref) return reader.nameOf(schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1));
  if (type === 'array') return `${readType(schema.items ?? {}, reader).replace(/\?$/, '')}[]`;
  if (type === 'object' || schema.properties || typeof schema.additionalProperties === 'object')
    return readObject(schema, reader);
  if (type === undefined) return 'any';
  return readScalar(type, schema.format, reader);
}

function readObject(schema: SchemaObject, reader: TypeReader): string {
  if (typeof schema.additionalProperties === 'object')
    return `map<${readType(schema.additionalProperties, reader).replace(/\?$/, '')}>`;
  if (schema.properties) reader.tally.add('inline-object');
  return 'any';
}

function readScalar(type: string, format: string | undefined, reader: TypeReader): string {
  const standard = standardTypes[type];
  if (standard) return (format && formats[format]) || (format === 'binary' ? 'any' : standard);
  reader.tally.add('csharp-type');
  const list = /^(?:List|IEnumerable|IList|Array)<(.+)>$/.exec(type) ?? /^(.+)\[\]$/.exec(type);
  if (list?.[1]) return `${csharpTypes[list[1]] ?? standardTypes[list[1]] ?? 'any'}[]`;
  return csharpTypes[type.replace(/\?$/, '')] ?? 'any';
}
