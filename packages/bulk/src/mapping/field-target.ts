import type { Resource } from 'halopsa-catalogue';
import type { Field } from 'halopsa-catalogue/schemas';
import { BulkInputError } from '../input-error.js';
import { decorate, naming, referring } from './cell-converter.js';
import { converterFor, type Notation } from './convert.js';
import { type FieldPath, parsePath } from './field-path.js';
import { nearestFields, schemaOf } from './find-field.js';
import type { ColumnRule, Mapping } from './map-file.js';
import type { MappingContext } from './mapping-context.js';
import { own } from './own.js';
import { dateReader } from './read-date.js';
import type { Target } from './read-row.js';
import { referenceOf } from './references.js';
import { type Treatment, treatAlone } from './set-by-halo.js';

/** What a target is made with. */
export interface Making {
  readonly mapping: Mapping;
  readonly context: MappingContext;
}

/** The field that a rule fills: its own, or the one that sets it where Halo sets its own. */
export function fieldTarget(
  rule: ColumnRule,
  column: string,
  making: Making & { treatment?: Treatment | undefined },
): Omit<Target, 'cellOf'> {
  const { resource, source } = making.context;
  const path = parsePath(rule.field);
  const schema = schemaOf(resource);
  const top = String(path?.[0] ?? '');
  if (!path || (schema && top !== 'id' && !top.startsWith('_') && !schema.fields.has(top))) {
    const near = nearestFields(resource, rule.field);
    throw new BulkInputError(
      `${resource.title} have no field "${rule.field}"`,
      near.length > 0 ? `Is it ${near.join(' or ')}?` : 'Check the name of the field.',
      { file: source, column },
    );
  }
  const treatment = making.treatment ?? treatAlone(rule.field, making.context);
  if (typeof treatment === 'string')
    throw new BulkInputError(treatment, 'Leave it out.', { file: source, column });
  if (treatment?.kind === 'compare')
    return {
      ...plainTarget(rule, path, { ...making, column, isName: false }),
      instead: treatment.instead,
    };
  if (treatment?.kind !== 'instead')
    return plainTarget(rule, path, { ...making, column, isName: false });
  const { field, isName } = treatment;
  return {
    ...plainTarget({ ...rule, field }, [field], { ...making, column, isName }),
    shows: path,
  };
}

function plainTarget(
  rule: ColumnRule,
  path: FieldPath,
  { mapping, context, column, isName }: Making & { column: string; isName: boolean },
): Omit<Target, 'cellOf'> {
  const { source, references } = context;
  const top = String(path[0]);
  const notation = notationOf(rule, mapping, {
    file: source,
    column,
    zone: rule.zone ?? context.zone,
  });
  const known = knownField(path, context);
  const base = converterFor(known, notation);
  const reference =
    path.length === 1 && top !== 'id'
      ? referenceOf(context.resource.attribute, top, rule.lookup)
      : undefined;
  if (rule.lookup !== undefined && !reference)
    throw new BulkInputError(
      `${rule.field} refers to no record that could be looked up`,
      'Leave "lookup" out.',
      { file: source, column },
    );
  const values = { ...own(mapping.values, rule.field), ...rule.values };
  const named =
    reference && (isName || rule.lookup !== undefined) ? naming(reference, references) : undefined;
  const mayBeNamed = isCalled(column, rule.field) ? undefined : rule.field;
  const ids = reference ? referring(base, { reference, references, mayBeNamed }) : base;
  const convert = decorate(named ?? ids, {
    rule,
    values,
    isScoped: reference?.within !== undefined,
  });
  return {
    column,
    field: rule.field,
    path,
    convert,
    reference,
    isDate: known?.type === 'datetime',
  };
}

/** What stands for the column of a field that has the same value in every row. */
export const constantOf = (field: string): string => `constant value of ${field}`;

/** What stands for the column of a field that is filled from a template. */
export const templateOf = (field: string): string => `template of ${field}`;

const bare = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');

/** Whether a column is called what its field is called, but for case and punctuation: then its numbers are ids; constants are of a field too. */
const isCalled = (column: string, field: string): boolean =>
  bare(column) === bare(field) || column === constantOf(field) || column === templateOf(field);

/** What the contract says of the field at a path; undefined for what lies within a field. */
export function knownField(
  path: FieldPath | undefined,
  { resource }: MappingContext,
): Pick<Field, 'type' | 'maxLength'> | undefined {
  if (path?.length !== 1) return undefined;
  return path[0] === 'id' ? idField(resource) : schemaOf(resource)?.fields.get(String(path[0]));
}

const idField = (resource: Resource): { type: string; maxLength: undefined } => ({
  type: resource.idKind === 'int' ? 'int' : 'string',
  maxLength: undefined,
});

function notationOf(
  rule: ColumnRule,
  mapping: Mapping,
  { file, column, zone }: { file: string; column: string; zone: string | undefined },
): Notation {
  const place = { file, column };
  const readDate = dateReader({ format: rule.date ?? mapping.date, zone, place });
  const decimal = rule.decimal ?? mapping.decimal;
  if (decimal !== undefined && decimal !== '.' && decimal !== ',')
    throw new BulkInputError(
      `"${String(decimal)}" is not a decimal sign`,
      'It is a point or a comma.',
      place,
    );
  return { readDate, decimal };
}
