import type { Resource } from 'halopsa-catalogue';
import type { Field } from 'halopsa-catalogue/schemas';
import { isMark } from '../cell-value.js';
import type { Reference } from '../data/references.js';
import { BulkInputError } from '../input-error.js';
import { type Converter, converterFor, type Notation } from './convert.js';
import { DateSamples } from './date-samples.js';
import type { FieldLabels } from './field-labels.js';
import { type Draft, type FieldPath, parsePath } from './field-path.js';
import { findField, nearestFields, resultColumns, schemaOf } from './find-field.js';
import type { ColumnRule, Mapping, Transform } from './map-file.js';
import { Problem } from './problem.js';
import { dateReader } from './read-date.js';
import { type CellProblem, inOrder, readRow, type Target } from './read-row.js';
import { isShort, type References, referenceOf, type Scope } from './references.js';
import { plainCells, type Takes, takesOf } from './sheet-values.js';
import { TrimmedBlanks } from './trimmed-blanks.js';

/** What the columns of a source mean. */
export interface CompiledMapping {
  /** The top-level fields that rows may set. */
  readonly fields: readonly string[];
  /** Columns that become no field. */
  readonly ignored: readonly string[];
  /** What each column became, as a map file says it. */
  readonly columns: Readonly<Record<string, ColumnRule | string | null>>;
  readonly targets: readonly Target[];
  /** Fields that have the same value in every row, whatever else the row says. */
  readonly constants: readonly Target[];
  /** Lists to read before the first row. */
  readonly references: readonly Reference[];
  /** The cells of a row as their fields take them, where a sheet shows something else than it holds. */
  plain(cells: readonly unknown[]): readonly unknown[];
  /** The first dates of each column and what they were read as. */
  readonly dates: DateSamples;
  /** Cells whose blanks at the ends were taken away. */
  readonly blanks: TrimmedBlanks;
  /** Makes a record of the cells of a row, in the order of the columns; faults are put into `problems`. */
  read(cells: readonly unknown[], problems: CellProblem[]): Draft;
}

/** What a mapping is compiled against. */
export interface MappingContext {
  readonly resource: Resource;
  readonly columns: readonly string[];
  readonly references: References;
  /** The name of the source, for messages. */
  readonly source: string;
  /** What fields are called on the tenant's screens. */
  readonly labels?: Pick<FieldLabels, 'find'> | undefined;
  /** The zone of moments that name none; UTC without it. */
  readonly zone?: string | undefined;
  /** Whether the rows come from Halo itself, whose words are never doubted. */
  readonly fromHalo?: boolean | undefined;
  /** What became of headings in an earlier run, for those that mean nothing by themselves. */
  readonly earlier?: Mapping['columns'];
}

/** Compiles a mapping for a source; throws BulkInputError for a column that means nothing and a field that does not exist. */
export function compileMapping(mapping: Mapping, context: MappingContext): CompiledMapping {
  const { columns, source } = context;
  for (const heading of Object.keys(mapping.columns ?? {}))
    if (!columns.includes(heading))
      throw new BulkInputError('the map names this column, and the file has none', `The file has: ${columns.join(', ')}.`, {
        file: source,
        column: heading,
      });
  refuseUnknown(mapping, context);
  const rules = columns.map((heading) => ruleOf(heading, mapping, context));
  const nulls = new Set(['', ...(mapping.nulls ?? [])]);
  const constants = Object.entries(mapping.set ?? {}).map(([field, value]) => constantTarget(field, value, { mapping, context }));
  const targets = inOrder([
    ...rules.flatMap((rule, at) => (rule ? [columnTarget(columns[at]!, at, { rule, mapping, context, nulls })] : [])),
    ...Object.entries(mapping.templates ?? {}).map(([field, text]) => templateTarget(field, text, { mapping, context, nulls })),
    ...constants,
  ]);
  refuseTwice(targets, source);
  const dates = new DateSamples(context.zone ?? 'UTC');
  const sampled = targets.map((target) => (target.isDate ? dates.watch(target) : target));
  const clear = mapping.empty === 'clear';
  const takes = rules.map((rule): Takes => (rule ? takesOf(knownField(parsePath(rule.field), context), rule) : 'anything'));
  return {
    fields: [...new Set(targets.map(({ path }) => String(path[0])))],
    ignored: columns.filter((heading, at) => rules[at] === undefined && !resultColumns.includes(heading)),
    columns: Object.fromEntries(columns.map((heading, at) => [heading, briefRule(rules[at])])),
    targets,
    constants: targets.filter(({ field, scopes }) => !scopes && constants.some((constant) => constant.field === field)),
    references: targets.flatMap(({ reference }) => (reference && isShort(reference) ? [reference] : [])),
    plain: (cells) => plainCells(cells, takes),
    dates,
    blanks: new TrimmedBlanks(),
    read: (cells, problems) => readRow(sampled, cells, clear, problems),
  };
}

