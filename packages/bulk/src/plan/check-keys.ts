import type { Resource } from 'halopsa-catalogue';
import { findSchema } from 'halopsa-catalogue/schemas';
import { BulkInputError } from '../input-error.js';
import { schemaOf } from '../mapping/find-field.js';
import { outerFields } from '../matching/list-scope.js';
import type { MatchKey } from '../matching/match-key.js';
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
export function checkKeys(keys: readonly MatchKey[], { mode, source, resource, fields: set, keysOfHalo, tenant }: KeyContext): void {
  const fields = [...set, ...keysOfHalo];
  const place = { file: source.name };
  if (mode === 'upsert' && keys.length === 0)
    throw new BulkInputError('an upsert has to know which records are there already', 'Name the key by --match FIELD.', place);
  for (const key of keys) {
    const missing = key.find((field) => !fields.includes(field));
    if (missing !== undefined)
      throw new BulkInputError(
        `rows are matched by ${missing}, and no column holds it`,
        `The file has: ${source.columns.join(', ')}. Say --column "HEADING=${missing}", or --match another field.`,
        place,
      );
    if (mode === 'create' || mode === 'upsert') refuseKeyOfHalo(key, keysOfHalo, { resource, place });
    if (!tenant && !(key.length === 1 && key[0] === 'id'))
      throw new BulkInputError(`matching by ${key.join('+')} needs the tenant's list`, 'Match by id, or leave --offline out.', place);
    refuseWithoutOuter(key, resource, place);
    if (!resource.operations['list'] && !(key.length === 1 && key[0] === 'id'))
      throw new BulkInputError(
        `Halo has no list of ${resource.title.toLowerCase()}, so no record can be found by ${key.join('+')}`,
        'Match by id.',
        place,
      );
  }
  if (mode === 'create' && fields.includes('id'))
    throw new BulkInputError(
      'new records get their id from Halo, and a column holds one',
      'Leave it out by --ignore, or use --mode update.',
      place,
    );
  if (mode !== 'delete' && set.every((field) => field === 'id'))
    throw new BulkInputError(
      `no field of ${resource.title.toLowerCase()} would change`,
      'Map a column to a field, or say --set FIELD=VALUE.',
      place,
    );
}

/** Refuses a key that no new record can be made with. */
function refuseKeyOfHalo(
  key: MatchKey,
  keysOfHalo: readonly string[],
  { resource, place }: { resource: Resource; place: { readonly file: string } },
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
function refuseWithoutOuter(key: MatchKey, resource: Resource, place: { readonly file: string }): void {
  const outer = outerFields(resource).filter((field) => !key.includes(field));
  if (outer.length === 0 || (key.length === 1 && key[0] === 'id')) return;
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
  const title = resource.title.toLowerCase();
  const schema = schemaOf(resource);
  const field = schema?.fields.get(marker);
  const other = 'Mark by another field, or find new records again by a key: --match FIELD.';
  const row = resource.row === undefined ? undefined : findSchema(resource.row);
  if (schema && !field) throw new BulkInputError(`${title} have no field "${marker}" that could carry a mark`, other, place);
  if (marker === 'id' || (field && field.type !== 'string'))
    throw new BulkInputError(`${marker} of ${title} is not a text field, and a mark is a text`, other, place);
  if (field?.readonly) throw new BulkInputError(`Halo sets ${marker} itself`, other, place);
  if (field?.maxLength !== undefined && field.maxLength < longestMark)
    throw new BulkInputError(
      `${marker} of ${title} holds ${field.maxLength} characters, and a mark has up to ${longestMark}`,
      other,
      place,
    );
  if (fields.includes(marker))
    throw new BulkInputError(
      `a column fills ${marker}, and the mark would be written over it`,
      `Find new records again by it: --match ${marker}. Or mark by another field.`,
      place,
    );
  if (!resource.operations['list'] || (row && !row.partial && !row.fields.has(marker)))
    throw new BulkInputError(`the list of ${title} does not show ${marker}, so no record can be found by it`, other, place);
}
