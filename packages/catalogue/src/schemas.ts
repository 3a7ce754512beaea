import { schemas as text } from './generated/schemas.js';

/**
 * Who sets a field: `writable` anybody, `computed` Halo alone, `createOnly` the caller when the record is made,
 * `writeOnly` the caller, and no answer shows it.
 */
export type FieldSet = 'writable' | 'computed' | 'createOnly' | 'writeOnly';

/** One field of a schema. */
export interface Field {
  readonly name: string;
  /** Catalogue type without its `?`: `int`, `string`, `CustomField[]`, `map<string>`, ... */
  readonly type: string;
  readonly nullable: boolean;
  readonly required: boolean;
  readonly readonly: boolean;
  readonly set: FieldSet;
  /** The field to write in place of one that Halo computes, where there is one: `status_id` for `status_name`. */
  readonly instead: string | undefined;
  /** The number that stands for none besides 0 and -1, where there is one: agent 1 is Unassigned. */
  readonly none?: number | undefined;
  /** True for a moment of which Halo keeps the day alone. */
  readonly day?: boolean | undefined;
  /** True for an id that may be another one after an update. */
  readonly renewed?: boolean | undefined;
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
  /** Words that people use for a field, where they are not like its name: `title` for an article's `name`. */
  readonly hints: ReadonlyMap<string, string>;
  /** True where the contract's types for it are not known. */
  readonly partial: boolean;
}

interface Extras {
  computed?: string;
  createOnly?: string;
  writeOnly?: string;
  hints?: string;
  none?: string;
  days?: string[];
  renewed?: string[];
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
  const marks = decodeMarks(rest);
  const nones = new Map(splitPairs(rest.none).map(([field, value]) => [field, Number(value)]));
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
        set: marks.get(field)?.set ?? (field.startsWith('_') ? 'writeOnly' : 'writable'),
        instead: marks.get(field)?.instead,
        none: nones.get(field),
        day: rest.days?.includes(field),
        renewed: rest.renewed?.includes(field),
        maxLength: maxLength[field],
      },
    ];
  };
  return {
    name,
    wireName: wire || name,
    enum: rest.enum,
    fields: new Map(fields === '' ? [] : fields.split(',').map(parse)),
    hints: new Map(splitPairs(rest.hints) as [string, string][]),
    partial: rest.partial ?? false,
  };
}

/** The pairs of a list such as `status_name>status_id,lastactiondate`, where a name may also be alone. */
const splitPairs = (text: string | undefined): [name: string, other: string | undefined][] =>
  text === undefined
    ? []
    : text.split(',').map((entry) => entry.split('>') as [string, string | undefined]);

function decodeMarks(extras: Extras): Map<string, Pick<Field, 'set' | 'instead'>> {
  const sets = ['computed', 'createOnly', 'writeOnly'] as const;
  return new Map(
    sets.flatMap((set) =>
      splitPairs(extras[set]).map(([name, instead]) => [name, { set, instead }] as const),
    ),
  );
}