/** A rule that names a field alone is that name. */
const briefRule = (rule: ColumnRule | undefined): ColumnRule | string | null =>
  rule && Object.keys(rule).length === 1 ? rule.field : (rule ?? null);

/** What stands under a name that comes from a file; names such as `constructor` stand for nothing by themselves. */
const own = <T>(values: Readonly<Record<string, T>> | undefined, name: string): T | undefined =>
  values && Object.hasOwn(values, name) ? values[name] : undefined;

/** Headings that the mapping leaves open and that are no name of a field: those that labels and earlier runs may explain. */
export const openHeadings = (columns: readonly string[], mapping: Mapping, resource: Resource): string[] =>
  mapping.others === 'ignore'
    ? []
    : columns.filter(
        (heading) =>
          own(mapping.columns, heading) === undefined && !resultColumns.includes(heading) && findField(resource, heading) === undefined,
      );

const asRule = (given: ColumnRule | string | null | undefined): ColumnRule | undefined =>
  typeof given === 'string' ? { field: given } : (given ?? undefined);

/** Several headings that mean nothing are one message; one alone is refused where its rule is made. */
function refuseUnknown(mapping: Mapping, { columns, resource, source, labels, earlier }: MappingContext): void {
  if (mapping.others === 'ignore-unknown') return;
  const unknown = openHeadings(columns, mapping, resource).filter(
    (heading) => own(earlier, heading) === undefined && (labels?.find(heading) ?? []).length === 0,
  );
  if (unknown.length < 2) return;
  const words = unknown.slice(0, headingsShown).map((heading) => {
    const near = nearestFields(resource, heading);
    return near.length > 0 ? `"${heading}" (${near.join(' or ')}?)` : `"${heading}"`;
  });
  const more = unknown.length > words.length ? ` and ${unknown.length - words.length} more` : '';
  throw new BulkInputError(
    `${unknown.length} headings are not the name of any field of ${resource.title.toLowerCase()}: ${words.join(', ')}${more}`,
    'Say --column "HEADING=FIELD" for each; --ignore "HEADING" leaves one out, and --ignore-others all of them.',
    { file: source },
  );
}

const headingsShown = 20;

function ruleOf(heading: string, mapping: Mapping, { resource, source, labels, earlier }: MappingContext): ColumnRule | undefined {
  const given = own(mapping.columns, heading);
  if (given !== undefined) return asRule(given);
  if (resultColumns.includes(heading) || mapping.others === 'ignore') return undefined;
  const field = findField(resource, heading);
  if (field) return { field };
  const before = own(earlier, heading);
  if (before !== undefined) return asRule(before);
  const called = labels?.find(heading) ?? [];
  if (called.length === 1) return { field: called[0]! };
  if (called.length > 1)
    throw new BulkInputError(
      `${called.length} fields are called so: ${called.join(' and ')}`,
      `Say --column "${heading}=${called[0]}", or another of them.`,
      { file: source, column: heading },
    );
  if (mapping.others === 'ignore-unknown') return undefined;
  const near = nearestFields(resource, heading);
  const hint = near.length > 0 ? `Is it ${near.join(' or ')}? ` : '';
  throw new BulkInputError(
    `no field of ${resource.title.toLowerCase()} has this name`,
    `${hint}Say --column "${heading}=FIELD", or leave the column out by --ignore "${heading}".`,
    { file: source, column: heading },
  );
}

