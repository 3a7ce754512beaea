import type { Resource } from 'halopsa-catalogue';
import { type Field, findSchema } from 'halopsa-catalogue/schemas';
import { headingAliases } from '../data/heading-aliases.js';
import type { Mode } from '../plan/plan-file.js';
import { type FieldPath, isDeep, parsePath } from './field-path.js';
import { schemaOf } from './find-field.js';
import type { ColumnRule } from './map-file.js';
import { referenceOf } from './references.js';

/** What becomes of a column whose field Halo sets itself. */
export type Treatment =
  /** Its texts go to the field that sets it: names of the records that this one refers to, or the same texts. */
  | { readonly kind: 'instead'; readonly field: string; readonly isName: boolean }
  /** It tells which record a row means, and is never sent. */
  | { readonly kind: 'key' }
  /** It is held against the record, and a cell that says something else is refused. */
  | { readonly kind: 'compare'; readonly instead: string }
  | { readonly kind: 'drop'; readonly instead: string | undefined }
  | { readonly kind: 'refuse'; readonly instead: string | undefined };

/** What decides about the columns of a source. */
export interface Circumstances {
  readonly resource: Resource;
  readonly mode: Mode;
  /** Fields of the keys that rows are matched by. */
  readonly keyFields: ReadonlySet<string>;
  /** Fields that something else than a column fills. */
  readonly filled: readonly string[];
  /** Whether rows are held against the records of a tenant. */
  readonly isCompared: boolean;
}

/** The field at a path, in whatever record it lies; undefined for custom fields and for what the contract does not know. */
export function fieldAt(path: FieldPath | undefined, resource: Resource): Field | undefined {
  if (!path || (path.length > 1 && !isDeep(path))) return undefined;
  let field: Field | undefined;
  let schema = schemaOf(resource);
  for (const part of path) {
    if (typeof part === 'number') continue;
    field = schema?.fields.get(part);
    if (!field) return undefined;
    schema = findSchema(field.type.replace(/(\[\])+$/, ''));
  }
  return field;
}

interface Column {
  readonly at: number;
  readonly field: Field;
  /** The path of the field that sets it. */
  readonly instead: string | undefined;
}

/** Decides about the columns whose fields Halo sets itself; undefined for all others. */
export function treatColumns(rules: readonly (ColumnRule | undefined)[], circumstances: Circumstances): (Treatment | undefined)[] {
  const { resource, mode, keyFields } = circumstances;
  const found = rules.map((rule, at) => columnSetByHalo(rule, at, resource));
  const isSetByUs = (field: Field): boolean =>
    field.set !== 'computed' && !field.readonly && !(field.set === 'createOnly' && mode === 'update');
  const columns = found.filter((column) => column !== undefined && !isSetByUs(column.field)) as Column[];
  const treated: (Treatment | undefined)[] = rules.map(() => undefined);
  const places = new Set(columns.map(({ at }) => at));
  const filled = new Set([...circumstances.filled, ...rules.flatMap((rule, at) => (rule && !places.has(at) ? [rule.field] : []))]);
  const open = columns.filter(({ at, field, instead }) => {
    if (keyFields.has(field.name) && rules[at]!.field === field.name) treated[at] = { kind: 'key' };
    else if (instead !== undefined && filled.has(instead)) treated[at] = { kind: 'drop', instead };
    return treated[at] === undefined;
  });
  // A sheet in which a name stands beside its id was read from Halo.
  const wasRead = treated.some((one) => one?.kind === 'drop');
  const left = open.filter((column) => {
    treated[column.at] = otherWay(column);
    return treated[column.at] === undefined;
  });
  for (const one of treated) if (one?.kind === 'instead') filled.add(one.field);
  const hasChange = [...filled].some((field) => field !== 'id' && !field.startsWith('_') && !keyFields.has(field));
  const isOfRecords = mode === 'update' || filled.has('id') || wasRead;
  for (const { at, instead } of left) {
    if (mode === 'delete' || (instead !== undefined && filled.has(instead))) treated[at] = { kind: 'drop', instead };
    else if (instead === undefined) treated[at] = { kind: isOfRecords && hasChange ? 'drop' : 'refuse', instead };
    else if (mode === 'update' && circumstances.isCompared && hasChange) treated[at] = { kind: 'compare', instead };
    else treated[at] = { kind: 'refuse', instead };
  }
  return treated;
}

function columnSetByHalo(rule: ColumnRule | undefined, at: number, resource: Resource): Column | undefined {
  const field = rule && fieldAt(parsePath(rule.field), resource);
  if (!field) return undefined;
  return { at, field, instead: field.instead === undefined ? undefined : rule.field.replace(/[^.]+$/, field.instead) };
}

/** The field that a column which Halo sets itself can be taken for, where nothing else can be meant; constants and templates ask too. */
export function otherWay({ field, instead }: Pick<Column, 'field' | 'instead'>): Treatment | undefined {
  if (instead === undefined || instead !== field.instead || field.type !== 'string') return undefined;
  const alias = field.name.replaceAll('_', '');
  if (Object.hasOwn(headingAliases, alias) && headingAliases[alias]!.includes(instead))
    return { kind: 'instead', field: instead, isName: false };
  // Only `status_name` is sure to be the name of what `status_id` refers to: an asset's group is not its type.
  const isName = field.name === `${instead.replace(/_id$/, '')}_name`;
  return isName && referenceOf(instead) ? { kind: 'instead', field: instead, isName } : undefined;
}
