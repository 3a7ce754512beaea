import type { Resource } from 'halopsa-catalogue';
import type { Remedy } from 'halopsa-catalogue/errors';
import { findSchema } from 'halopsa-catalogue/schemas';
import { BulkInputError, type Place } from '../input-error.js';
import { schemaOf } from '../mapping/find-field.js';
import { outerFields } from '../matching/list-scope.js';
import { isIdAlone, type MatchKey } from '../matching/match-key.js';
import type { Source } from '../reading/source.js';
import type { Tenant } from '../tenant.js';
import type { Mode } from './plan-file.js';

interface FieldContext {
  /** The top-level fields that rows may set. */
  readonly fields: readonly string[];
  readonly mode: Mode;
  readonly source: Source;
  readonly resource: Resource;
}

interface KeyContext extends FieldContext {
  /** Fields that Halo sets itself and that a column fills all the same. */
  readonly keysOfHalo: readonly string[];
  readonly tenant: Tenant | undefined;
}

/** Refuses keys that no column holds, and those that nothing can be found by. */
export function checkKeys(keys: readonly MatchKey[], context: KeyContext): void {
  const { mode, source, resource, fields: set, keysOfHalo } = context;
  const place = { file: source.name };
  if (mode === 'upsert' && keys.length === 0)
    throw new BulkInputError(
      'an upsert has to know which records are there already',
      { code: 'name-key' },
      place,
    );
  for (const key of keys) checkKey(key, context, place);
  if (mode === 'create' && [...set, ...keysOfHalo].includes('id'))
    throw new BulkInputError(
      'new records get their id from Halo, and a column holds one',
      { code: 'ignore-id' },
      place,
    );
  if (mode !== 'delete' && set.every((field) => field === 'id'))
    throw new BulkInputError(
      `no field of ${resource.title.toLowerCase()} would change`,
      { code: 'set-something' },
      place,
    );
}

/** Refuses one key; the order of the checks decides which of several faults is reported. */
function checkKey(key: MatchKey, context: KeyContext, place: Place): void {
  const { mode, resource, keysOfHalo, tenant } = context;
  refuseWithoutColumn(key, context, place);
  if (mode === 'create' || mode === 'upsert') refuseKeyOfHalo(key, keysOfHalo, { resource, place });
  if (!tenant && !isIdAlone(key))
    throw new BulkInputError(
      `matching by ${key.join('+')} needs the tenant's list`,
      { code: 'match-by-id' },
      place,
    );
  refuseWithoutOuter(key, resource, place);
  if (!resource.operations['list'] && !isIdAlone(key))
    throw new BulkInputError(
      `Halo has no list of ${resource.title.toLowerCase()}, so no record can be found by ${key.join('+')}`,
      'Match by id.',
      place,
    );
}

/** Refuses a key that no column holds. */
function refuseWithoutColumn(
  key: MatchKey,
  { fields, keysOfHalo, source }: KeyContext,
  place: Place,
): void {
  const missing = key.find((field) => !fields.includes(field) && !keysOfHalo.includes(field));
  if (missing === undefined) return;
  throw new BulkInputError(
    `rows are matched by ${missing}, and no column holds it`,
    { code: 'map-key', columns: source.columns, field: missing },
    place,
  );
}

/** Refuses a key that no new record can be made with. */
function refuseKeyOfHalo(
  key: MatchKey,
  keysOfHalo: readonly string[],
  { resource, place }: { resource: Resource; place: Place },
): void {
  const field = key.find((one) => keysOfHalo.includes(one));
  if (field === undefined) return;
  throw new BulkInputError(
    `Halo sets ${field} itself, so a new record cannot be made with it and would not be found again`,
    `Match by ${schemaOf(resource)?.fields.get(field)?.instead ?? 'another field'}.`,
    place,
  );
}

/** Refuses a key of records within others that does not say within what they are looked for. */
function refuseWithoutOuter(key: MatchKey, resource: Resource, place: Place): void {
  const outer = outerFields(resource).filter((field) => !key.includes(field));
  if (outer.length === 0 || isIdAlone(key)) return;
  throw new BulkInputError(
    `${resource.title.toLowerCase()} are listed within their ${outer.join('+')} alone, so none is found by ${key.join('+')}`,
    `Match by ${[...outer, ...key].join('+')}.`,
    place,
  );
}

/** What the marks of a plan begin with: 48 bits, so that no two plans of a tenant share them. */
export const markOf = (planId: string): string => planId.replaceAll('-', '').slice(0, 12);

/** Characters of the longest mark: its beginning, a hyphen, and a row of nine digits. */
const longestMark = 22;

/** Refuses a field that cannot carry the mark of a new record, or cannot show it again. */
export function checkMarker(marker: string, { fields, source, resource }: FieldContext): void {
  const place = { file: source.name };
  const other: Remedy = { code: 'mark-otherwise' };
  const fault = markerFault(marker, resource);
  if (fault !== undefined) throw new BulkInputError(fault, other, place);
  if (fields.includes(marker))
    throw new BulkInputError(
      `a column fills ${marker}, and the mark would be written over it`,
      { code: 'match-by-marker', field: marker },
      place,
    );
  if (!isInList(marker, resource))
    throw new BulkInputError(
      `the list of ${resource.title.toLowerCase()} does not show ${marker}, so no record can be found by it`,
      other,
      place,
    );
}

/** Why a field cannot hold a mark; undefined where it can. */
function markerFault(marker: string, resource: Resource): string | undefined {
  const title = resource.title.toLowerCase();
  const schema = schemaOf(resource);
  const field = schema?.fields.get(marker);
  if (schema && !field) return `${title} have no field "${marker}" that could carry a mark`;
  if (marker === 'id' || (field && field.type !== 'string'))
    return `${marker} of ${title} is not a text field, and a mark is a text`;
  if (field?.readonly) return `Halo sets ${marker} itself`;
  if (field?.maxLength !== undefined && field.maxLength < longestMark)
    return `${marker} of ${title} holds ${field.maxLength} characters, and a mark has up to ${longestMark}`;
  return undefined;
}

/** Whether the list of a resource shows a field, as far as the contract says. */
function isInList(field: string, { row: name, operations }: Resource): boolean {
  const row = name === undefined ? undefined : findSchema(name);
  return operations['list'] !== undefined && (!row || row.partial || row.fields.has(field));
}