interface Making {
  readonly mapping: Mapping;
  readonly context: MappingContext;
}

function columnTarget(
  column: string,
  at: number,
  { rule, nulls, ...making }: Making & { rule: ColumnRule; nulls: ReadonlySet<string> },
): Target {
  const transforms = rule.transforms ?? [];
  const trims = !transforms.includes('keep-blanks');
  const cellOf = (cells: readonly unknown[]): unknown => {
    const cell = cells[at];
    if (typeof cell !== 'string') return cell === undefined ? null : cell;
    if (isMark(cell)) return undefined;
    const text = trims ? cell.trim() : cell;
    return nulls.has(text) ? null : text;
  };
  const { mapping } = making;
  const isPlain = Object.keys(rule).length === 1 && !own(mapping.values, rule.field) && (mapping.decimal ?? '.') === '.';
  const meant = new Set([
    ...(mapping.literals ?? []),
    ...Object.keys(rule.values ?? {}),
    ...Object.keys(own(mapping.values, rule.field) ?? {}),
  ]);
  const mayDoubt = making.context.fromHalo ? undefined : (text: string): boolean => !meant.has(text);
  const type = knownField(parsePath(rule.field), making.context)?.type ?? 'string';
  const trimmedAt = trims && type === 'string' ? at : undefined;
  return { ...fieldTarget(rule, column, making), cellOf, at: isPlain ? at : undefined, mayDoubt, trimmedAt };
}

function templateTarget(field: string, text: string, { nulls, ...making }: Making & { nulls: ReadonlySet<string> }): Target {
  const { columns, source } = making.context;
  const parts = text.split(/\{\{([^{}]+)\}\}/).map((part, index) => (index % 2 === 1 ? part.trim() : part));
  const at = parts.map((part, index) => (index % 2 === 1 ? columns.indexOf(part) : -1));
  const missing = parts.find((_, index) => index % 2 === 1 && at[index] === -1);
  if (missing !== undefined)
    throw new BulkInputError(`the template of ${field} names this column, and the file has none`, `The file has: ${columns.join(', ')}.`, {
      file: source,
      column: missing,
    });
  const cellOf = (cells: readonly unknown[]): unknown =>
    at
      .map((column) => (isMark(cells[column]) ? new Problem('the sheet could not hold the text') : cells[column]))
      .find((cell) => cell instanceof Problem) ??
    parts
      .map((part, index) => (index % 2 === 0 ? part : nulls.has(String(cells[at[index]!] ?? '')) ? '' : String(cells[at[index]!])))
      .join('');
  return { ...fieldTarget({ field }, `template of ${field}`, making), cellOf };
}

function constantTarget(field: string, value: unknown, making: Making): Target {
  const target = fieldTarget({ field }, `--set ${field}`, making);
  // A constant that is empty empties the field, whatever empty cells do.
  if (value === null || value === '') return { ...target, reference: undefined, cellOf: () => '', convert: () => null };
  return { ...target, cellOf: () => value };
}

function fieldTarget(rule: ColumnRule, column: string, { mapping, context }: Making): Omit<Target, 'cellOf'> {
  const { resource, source, references } = context;
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
  const notation = notationOf(rule, mapping, { file: source, column, zone: context.zone });
  const known = knownField(path, context);
  if (known && 'readonly' in known && known.readonly)
    throw new BulkInputError(`Halo sets ${rule.field} itself`, `Leave the column out by --ignore "${column}".`, { file: source, column });
  const base = converterFor(known, notation);
  const reference = path.length === 1 && top !== 'id' ? referenceOf(top, rule.lookup) : undefined;
  if (rule.lookup !== undefined && !reference)
    throw new BulkInputError(`${rule.field} refers to no record that could be looked up`, 'Leave "lookup" out.', { file: source, column });
  const values = { ...own(mapping.values, rule.field), ...rule.values };
  const named = reference && rule.lookup !== undefined ? naming(reference, references) : undefined;
  const convert = decorate(named ?? (reference ? referring(base, reference, references) : base), { rule, values });
  return { column, field: rule.field, path, convert, reference, isDate: known?.type === 'datetime' };
}

