import type { CallOptions } from '../core/call.js';
import type { ResourceVerbs, WireRecord } from '../core/records.js';

/** A custom field as Halo shows and takes it. */
export interface WireCustomField<Value = unknown> {
  readonly id?: number | undefined;
  readonly name?: string | undefined;
  readonly value?: Value | undefined;
  readonly isencrypted?: boolean | undefined;
}

/** The custom fields of a record as the server has them now. */
export async function readCustomFields(
  verbs: ResourceVerbs,
  record: WireRecord,
  options: CallOptions = {},
): Promise<WireCustomField[]> {
  const { get } = verbs.resource.operations;
  const needs = Object.fromEntries(
    (verbs.resource.needs.get ?? []).map((name) => [name, record[name] as number]),
  );
  const query = { ...needs, ...(get && 'includedetails' in get.query && { includedetails: true }) };
  const { signal, headers, timeoutMs } = options;
  const now = await verbs.get(record.id as number | string, query, { signal, headers, timeoutMs });
  return Array.isArray(now.customfields) ? (now.customfields as WireCustomField[]) : [];
}

/**
 * A patch whose custom fields are those of the record on the server with the given ones in their place. Versions differ in
 * whether a write of some fields keeps the others (behaviour: post.custom-fields-by-id, post.custom-fields-replaced), so all
 * of them are sent.
 */
export async function joinCustomFields(
  verbs: ResourceVerbs,
  patch: WireRecord,
  options: CallOptions,
): Promise<WireRecord> {
  const present = await readCustomFields(verbs, patch, options);
  return { ...patch, customfields: joined(present, patch.customfields as WireCustomField[]) };
}

/** The fields present with the changes in their place; a field is told by its id, or else by its name. */
export function joined<Value>(
  present: readonly WireCustomField<Value>[],
  changes: readonly WireCustomField<Value>[],
): WireCustomField<Value>[] {
  const changed = (field: WireCustomField): boolean =>
    changes.some((change) => sameField(change, field));
  const kept = present.filter((field) => hasValue(field) && !field.isencrypted && !changed(field));
  return [...kept.map(({ id, name, value }) => ({ id, name, value })), ...changes];
}

// What is shown of an encrypted field is not its value, so sending it back would destroy it.
const hasValue = ({ value }: WireCustomField): boolean => value !== undefined && value !== null;

const sameField = (a: WireCustomField, b: WireCustomField): boolean =>
  a.id !== undefined && b.id !== undefined
    ? Number(a.id) === Number(b.id)
    : a.name !== undefined && fold(a.name) === fold(b.name);

const fold = (name: string | undefined): string | undefined => name?.toLowerCase();
