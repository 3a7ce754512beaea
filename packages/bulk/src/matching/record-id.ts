import type { Resource } from 'halopsa-catalogue';
import type { FieldValue } from '../fields.js';

const nothing = /^-?0+(?:\.0+)?$|^(?:null|undefined|nan)$|^\{?0{8}(?:-0{4}){3}-0{12}\}?$/i;

/** What Halo names a record by. */
export type Id = string | number;

/** Whether an id can be that of a record: one that is nothing, such as 0, would have Halo make a new one. Some ids are below 0. */
export function isRecordId(id: FieldValue, { idKind }: Pick<Resource, 'idKind'>): id is Id {
  if (typeof id === 'number') return Number.isSafeInteger(id) && id !== 0;
  if (typeof id !== 'string') return false;
  return idKind === 'int'
    ? /^-?\d{1,15}$/.test(id) && Number(id) !== 0
    : id.trim() !== '' && !nothing.test(id.trim());
}

/** An id in a message. */
export const idText = (id: FieldValue): string => (Object.is(id, -0) ? '-0' : JSON.stringify(id));

/** An id as a list, where there is one. */
export const listOf = (id: Id | undefined): readonly Id[] | undefined =>
  id === undefined ? undefined : [id];
