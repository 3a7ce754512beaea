import type { Operation } from 'halopsa-catalogue';
import { bodySchema, demandBody } from '../codec/body.js';
import { type Fields, type FieldValue, fieldsOf, isPlainObject } from '../codec/json-value.js';
import type { Query } from '../codec/query.js';
import type { CallOptions } from '../core/call.js';
import type { ClientContext, ResourceParts } from '../core/context.js';
import type { WireRecord } from '../core/records.js';

/** The table of references is large, and most calls give ids: it is loaded for those that may give a name. */
const load = (): Promise<typeof import('./ids-for-names.js')> => import('./ids-for-names.js');

/** Records with ids in place of the names in them, as a write sends them. */
export async function withIds(
  context: ResourceParts,
  operation: Operation,
  records: readonly WireRecord[],
  options: CallOptions,
): Promise<readonly WireRecord[]> {
  const fields = bodySchema(operation, context.resource)?.fields;
  const typeOf = (name: string): string | undefined => fields?.get(name)?.type;
  if (!fields || !records.some((record) => mayName(fieldsOf(record), typeOf))) return records;
  return (await load()).withIds(context, operation, records, options);
}

/** Holds records against the catalogue as a write does, and sends nothing: names in them are not looked up. */
export async function checkRecords(
  context: ResourceParts,
  operation: Operation,
  given: WireRecord | readonly WireRecord[],
): Promise<void> {
  const { resource } = context;
  const fields = bodySchema(operation, resource)?.fields;
  const records: readonly WireRecord[] = Array.isArray(given) ? given : [given];
  const named = records.some((record) =>
    mayName(fieldsOf(record), (name) => fields?.get(name)?.type),
  );
  if (!named) return void demandBody(operation, resource, given);
  const held = (await load()).withoutLookUp(context, records);
  demandBody(operation, resource, Array.isArray(given) ? held : held[0]);
}

/** A query with ids in place of the names in it. */
export async function queryWithIds(
  context: ClientContext,
  operation: Operation,
  query: Query,
  options: CallOptions,
): Promise<Query> {
  const typeOf = (name: string): string | undefined =>
    pagingNames.has(name) ? 'bool' : operation.query[name];
  if (!mayName(query, typeOf)) return query;
  return (await load()).queryWithIds(context, operation, query, options);
}

/** The wire names of fields, some of which may be words for names. */
export const wireNames = async (
  context: ResourceParts,
  fields: readonly string[],
): Promise<string[]> => (await load()).wireNames(context, fields);

const pagingNames: ReadonlySet<string> = new Set(['pageinate', 'page_no', 'page_size']);

/** Whether one of the values may be a name: one that is no wire name's, or a text where a wire name takes a number or an object. */
const mayName = (given: Fields, typeOf: (name: string) => string | undefined): boolean =>
  isPlainObject(given) &&
  Object.keys(given).some(
    (name) => given[name] !== undefined && isUnlike(given[name], typeOf(name)),
  );

function isUnlike(value: FieldValue, type: string | undefined): boolean {
  if (type === undefined) return true;
  if (/^[A-Z]/.test(type)) return typeof value === 'string' || typeof value === 'number';
  return /^(?:int|long|double)/.test(type) && /[^\d\s,.+-]/.test(String(value));
}
