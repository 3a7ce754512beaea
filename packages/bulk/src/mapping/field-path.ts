import { type Fields, type FieldValue, isList, isObject, objectsIn } from '../fields.js';
/** A path into a record: `item_tax_code`, `customfields.CFregion`, `lines[0].quantity`. */
export type FieldPath = readonly (string | number)[];

/** A record that is being put together. */
export type Draft = Record<string, FieldValue>;

/** The field that holds custom fields: a list of records that are identified, and so written, by name. */
const customFields = 'customfields';

/** Names that lead out of a record into what all records share. */
const shared: ReadonlySet<string | number> = new Set(['__proto__', 'constructor', 'prototype']);
/** The last place of a list that a path can name: nobody means more, and all places before it would be made. */
const lastPlace = 999;

/** Reads a path; undefined if the text is not one. */
export function parsePath(text: string): FieldPath | undefined {
  if (text.length > 500) return undefined;
  const parts = [...text.matchAll(/([^.[\]]+)|\[(\d+)\]/g)].map(
    ([, name, index]) => name ?? Number(index),
  );
  if (parts.some((part) => shared.has(part) || (typeof part === 'number' && part > lastPlace)))
    return undefined;
  const rebuilt = parts
    .map((part, at) => (typeof part === 'number' ? `[${part}]` : at === 0 ? part : `.${part}`))
    .join('');
  return rebuilt === text && typeof parts[0] === 'string' ? parts : undefined;
}

/** Sets a value below a record, making what lies between. */
export function assignAt(record: Draft, path: FieldPath, value: FieldValue): void {
  const [first, ...rest] = path as [string, ...(string | number)[]];
  if (rest.length === 0) record[first] = value;
  else if (first === customFields) assignCustomField(record, String(rest[0]), value);
  else record[first] = placed(record[first], rest, value);
}

/** Whether a path leads into a list or a record; custom fields are written one by one. */
export const isDeep = ([first, ...rest]: FieldPath): boolean =>
  rest.length > 0 && first !== customFields;

/** What rows set below a field, merged into its present value: a list or a record that is sent replaces the one before. */
export function withNeighbours(wanted: Fields, found: Fields, paths: readonly FieldPath[]): Draft {
  const whole: Draft = { ...wanted };
  for (const first of new Set(paths.map(([name]) => String(name))))
    if (wanted[first] !== undefined) whole[first] = found[first];
  for (const path of paths) {
    const value = valueAt(wanted, path);
    if (value !== undefined) assignAt(whole, path, value);
  }
  return whole;
}

/** The value below a record; undefined where there is none. */
export function valueAt(record: Fields, [first, ...rest]: FieldPath): FieldValue {
  const top = record[String(first)];
  if (rest.length === 0) return top;
  if (first === customFields)
    return objectsIn(top).find((field) => field['name'] === rest[0])?.['value'];
  return rest.reduce<FieldValue>(valueIn, top);
}

/** The value at a place of a list, or under a name of a record. */
function valueIn(holder: FieldValue, part: string | number): FieldValue {
  if (isList(holder)) return typeof part === 'number' ? holder[part] : undefined;
  return isObject(holder) ? holder[part] : undefined;
}

function assignCustomField(record: Draft, name: string, value: FieldValue): void {
  record[customFields] = [...objectsIn(record[customFields]), { name, value }];
}

function placed(holder: FieldValue, [part, ...rest]: FieldPath, value: FieldValue): FieldValue {
  if (part === undefined) return value;
  if (typeof part === 'number') {
    const list = isList(holder) ? [...holder] : [];
    // A place that is set to nothing is null in JSON.
    list[part] = placed(list[part], rest, value) ?? null;
    return list;
  }
  const before = isObject(holder) ? holder : {};
  return { ...before, [part]: placed(before[part], rest, value) };
}
