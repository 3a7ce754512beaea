import type { Schema } from 'halopsa-catalogue/schemas';
import type { HaloRecord, HaloValue, WritableRecord } from '../store/port.js';
import { objectsOf } from './demand.js';

/** A record after a patch: what the patch lacks stays, null unsets, custom fields are joined one by one, read-only fields keep their value. */
export function mergeRecord(
  before: HaloRecord | undefined,
  patch: HaloRecord,
  schema: Schema | undefined,
): WritableRecord {
  // The id comes first in every answer; a new record gets its own afterwards.
  const next: WritableRecord = { id: undefined, ...before };
  for (const [name, value] of Object.entries(patch)) {
    if (name === 'id' || name === '__proto__' || schema?.fields.get(name)?.readonly) continue;
    if (value === null) delete next[name];
    else if (name === 'customfields' && Array.isArray(value))
      next[name] = mergeCustomFields(before?.[name], value);
    else next[name] = value;
  }
  return next;
}

/** Custom fields are named by id or by name; those that the patch does not name stay. */
function mergeCustomFields(before: HaloValue, patch: HaloValue): HaloRecord[] {
  const fields = objectsOf(before);
  const places = { id: new Map<HaloValue, number>(), name: new Map<HaloValue, number>() };
  const note = ({ id, name }: HaloRecord, at: number): void => {
    if (!places.id.has(id)) places.id.set(id, at);
    if (!places.name.has(name)) places.name.set(name, at);
  };
  fields.forEach(note);
  for (const field of objectsOf(patch)) {
    const by = field.id === undefined ? 'name' : 'id';
    const at = places[by].get(field[by]) ?? fields.length;
    const known = fields[at];
    fields[at] = withDisplay(known ? { ...withoutValue(known), ...field } : field);
    if (known && places.name.get(known.name) === at) places.name.delete(known.name);
    note(fields[at], at);
  }
  return fields;
}

/** A field that is sent without a value is emptied. */
const withoutValue = ({ value: _, display: __, ...field }: HaloRecord): HaloRecord => field;

const withDisplay = (field: HaloRecord): HaloRecord =>
  field.value === undefined || field.value === null
    ? withoutValue(field)
    : { ...field, display: Array.isArray(field.value) ? '' : String(field.value) };
