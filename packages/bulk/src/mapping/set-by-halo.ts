import type { Resource } from 'halopsa-catalogue';
import { type Field, findSchema } from 'halopsa-catalogue/schemas';
import { headingAliases } from '../data/heading-aliases.js';
import type { Mode } from '../plan/plan-file.js';
import { isDeep, parsePath } from './field-path.js';
import { schemaOf } from './find-field.js';
import type { ColumnRule } from './map-file.js';
import { own } from './own.js';
import { referenceOf } from './references.js';

/** What becomes of a column whose field Halo sets itself. */
export type Treatment =
  /** Its texts go to the field that sets it: names of the records that this one refers to, or the texts themselves. */
  | { readonly kind: 'instead'; readonly field: string; readonly isName: boolean }
  /** It identifies the record of a row, and is never sent. */
  | { readonly kind: 'key' }
  /** It is compared with the record, and a cell that differs is refused. */
  | { readonly kind: 'compare'; readonly instead: string }
  | { readonly kind: 'drop'; readonly instead: string | undefined }
  | { readonly kind: 'refuse'; readonly instead: string | undefined };

/** What decides about the columns of a source. */
export interface Circumstances {
  readonly resource: Resource;
  readonly mode: Mode;
  /** Fields of the keys that rows are matched by. */
  readonly keyFields: ReadonlySet<string>;
  /** Fields that are filled by something other than a column. */
  readonly filled: readonly string[];
  /** Whether rows are compared with the records of a tenant. */
  readonly isCompared: boolean;
}

/** A field that not everybody can set at any time, with its path and that of the field that sets it. */
interface Reserved {
  readonly field: Field;
  readonly path: string;
  readonly instead: string | undefined;
}

/** The first field on a path that not everybody can set; custom fields, and what the contract does not know, are anybody's. */
function reservedOn(text: string, resource: Resource): Reserved | undefined {
  const path = parsePath(text);
  if (!path || (path.length > 1 && !isDeep(path))) return undefined;
  let schema = schemaOf(resource);
  let reached = '';
  for (const part of path) {
    reached = pathTo(reached, part);
    if (typeof part === 'number') continue;
    const field = schema?.fields.get(part);
    if (!field) return undefined;
    if (isReserved(field))
      return { field, path: reached, instead: siblingOf(reached, field.instead) };
    schema = findSchema(field.type.replace(/(\[\])+$/, ''));
  }
  return undefined;
}

const isReserved = ({ set, readonly }: Field): boolean =>
  set === 'computed' || set === 'createOnly' || readonly === true;

/** A path extended by one part. */
function pathTo(reached: string, part: string | number): string {
  if (typeof part === 'number') return `${reached}[${part}]`;
  return reached === '' ? part : `${reached}.${part}`;
}

/** The path of another field beside the one that a path ends in. */
const siblingOf = (path: string, field: string | undefined): string | undefined =>
  field === undefined ? undefined : path.replace(/[^.]+$/, field);

interface Column extends Reserved {
  readonly at: number;
  readonly rule: ColumnRule;
}

/** Decides about the columns whose fields Halo sets itself; undefined for all others. */
export function treatColumns(
  rules: readonly (ColumnRule | undefined)[],
  circumstances: Circumstances,
): (Treatment | undefined)[] {
  const { resource, mode, keyFields } = circumstances;
  const columns = reservedColumns(rules, circumstances);
  const treated: (Treatment | undefined)[] = rules.map(() => undefined);
  const filled = filledFields(rules, columns, circumstances.filled);
  const open = columns.filter((column) => {
    treated[column.at] = besideOthers(column, keyFields, filled);
    return treated[column.at] === undefined;
  });
  // A sheet in which a name stands beside its id was read from Halo.
  const wasRead = treated.some((one) => one?.kind === 'drop');
  const left = open.filter((column) => {
    treated[column.at] = otherWay(resource, column.rule.field, column);
    return treated[column.at] === undefined;
  });
  for (const one of treated) if (one?.kind === 'instead') filled.add(one.field);
  const sheet: Sheet = {
    filled,
    hasChange: [...filled].some(
      (field) => field !== 'id' && !field.startsWith('_') && !keyFields.has(field),
    ),
    isOfRecords: mode === 'update' || filled.has('id') || wasRead,
  };
  for (const column of left) treated[column.at] = withoutOtherWay(column, sheet, circumstances);
  return treated;
}

