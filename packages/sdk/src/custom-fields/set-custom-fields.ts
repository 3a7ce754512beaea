import { nearestName } from 'halopsa-ground';
import type { CallOptions } from '../core/call.js';
import type { Context } from '../core/context.js';
import type { WireRecord } from '../core/records.js';
import { HaloUsageError } from '../errors/usage-error.js';
import { joined, readCustomFields, type WireCustomField } from './join-custom-fields.js';

/** Sets custom fields by name or id, keeping all others, and gives the answer to the write. */
export async function writeCustomFields(
  context: Context,
  record: WireRecord,
  values: Readonly<Record<string, unknown>>,
  options: CallOptions,
): Promise<WireRecord> {
  const { verbs } = context;
  const present = await readCustomFields(verbs, record, options);
  const changes: WireCustomField[] = [];
  for (const [nameOrId, value] of Object.entries(values)) {
    if (value !== undefined)
      changes.push({ ...(await identify(nameOrId, present, context)), value });
  }
  const keys = Object.fromEntries(verbs.resource.key.map((field) => [field, record[field]]));
  const patch = { ...keys, id: record.id, customfields: joined(present, changes) };
  return verbs.update(patch, { ...options, mergeCustomFields: false });
}

/** The id and name of a field: from the record itself, or where it never held a value from the list of all fields. */
async function identify(
  nameOrId: string,
  present: readonly WireCustomField[],
  context: Context,
): Promise<WireCustomField> {
  if (/^\d+$/.test(nameOrId)) return { id: Number(nameOrId) };
  const known = present.find(({ name }) => name?.toLowerCase() === nameOrId.toLowerCase());
  if (known) return { id: known.id, name: known.name };
  const all = await context.memory.recall('fieldInfos', () =>
    context.halo.resource('fieldInfos').listAll().toArray(),
  );
  const info = all.find(({ name }) => String(name).toLowerCase() === nameOrId.toLowerCase());
  if (info) return { id: info.id as number, name: String(info.name) };
  const names = [...present, ...all].flatMap(({ name }) =>
    typeof name === 'string' ? [name] : [],
  );
  const near = nearestName(nameOrId, names);
  throw new HaloUsageError(
    `unknown custom field ${nameOrId}${near ? `: did you mean ${near}?` : ''}`,
    'Custom fields are named as in Halo, with CF before the name. Nothing was changed.',
  );
}
