import type { Query, QueryValue } from '../codec/query.js';
import type { CallOptions } from '../core/call.js';
import type { Bodies, Kinds, WireKinds } from '../core/methods.js';
import type { WireRecord, WriteOptions } from '../core/records.js';
import type { CustomFieldChanges, CustomFieldValues } from '../custom-fields/custom-field-types.js';
import { readCustomFields } from '../custom-fields/join-custom-fields.js';
import { writeCustomFields } from '../custom-fields/set-custom-fields.js';
import { HaloUsageError } from '../errors/usage-error.js';
import type { Changes, ResourceName } from '../types/names.js';
import { replaceWith } from './replace-with.js';

/** What every record can do that its resource can change. */
export interface RecordWrites<Of extends Kinds, Name extends ResourceName> {
  /** Changes the fields given, and brings this record up to date with Halo's answer. */
  update(patch: Changes<Name>, options?: WriteOptions): Promise<Of['record'][Name]>;
  /** Sets custom fields by name or id and leaves all others as they are; null empties a field. */
  setCustomFields(
    values: CustomFieldChanges<Name>,
    options?: CallOptions,
  ): Promise<Of['record'][Name]>;
}

/** What every record can do that its resource can read. */
export interface RecordReads<Of extends Kinds, Name extends ResourceName> {
  /** Reads the record anew, in place. */
  reload(query?: Query, options?: CallOptions): Promise<Of['record'][Name]>;
  /** Its custom fields by name, read from Halo where the record came without them. */
  getCustomFields(options?: CallOptions): Promise<CustomFieldValues<Name>>;
}

/** What every record can do that its resource can delete. */
export interface RecordDeletes {
  /** Deletes the record in Halo; tickets take a reason. */
  delete(reason?: string, options?: CallOptions): Promise<void>;
}

/** The methods of every record, as far as its resource has the verbs for them. */
export type AnyRecordMethods = RecordWrites<WireKinds, 'tickets'> &
  RecordReads<WireKinds, 'tickets'> &
  RecordDeletes;

export const recordMethods: Bodies<AnyRecordMethods> = {
  async update({ resource, verbs }, record, patch: WireRecord, options) {
    if ('id' in patch && patch.id !== record.id)
      throw new HaloUsageError(
        `${resource.singular} ${idOf(record)} cannot take the id ${String(patch.id)}`,
        'Nothing was sent.',
      );
    const keys = Object.fromEntries(resource.key.map((field) => [field, record[field]]));
    return replaceWith(record, await verbs.update({ ...keys, ...patch, id: record.id }, options));
  },

  reload: async ({ resource, verbs }, record, query = {}, options) =>
    replaceWith(
      record,
      await verbs.get(idOf(record), { ...needed(record, resource.needs.get), ...query }, options),
    ),

  async delete({ resource, verbs }, record, reason, options) {
    const query = {
      ...needed(record, resource.needs.delete),
      ...(reason !== undefined && { reason }),
    };
    await verbs.delete(idOf(record), query, options);
  },

  setCustomFields: async (context, record, values, options = {}) =>
    replaceWith(record, await writeCustomFields(context, record, values, options)),

  async getCustomFields({ verbs }, record, options) {
    const fields = Array.isArray(record.customfields)
      ? record.customfields
      : await readCustomFields(verbs, record, options);
    return Object.fromEntries(
      fields.map(({ id, name, value }) => [name ?? String(id), value ?? null]),
    );
  },
};

const idOf = (record: WireRecord): number | string => record.id as number | string;

/** What the server demands beside the id, from the record's own fields. */
const needed = (record: WireRecord, names: readonly string[] = []): Query =>
  Object.fromEntries(names.map((name) => [name, record[name] as QueryValue]));
