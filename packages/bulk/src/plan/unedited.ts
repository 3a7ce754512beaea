import { isAsWritten } from '../cell-value.js';
import { type Fields, type FieldValue, isList, objectsIn } from '../fields.js';
import type { CompiledMapping } from '../mapping/compile-mapping.js';
import { type Draft, valueAt } from '../mapping/field-path.js';
import type { Difference } from '../matching/same-value.js';
import type { SourceRow } from '../reading/source.js';

/**
 * Whether the cell of a field is as a sheet holds what the record has: then nobody edited it, and it is neither a change nor a
 * fault, whatever it would mean by itself (a date before 1753, an id of nothing, a text that is too long).
 */
export function isUnedited(
  mapping: CompiledMapping,
  { cells }: SourceRow,
  { field, found }: { field: string; found: Fields },
): boolean {
  const target = mapping.targets.find((one) => one.field === field);
  if (target?.at === undefined) return false;
  const cell = cells[target.at];
  return (
    isAsWritten(cell, valueAt(found, target.path)) ||
    (target.shows !== undefined && isAsWritten(cell, valueAt(found, target.shows)))
  );
}

interface Edit {
  readonly mapping: CompiledMapping;
  readonly source: SourceRow;
  readonly record: Draft;
  readonly found: Fields;
}

/** A difference without the fields whose cells nobody edited; undefined where none is left. */
export function editedDifference(
  difference: Difference | undefined,
  { mapping, source, record, found }: Edit,
): Difference | undefined {
  if (!difference) return undefined;
  const isEdited = (field: string): boolean =>
    isEmptied(field, { mapping, source, record }) || !isUnedited(mapping, source, { field, found });
  const set: Record<string, FieldValue> = {};
  for (const [name, value] of Object.entries(difference.set)) {
    const fields =
      name === 'customfields' && isList(value)
        ? objectsIn(value).filter((field) => isEdited(`${name}.${String(field['name'])}`))
        : undefined;
    if (fields ? fields.length > 0 : isEdited(name)) set[name] = fields ?? value;
  }
  if (Object.keys(set).length === 0) return undefined;
  const before = Object.fromEntries(
    Object.keys(set).map((name) => [name, beforeOf(name, set[name], difference.before[name])]),
  );
  return { set, before };
}

/** A word that stands for nothing empties a field that holds this word. */
function isEmptied(field: string, { mapping, source, record }: Omit<Edit, 'found'>): boolean {
  const target = mapping.targets.find((one) => one.field === field);
  if (target?.at === undefined || valueAt(record, target.path) !== null) return false;
  return String(source.cells[target.at] ?? '').trim() !== '';
}

function beforeOf(name: string, set: FieldValue, before: FieldValue): FieldValue {
  if (name !== 'customfields' || !isList(before) || !isList(set)) return before ?? null;
  const kept = new Set(objectsIn(set).map((field) => field['name']));
  return objectsIn(before).filter((field) => kept.has(field['name']));
}
