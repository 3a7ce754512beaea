import type { Field, Schema } from 'halopsa-catalogue/schemas';
import { formatHaloDate, parseHaloDate } from 'halopsa-ground';
import { modelState } from '../http/refusal.js';
import type { HaloRecord, HaloValue, WritableRecord } from '../store/port.js';
import { locateValue, writtenValue } from './json-position.js';

/** The place of a record in a body, for the messages about it. */
export interface BodyPlace {
  readonly text: string;
  /** JSON path of the record, for example `[0]`. */
  readonly path: string;
}

/** Reads one record of a body by its schema: numbers and dates from text, unknown fields dropped, a wrong type refused with model state. */
export function coerceRecord(
  sent: HaloRecord,
  schema: Schema | undefined,
  place: BodyPlace,
): HaloRecord {
  if (!schema) return sent;
  const known: WritableRecord = {};
  for (const [name, value] of Object.entries(sent)) {
    const field = fieldOf(name, value, schema);
    if (field)
      known[field.name] = coerceValue(value, field, {
        text: place.text,
        path: memberPath(place.path, name),
      });
    else if (isKeptUndeclared(name)) known[name] = value;
  }
  return known;
}

/** The field that a name means, in whatever letter case. */
const fieldOf = (name: string, value: HaloValue, { fields }: Schema): Field | undefined =>
  fields.get(name) ?? (name === 'id' ? idField(value) : fields.get(name.toLowerCase()));

/** An id and the flags of a save are kept even where the contract does not declare them. */
const isKeptUndeclared = (name: string): boolean =>
  name === 'id' || (name.startsWith('_') && name !== '__proto__');

/** The id where the contract does not declare it: a number must be whole, and a text is kept unchanged. */
const idField = (value: HaloValue): Field | undefined =>
  typeof value === 'number'
    ? {
        name: 'id',
        type: 'int',
        nullable: false,
        required: false,
        readonly: false,
        set: 'writable',
        instead: undefined,
        maxLength: undefined,
      }
    : undefined;

const memberPath = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);

type Reader = (value: HaloValue) => HaloValue;

const WHOLE = /^\s*-?\d+\s*$/;
/** A whole number of at most this size; a larger one would be another number by the time it is stored. */
const whole =
  (most: number): Reader =>
  (value) => {
    if (typeof value === 'boolean' || (typeof value === 'string' && !WHOLE.test(value)))
      return undefined;
    const read = typeof value === 'object' ? undefined : Number(value);
    return read !== undefined && Number.isInteger(read) && Math.abs(read) <= most
      ? read
      : undefined;
  };
const MOST_INT = 2_147_483_647;
const decimal: Reader = (value) => {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value))
    ? Number(value)
    : undefined;
};
const truth: Reader = (value) => {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return value !== 0;
  const word = typeof value === 'string' ? value.trim().toLowerCase() : undefined;
  return word === 'true' ? true : word === 'false' ? false : undefined;
};
const moment: Reader = (value) => {
  const ms = typeof value === 'string' ? parseHaloDate(value) : undefined;
  return ms === undefined ? undefined : formatHaloDate(ms);
};
const text: Reader = (value) =>
  typeof value === 'string' ? value : typeof value === 'object' ? undefined : String(value);

const READERS: Readonly<Record<string, { readonly read: Reader; readonly noun: string }>> = {
  int: { read: whole(MOST_INT), noun: 'integer' },
  long: { read: whole(Number.MAX_SAFE_INTEGER), noun: 'integer' },
  double: { read: decimal, noun: 'double' },
  float: { read: decimal, noun: 'float' },
  decimal: { read: decimal, noun: 'decimal' },
  bool: { read: truth, noun: 'boolean' },
  datetime: { read: moment, noun: 'DateTime' },
  string: { read: text, noun: 'string' },
};

function coerceValue(value: HaloValue, field: Field, place: BodyPlace): HaloValue {
  if (value === null) return null;
  if (field.type.endsWith('[]')) {
    if (Array.isArray(value)) return value;
    throw refuse(value, 'array', place);
  }
  const reader = READERS[field.type];
  // An empty text clears a field that is not text.
  if (!reader || (value === '' && field.type !== 'string'))
    return value === '' && reader ? null : value;
  const read = reader.read(value);
  if (read === undefined) throw refuse(value, reader.noun, place);
  return read;
}

function refuse(value: HaloValue, noun: string, { text: body, path }: BodyPlace): Error {
  const { line, position } = locateValue(body, path);
  const shown = typeof value === 'object' ? JSON.stringify(value) : String(value);
  if (noun === 'integer' && typeof value === 'number' && Number.isInteger(value)) {
    const sent = writtenValue(body, path);
    return modelState(
      path,
      `JSON integer ${sent} is too large or small for an Int32. Path '${path}', line ${line}, position ${position}.`,
    );
  }
  return modelState(
    path,
    `Could not convert string to ${noun}: ${shown}. Path '${path}', line ${line}, position ${position}.`,
  );
}
