import type { Resource } from 'halopsa-catalogue';
import { type Fields, type FieldValue, isList, isObject, objectsIn } from '../fields.js';
import { BulkInputError } from '../input-error.js';
import { schemaOf } from './find-field.js';
import type { Mapping } from './map-file.js';

/** A map made from a body that the browser posted, and the names in it that are not fields of the resource. */
export interface PayloadMap {
  readonly mapping: Mapping;
  readonly unknown: readonly string[];
}

/**
 * A map with a column for each field that a captured body sets, so that nobody has to guess the fields. Of an array the first record
 * counts; custom fields go by their names. The id becomes a column too. Names with an underscore, which steer the screen, and fields that
 * Halo computes are left out.
 */
export function mapFromPayload(resource: Resource, body: FieldValue, file: string): PayloadMap {
  const record = recordIn(body, file);
  const known = schemaOf(resource)?.fields;
  const columns: Record<string, string> = {};
  const unknown: string[] = [];
  for (const [name, value] of Object.entries(record)) {
    const set = known?.get(name)?.set;
    if (name.startsWith('_') || set === 'computed') continue;
    if (name === 'customfields' && isList(value))
      Object.assign(columns, customColumns(objectsIn(value)));
    else if (name === 'id' || !known || set !== undefined) columns[name] = name;
    else unknown.push(name);
  }
  return { mapping: { columns, others: 'ignore' }, unknown };
}

/** The record that a body holds, or the first of several. */
function recordIn(body: FieldValue, file: string): Fields {
  const record = isList(body) ? body[0] : body;
  if (isObject(record)) return record;
  throw new BulkInputError(
    'this is not the body of a request',
    'Copy the payload of the POST from the Network tab: [{"id": 12, ...}].',
    {
      file,
    },
  );
}

const customColumns = (fields: readonly Fields[]): Record<string, string> =>
  Object.fromEntries(
    fields.flatMap(({ name }): [string, string][] =>
      typeof name === 'string' ? [[name, `customfields.${name}`]] : [],
    ),
  );