/** What the contract says of the field at a path; undefined for what lies within a field. */
function knownField(path: FieldPath | undefined, { resource }: MappingContext): Pick<Field, 'type' | 'maxLength'> | undefined {
  if (path?.length !== 1) return undefined;
  return path[0] === 'id' ? idField(resource) : schemaOf(resource)?.fields.get(String(path[0]));
}

const idField = (resource: Resource): { type: string; maxLength: undefined } => ({
  type: resource.idKind === 'int' ? 'int' : 'string',
  maxLength: undefined,
});

/** A cell that names a record by a field of its own, and is no id even where it looks like one. */
const naming =
  (reference: Reference, references: References): Converter =>
  (cell, scope) =>
    references.resolve(reference, String(cell), scope);

function referring(base: Converter, reference: Reference, references: References): Converter {
  return (cell, scope) => {
    const value = base(cell);
    // What begins like a number is a number that is written wrongly, and no name.
    if (value instanceof Problem)
      return typeof cell === 'string' && !/^[+-]?[\d.,]+$/.test(cell) ? references.resolve(reference, cell, scope) : value;
    if (typeof value === 'number' && value > 0 && !references.knows(reference, value))
      return new Problem(`${value} is the id of no ${reference.resource}`, String(value));
    return value;
  };
}

function decorate(convert: Converter, { rule, values }: { rule: ColumnRule; values: Readonly<Record<string, unknown>> }): Converter {
  const { split, transforms = [], unlisted } = rule;
  const hasValues = Object.keys(values).length > 0;
  if (!hasValues && split === undefined && transforms.length === 0 && unlisted === undefined) return convert;
  return (cell, scope) => {
    const answer = hasValues ? answerTo(String(cell), values, scope) : undefined;
    if (answer !== undefined && answer !== null) return answer;
    if (unlisted !== undefined) return new Problem(`"${String(cell)}" ${unlisted}`);
    const text = typeof cell === 'string' ? transforms.reduce(transformed, cell) : cell;
    return convert(split !== undefined && typeof text === 'string' ? text.split(split).map((part) => part.trim()) : text, scope);
  };
}

/** The answer for a name: one for all rows, or one for each text that narrows it down. */
function answerTo(name: string, values: Readonly<Record<string, unknown>>, scope: Scope | undefined): unknown {
  const answer = own(values, name);
  return scope && typeof answer === 'object' && answer !== null ? own(answer as Readonly<Record<string, unknown>>, scope.text) : answer;
}

function transformed(text: string, transform: Transform): string {
  if (transform === 'trim') return text.trim();
  if (transform === 'upper') return text.toUpperCase();
  return transform === 'lower' ? text.toLowerCase() : text;
}

function notationOf(
  rule: ColumnRule,
  mapping: Mapping,
  { file, column, zone }: { file: string; column: string; zone: string | undefined },
): Notation {
  const place = { file, column };
  const readDate = dateReader({ format: rule.date ?? mapping.date, zone, place });
  const decimal = rule.decimal ?? mapping.decimal;
  if (decimal !== undefined && decimal !== '.' && decimal !== ',')
    throw new BulkInputError(`"${String(decimal)}" is not a decimal sign`, 'It is a point or a comma.', place);
  return { readDate, decimal };
}

function refuseTwice(targets: readonly Target[], file: string): void {
  const seen = new Map<string, string>();
  for (const { field, column } of targets) {
    const other = seen.get(field);
    if (other !== undefined)
      throw new BulkInputError(`${field} is filled from "${other}" already`, 'Leave one of the two out by --ignore.', { file, column });
    seen.set(field, column);
  }
}
