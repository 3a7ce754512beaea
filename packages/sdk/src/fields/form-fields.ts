import { type FieldValue, fieldsOf, isPlainObject } from '../codec/json-value.js';
import type { Context } from '../core/context.js';
import type { WireRecord } from '../core/records.js';
import {
  assumedCodes,
  type FieldCodes,
  type FieldKind,
  type FieldVisibility,
} from './assumed-codes.js';
import type { Field, FieldOptions, LookupValue } from './field.js';
import { sourceOf, type ValueSource } from './known-fields.js';
import { lookupValues } from './lookup-values.js';
import { listValues } from './value-lists.js';

/** The fields of the type's form, in its order; lists of values are read as seldom as can be and kept for a while. */
export async function readFormFields(
  context: Context,
  ticketType: WireRecord,
  options: FieldOptions = {},
): Promise<Field[]> {
  const { verbs, memory } = context;
  const { signal } = options;
  const hasFields = Array.isArray(ticketType.fields);
  const id = ticketType.id as number;
  const read = (): Promise<WireRecord> => verbs.get(id, { includedetails: true }, { signal });
  const detailed = hasFields ? ticketType : await memory.recall(`ticketTypes ${id}`, read);
  const rows = flatten(Array.isArray(detailed.fields) ? (detailed.fields as WireRecord[]) : []);
  return Promise.all(rows.map((row) => toField(row, { context, ticketType: detailed, options })));
}

/** The rows in the order of the form; those of a group stand in the group's place. */
function flatten(rows: readonly WireRecord[]): WireRecord[] {
  return [...rows]
    .sort((a, b) => Number(a.seq ?? 0) - Number(b.seq ?? 0))
    .flatMap((row) => {
      const group = row.group as WireRecord | undefined;
      return Array.isArray(group?.fields) && group.fields.length > 0
        ? flatten(group.fields as WireRecord[])
        : [row];
    });
}

interface Reading {
  readonly context: Context;
  readonly ticketType: WireRecord;
  readonly options: FieldOptions;
}

async function toField(given: WireRecord, reading: Reading): Promise<Field> {
  const row = fieldsOf(given);
  const { codes = assumedCodes, as = 'agent' } = reading.options;
  const info = isPlainObject(row.fieldinfo) ? row.fieldinfo : {};
  const name = String(info.name ?? row.fieldname ?? '');
  const source = sourceOf(name.toLowerCase());
  const visibility = visibilityOf(as === 'agent' ? row.technew : row.endusernew, codes);
  return {
    id: Number(row.fieldid ?? info.id ?? row.id),
    name,
    label: text(row.override_fieldname) ?? text(info.labellong) ?? text(info.label) ?? name,
    kind: kindOf(source, info, codes),
    required: info.mandatory === true || isShownAs('required', visibility),
    readonly: info.readonly === true || isShownAs('readonly', visibility),
    characterLimit: Number(info.characterlimit) > 0 ? Number(info.characterlimit) : undefined,
    pattern: text(info.regex),
    ...categoryOf(source),
    isCustom: Number(info.custom ?? 0) > 0 || /^CF/.test(name),
    lookupValues: await valuesOf(source, info, reading),
  };
}

const isShownAs = (wanted: FieldVisibility, visibility: FieldVisibility): boolean | 'unknown' =>
  visibility === 'unknown' ? 'unknown' : visibility === wanted;

/** What is to be said of a field that holds a category. */
function categoryOf(
  source: ValueSource | undefined,
): Pick<Field, 'isCategory' | 'categoryTypeId' | 'csvColumnName'> {
  if (source?.kind !== 'category')
    return { isCategory: false, categoryTypeId: undefined, csvColumnName: undefined };
  return {
    isCategory: true,
    categoryTypeId: source.type,
    csvColumnName: source.type === 1 ? 'Category' : `Category${source.type}`,
  };
}

function kindOf(source: ValueSource | undefined, info: WireRecord, codes: FieldCodes): FieldKind {
  if (source) return source.kind === 'category' ? 'category' : 'select';
  return typeof info.type === 'number' ? (codes.kinds[info.type] ?? 'unknown') : 'unknown';
}

const visibilityOf = (code: FieldValue, codes: FieldCodes): FieldVisibility =>
  typeof code === 'number' ? (codes.visibilities[code] ?? 'unknown') : 'unknown';

/** Values come with the field, or from the list that a built-in field draws on, or from the lookup that a custom one names. */
async function valuesOf(
  source: ValueSource | undefined,
  info: WireRecord,
  reading: Reading,
): Promise<readonly LookupValue[] | undefined> {
  if (Array.isArray(info.values) && info.values.length > 0) {
    return (info.values as WireRecord[]).map(({ id, name }) => ({
      id: id as number,
      label: String(name ?? ''),
    }));
  }
  if (source) return listValues(reading.context, source, reading.ticketType);
  return Number(info.lookup) > 0 ? lookupValues(reading.context, Number(info.lookup)) : undefined;
}

const text = (value: FieldValue): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value : undefined;
