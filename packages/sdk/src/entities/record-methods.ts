import type { Query, QueryValue } from '../codec/query.js';
import type { CallOptions } from '../core/call.js';
import type { Context } from '../core/context.js';
import type { WireRecord, WriteOptions } from '../core/records.js';
import { readCustomFields } from '../custom-fields/join-custom-fields.js';
import { writeCustomFields } from '../custom-fields/set-custom-fields.js';
import { HaloUsageError } from '../errors/usage-error.js';
import { replaceWith } from './replace-with.js';

/** Changes the fields given and brings the record up to date with the answer. */
export async function update({ verbs }: Context, record: WireRecord, patch: WireRecord, options?: WriteOptions): Promise<WireRecord> {
  if ('id' in patch && patch.id !== record.id) {
    throw new HaloUsageError(`${verbs.resource.singular} ${idOf(record)} cannot take the id ${String(patch.id)}`, 'Nothing was sent.');
  }
  const keys = Object.fromEntries(verbs.resource.key.map((field) => [field, record[field]]));
  return replaceWith(record, await verbs.update({ ...keys, ...patch, id: record.id }, options));
}

/** Reads the record anew, in place. */
export async function reload({ verbs }: Context, record: WireRecord, query: Query = {}, options?: CallOptions): Promise<WireRecord> {
  return replaceWith(record, await verbs.get(idOf(record), { ...needed(record, verbs.resource.needs.get), ...query }, options));
}

async function remove({ verbs }: Context, record: WireRecord, reason?: string, options?: CallOptions): Promise<void> {
  const query = { ...needed(record, verbs.resource.needs.delete), ...(reason !== undefined && { reason }) };
  await verbs.delete(idOf(record), query, options);
}

/** Sets custom fields by name or id and leaves the others as they are. */
export async function setCustomFields(
  context: Context,
  record: WireRecord,
  values: Readonly<Record<string, unknown>>,
  options: CallOptions = {},
): Promise<WireRecord> {
  return replaceWith(record, await writeCustomFields(context, record, values, options));
}

/** Custom fields by name, read from Halo where the record came without them. */
export async function getCustomFields({ verbs }: Context, record: WireRecord, options?: CallOptions): Promise<Record<string, unknown>> {
  const fields = Array.isArray(record.customfields) ? record.customfields : await readCustomFields(verbs, record, options);
  return Object.fromEntries(fields.map(({ id, name, value }) => [name ?? String(id), value ?? null]));
}

const idOf = (record: WireRecord): number | string => record.id as number | string;

/** What the server demands beside the id, from the record's own fields. */
const needed = (record: WireRecord, names: readonly string[] = []): Query =>
  Object.fromEntries(names.map((name) => [name, record[name] as QueryValue]));

export { remove as delete };
