import { schemas as text } from './generated/schemas.js';

/** One field of a schema. */
export interface Field {
  readonly name: string;
  /** Catalogue type without its `?`: `int`, `string`, `CustomField[]`, `map<string>`, ... */
  readonly type: string;
  readonly nullable: boolean;
  readonly required: boolean;
  readonly readonly: boolean;
  readonly maxLength: number | undefined;
}

/** The shape of a record, or an enumeration of numbers. */
export interface Schema {
  /** The name that people use, for example `Ticket`. */
  readonly name: string;
  /** Halo's own name, for example `Faults`. */
  readonly wireName: string;
  readonly enum: readonly number[] | undefined;
  readonly fields: ReadonlyMap<string, Field>;
  /** True where the contract's types for it are not known. */
  readonly partial: boolean;
}

interface Extras {
  enum?: number[];
  required?: string[];
  readonly?: string[];
  maxLength?: Record<string, number>;
  partial?: boolean;
}

type CompactSchema = [name: string, wire: string | 0, fields: string, extras: Extras | 0];

const rows = new Map((JSON.parse(text) as CompactSchema[]).map((row) => [row[0], row]));
const decoded = new Map<string, Schema>();

/** Names of all schemas, in alphabetical order. */
export const schemaNames: readonly string[] = [...rows.keys()];

/** The schema with this name, for example `Ticket`, or undefined. */
export function findSchema(name: string): Schema | undefined {
  const known = decoded.get(name);
  if (known) return known;
  const row = rows.get(name);
  if (!row) return undefined;
  const schema = decode(row);
  decoded.set(name, schema);
  return schema;
}

function decode([name, wire, fields, extras]: CompactSchema): Schema {
  const { required = [], readonly = [], maxLength = {}, ...rest } = extras || {};
  const parse = (entry: string): [string, Field] => {
    const at = entry.lastIndexOf(':');
    const field = entry.slice(0, at);
    const type = entry.slice(at + 1);
    const nullable = type.endsWith('?');
    return [
      field,
      {
        name: field,
        type: nullable ? type.slice(0, -1) : type,
        nullable,
        required: required.includes(field),
        readonly: readonly.includes(field),
        maxLength: maxLength[field],
      },
    ];
  };
  return {
    name,
    wireName: wire || name,
    enum: rest.enum,
    fields: new Map(fields === '' ? [] : fields.split(',').map(parse)),
    partial: rest.partial ?? false,
  };
}
