import type { Schema } from 'halopsa-catalogue/schemas';
import type { HaloRecord } from '../store/port.js';

/** A record after a patch: what the patch lacks stays, null unsets, custom fields are joined one by one, read-only fields keep their value. */
export function mergeRecord(
  before: HaloRecord | undefined,
  patch: HaloRecord,
  schema: Schema | undefined,
): Record<string, unknown> {
  // The id comes first in every answer; a new record gets its own afterwards.
  const next: Record<string, unknown> = { id: undefined, ...before };
  for (const [name, value] of Object.entries(patch)) {
    if (name === 'id' || name === '__proto__' || schema?.fields.get(name)?.readonly) continue;
    if (value === null) delete next[name];
    else if (name === 'customfields' && Array.isArray(value))
      next[name] = mergeCustomFields(before?.[name], value as HaloRecord[]);
    else next[name] = value;
  }
  return next;
}

/** Custom fields are named by id or by name; those that the patch does not name stay. */
function mergeCustomFields(before: unknown, patch: readonly HaloRecord[]): HaloRecord[] {
  const fields = Array.isArray(before) ? [...(before as HaloRecord[])] : [];
  for (const field of patch) {
    const at = fields.findIndex((known) =>
      field.id !== undefined ? known.id === field.id : known.name === field.name,
    );
    if (at < 0) fields.push(withDisplay(field));
    else fields[at] = withDisplay({ ...withoutValue(fields[at]!), ...field });
  }
  return fields;
}

/** A field that is sent without a value is emptied. */
const withoutValue = ({ value: _, display: __, ...field }: HaloRecord): HaloRecord => field;

const withDisplay = (field: HaloRecord): HaloRecord =>
  field.value === undefined || field.value === null
    ? withoutValue(field)
    : { ...field, display: Array.isArray(field.value) ? '' : String(field.value) };
