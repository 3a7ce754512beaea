import { findSchema, type Schema } from 'halopsa-catalogue/schemas';
import { wordsOfSchemaField } from 'halopsa-catalogue/words';

/** A JSON value of an OpenAPI document. */
export interface Json {
  [key: string]: unknown;
}

const SCALARS: Readonly<Record<string, Json>> = {
  int: { type: 'integer', format: 'int32' },
  long: { type: 'integer', format: 'int64' },
  double: { type: 'number', format: 'double' },
  float: { type: 'number', format: 'float' },
  decimal: { type: 'number' },
  bool: { type: 'boolean' },
  string: { type: 'string' },
  datetime: { type: 'string', format: 'date-time' },
  uuid: { type: 'string', format: 'uuid' },
  base64: { type: 'string', format: 'byte' },
};

/** Collects the schemas that a document refers to. */
export class SchemaBook {
  /** Schemas whose fields are shown. Those that only they refer to are named without fields, or one page would hold the whole API. */
  readonly #wanted = new Map<string, Schema>();

  /** The JSON Schema of a catalogue type such as `Ticket[]`, `int` or `map<string>`; a record is referred to and kept. */
  refer(type: string): Json {
    return jsonSchema(type, (name) => {
      const schema = findSchema(name);
      if (!schema) return {};
      this.#wanted.set(name, schema);
      return { $ref: `#/components/schemas/${name}` };
    });
  }

  /** The schemas referred to so far, by name. */
  schemas(): Record<string, Json> {
    return Object.fromEntries(
      [...this.#wanted].map(([name, schema]) => [name, shown(schema, this.#wanted)]),
    );
  }
}

function jsonSchema(type: string, record: (name: string) => Json): Json {
  const text = type.replace(/\?$/, '');
  if (text.endsWith('[]')) return { type: 'array', items: jsonSchema(text.slice(0, -2), record) };
  const member = /^map<(.+)>$/.exec(text)?.[1];
  if (member !== undefined)
    return { type: 'object', additionalProperties: jsonSchema(member, record) };
  return SCALARS[text] ?? (text === 'any' ? {} : record(text));
}

function shown(schema: Schema, kept: ReadonlyMap<string, Schema>): Json {
  if (schema.enum) return { type: 'integer', enum: schema.enum };
  const nested = (name: string): Json =>
    kept.has(name) ? { $ref: `#/components/schemas/${name}` } : { type: 'object', title: name };
  const properties = [...schema.fields.values()].map((field): [string, Json] => [
    field.name,
    {
      ...described(jsonSchema(field.type, nested), wordsOfSchemaField(schema.name, field.name)),
      ...(field.readonly && { readOnly: true }),
      ...(field.maxLength !== undefined && { maxLength: field.maxLength }),
    },
  ]);
  return { type: 'object', properties: Object.fromEntries(properties) };
}

/** A schema with a description; beside a reference OpenAPI 3.0 takes none, so that one is wrapped. */
function described(schema: Json, description: string | undefined): Json {
  if (description === undefined) return schema;
  return '$ref' in schema ? { allOf: [schema], description } : { ...schema, description };
}
