import type { Input, ResourceTypes } from 'halopsa-catalogue/types';
import type { CallOptions } from '../call.js';
import type { Query } from '../codec/query.js';
import type { CustomFieldChanges, CustomFieldValues } from '../custom-fields/custom-field-types.js';
import type { WriteOptions } from '../resource/resource-client.js';
import type { Entity, ResourceName } from '../types.js';

/** What every record can do that its resource can change. */
export interface RecordWrites<Name extends ResourceName> {
  /** Changes the fields given, and brings this record up to date with Halo's answer. */
  update(patch: Omit<Input<ResourceTypes[Name]['record']>, 'id'>, options?: WriteOptions): Promise<Entity<Name>>;
  /** Sets custom fields by name or id and leaves all others as they are; null empties a field. */
  setCustomFields(values: CustomFieldChanges<Name>, options?: CallOptions): Promise<Entity<Name>>;
}

/** What every record can do that its resource can read. */
export interface RecordReads<Name extends ResourceName> {
  /** Reads the record anew, in place. */
  reload(query?: Query, options?: CallOptions): Promise<Entity<Name>>;
  /** Its custom fields by name. */
  getCustomFields(options?: CallOptions): Promise<CustomFieldValues<Name>>;
}

/** What every record can do that its resource can delete. */
export interface RecordDeletes {
  /** Deletes the record in Halo; tickets take a reason. */
  delete(reason?: string, options?: CallOptions): Promise<void>;
}
