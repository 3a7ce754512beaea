import type { HaloRecord, HaloValue } from '../store/port.js';

/** Where the value of one field comes from. */
export interface FieldSource {
  /** The column of the file. */
  readonly column?: string;
  /** A value for every record, or where the column is empty. */
  readonly value?: HaloValue;
  /** How a date of the column is written; ISO 8601 needs no word. */
  readonly date?: 'day-first' | 'month-first';
  /** The resource whose record the column names, by its `by` field (default `name`); the field gets that record's id. */
  readonly find?: string;
  readonly by?: string;
  /** True makes the record that is not found. */
  readonly create?: boolean;
}

/** How the rows of a file become records of one resource. */
export interface ImportMap {
  /** Attribute of the resource, for example `tickets`. */
  readonly resource: string;
  /** Fields by name, each with its source; a text is a column. */
  readonly fields: Readonly<Record<string, FieldSource>>;
}

const WORDS: ReadonlySet<string> = new Set(['column', 'value', 'date', 'find', 'by', 'create']);

/** Reads a map as a file holds it; throws a RangeError that says which part is wrong. */
export function readImportMap(value: unknown): ImportMap {
  const { resource, fields } = (value ?? {}) as HaloRecord;
  if (typeof resource !== 'string')
    throw new RangeError('the map names no resource, for example "resource: tickets"');
  if (typeof fields !== 'object' || fields === null || Object.keys(fields).length === 0)
    throw new RangeError('the map has no fields, for example "fields: { summary: Title }"');
  return {
    resource,
    fields: Object.fromEntries(
      Object.entries(fields).map(([name, source]) => [name, readSource(name, source)]),
    ),
  };
}

function readSource(name: string, source: HaloValue): FieldSource {
  if (typeof source === 'string') return { column: source };
  if (typeof source !== 'object' || source === null || Array.isArray(source))
    throw new RangeError(`the field ${name} of the map is neither a column nor a list of settings`);
  const unknown = Object.keys(source).find((word) => !WORDS.has(word));
  if (unknown !== undefined)
    throw new RangeError(
      `the field ${name} of the map has no setting ${unknown}; there are ${[...WORDS].join(', ')}`,
    );
  const { column, date } = source as FieldSource;
  if (column === undefined && !('value' in source))
    throw new RangeError(`the field ${name} of the map has neither a column nor a value`);
  if (date !== undefined && date !== 'day-first' && date !== 'month-first')
    throw new RangeError(
      `the field ${name} of the map has the date ${String(date)}; it is day-first or month-first`,
    );
  return source as FieldSource;
}