/** The columns whose fields Halo sets itself. */
const reservedColumns = (
  rules: readonly (ColumnRule | undefined)[],
  { resource, mode }: Pick<Circumstances, 'resource' | 'mode'>,
): readonly Column[] =>
  rules.flatMap((rule, at): Column[] => {
    const reserved = rule && reservedOn(rule.field, resource);
    return reserved && isSetByHalo(reserved, mode) ? [{ ...reserved, at, rule }] : [];
  });

/** The fields that are filled, without those of the columns that Halo sets itself. */
function filledFields(
  rules: readonly (ColumnRule | undefined)[],
  columns: readonly Column[],
  others: readonly string[],
): Set<string> {
  const places = new Set(columns.map(({ at }) => at));
  return new Set([
    ...others,
    ...rules.flatMap((rule, at) => (rule && !places.has(at) ? [rule.field] : [])),
  ]);
}

/** What becomes of a column that is a key, or stands beside the field that sets it. */
function besideOthers(
  { rule, field, instead }: Column,
  keyFields: ReadonlySet<string>,
  filled: ReadonlySet<string>,
): Treatment | undefined {
  if (keyFields.has(field.name) && rule.field === field.name) return { kind: 'key' };
  return instead !== undefined && filled.has(instead) ? { kind: 'drop', instead } : undefined;
}

/** What decides about a column once all the others are decided. */
interface Sheet {
  readonly filled: ReadonlySet<string>;
  /** Whether rows change any field. */
  readonly hasChange: boolean;
  /** Whether rows are about records that are there already. */
  readonly isOfRecords: boolean;
}

/** What becomes of a column that can be taken for no other field. */
function withoutOtherWay(
  { instead }: Column,
  { filled, hasChange, isOfRecords }: Sheet,
  { mode, isCompared }: Pick<Circumstances, 'mode' | 'isCompared'>,
): Treatment {
  if (mode === 'delete' || (instead !== undefined && filled.has(instead)))
    return { kind: 'drop', instead };
  if (instead === undefined) return { kind: isOfRecords && hasChange ? 'drop' : 'refuse', instead };
  return { kind: mode === 'update' && isCompared && hasChange ? 'compare' : 'refuse', instead };
}

const isSetByHalo = ({ field }: Reserved, mode: Mode): boolean =>
  field.set !== 'createOnly' || mode === 'update';

/** The same for a field that is not a column of a sheet: it is taken for the field that sets it, or refused with a reason. */
export function treatAlone(
  text: string,
  { resource, mode }: Pick<Circumstances, 'resource' | 'mode'>,
): Treatment | string | undefined {
  const reserved = reservedOn(text, resource);
  if (!reserved || !isSetByHalo(reserved, mode)) return undefined;
  const { field, path, instead } = reserved;
  if (field.set === 'createOnly') return `Halo takes ${path} only when a record is made`;
  return (
    otherWay(resource, text, reserved) ??
    `Halo sets ${path} itself${instead === undefined ? '' : `: use ${instead}`}`
  );
}

/** The field that one which Halo sets itself can be taken for, where nothing else can be meant. */
function otherWay(
  { attribute }: Resource,
  text: string,
  { field, instead }: Reserved,
): Treatment | undefined {
  if (instead === undefined || text !== field.name || field.type !== 'string') return undefined;
  const alias = field.name.replaceAll('_', '');
  if (own(headingAliases, alias)?.includes(instead))
    return { kind: 'instead', field: instead, isName: false };
  // Only `status_name` is sure to be the name of what `status_id` refers to: an asset's group is not its type.
  const isName = field.name === `${instead.replace(/_id$/, '')}_name`;
  const isFound = isName && (referenceOf(attribute, instead)?.names.length ?? 0) > 0;
  return isFound ? { kind: 'instead', field: instead, isName } : undefined;
}
