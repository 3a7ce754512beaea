import type { CallOptions } from '../call.js';
import type { Query, QueryValue } from '../codec/query.js';
import { readCustomFields } from '../custom-fields/join-custom-fields.js';
import { writeCustomFields } from '../custom-fields/set-custom-fields.js';
import { HaloUsageError } from '../errors/usage-error.js';
import type { WireRecord, WriteOptions } from '../resource/resource-client.js';
import type { MethodContext } from './method-context.js';
import { replaceWith } from './replace-with.js';

/** Changes the fields given and brings the record up to date with the answer. */
export async function update(
  { resource }: MethodContext,
  record: WireRecord,
  patch: WireRecord,
  options?: WriteOptions,
): Promise<WireRecord> {
  if ('id' in patch && patch.id !== record.id) {
    throw new HaloUsageError(`${resource.resource.singular} ${idOf(record)} cannot take the id ${String(patch.id)}`, 'Nothing was sent.');
  }
  const keys = Object.fromEntries(resource.resource.key.map((field) => [field, record[field]]));
  return replaceWith(record, await resource.update({ ...keys, ...patch, id: record.id }, options));
}

/** Reads the record anew, in place. */
export async function reload(
  { resource }: MethodContext,
  record: WireRecord,
  query: Query = {},
  options?: CallOptions,
): Promise<WireRecord> {
  return replaceWith(record, await resource.get(idOf(record), { ...needed(record, resource.resource.needs.get), ...query }, options));
}

async function remove({ resource }: MethodContext, record: WireRecord, reason?: string, options?: CallOptions): Promise<void> {
  const query = { ...needed(record, resource.resource.needs.delete), ...(reason !== undefined && { reason }) };
  await resource.delete(idOf(record), query, options);
}

/** Sets custom fields by name or id and leaves the others as they are. */
export async function setCustomFields(
  context: MethodContext,
  record: WireRecord,
  values: Readonly<Record<string, unknown>>,
  options: CallOptions = {},
): Promise<WireRecord> {
  return replaceWith(record, await writeCustomFields(context, record, values, options));
}

/** Custom fields by name, read from Halo where the record came without them. */
export async function getCustomFields(
  { resource }: MethodContext,
  record: WireRecord,
  options?: CallOptions,
): Promise<Record<string, unknown>> {
  const fields = Array.isArray(record.customfields) ? record.customfields : await readCustomFields(resource, record, options);
  return Object.fromEntries(fields.map(({ id, name, value }) => [name ?? String(id), value ?? null]));
}

const idOf = (record: WireRecord): number | string => record.id as number | string;

/** What the server demands beside the id, from the record's own fields. */
const needed = (record: WireRecord, names: readonly string[] = []): Query =>
  Object.fromEntries(names.map((name) => [name, record[name] as QueryValue]));

export { remove as delete };
