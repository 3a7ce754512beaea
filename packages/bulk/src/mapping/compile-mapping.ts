import type { Resource } from 'halopsa-catalogue';
import type { Field } from 'halopsa-catalogue/schemas';
import { isMark } from '../cell-value.js';
import type { Reference } from '../data/references.js';
import { BulkInputError } from '../input-error.js';
import type { Mode } from '../plan/plan-file.js';
import { type Converter, converterFor, type Notation } from './convert.js';
import { DateSamples } from './date-samples.js';
import { type Draft, type FieldPath, parsePath } from './field-path.js';
import { nearestFields, resultColumns, schemaOf } from './find-field.js';
import { type HeadingContext, type HeadingOfHalo, own, refuseHeadings, rulesOf } from './headings.js';
import type { ColumnRule, Mapping, Transform } from './map-file.js';
import { Problem } from './problem.js';
import { dateReader } from './read-date.js';
import { type CellProblem, inOrder, readRow, type Target } from './read-row.js';
import { isShort, type References, referenceOf, type Scope, scopeText } from './references.js';
import { type Treatment, treatAlone, treatColumns } from './set-by-halo.js';
import { plainCells, type Takes, takesOf } from './sheet-values.js';
import { TrimmedBlanks } from './trimmed-blanks.js';

/** What the columns of a source mean. */
export interface CompiledMapping {
  /** The top-level fields that rows may set. */
  readonly fields: readonly string[];
  /** Fields whose present values rows are held against. */
  readonly compareds: readonly string[];
  /** Fields of a record that help to understand a row, where the list of records shows them. */
  readonly extras: readonly string[];
  /** Fields that Halo sets itself and that only tell which record a row means. */
  readonly keysOfHalo: readonly string[];
  /** Columns that become no field. */
  readonly ignored: readonly string[];
  /** Columns whose fields Halo sets itself, and that are not sent. */
  readonly dropped: readonly HeadingOfHalo[];
  /** What each column became, as a map file says it. */
  readonly columns: Readonly<Record<string, ColumnRule | string | null>>;
  readonly targets: readonly Target[];
  /** Columns whose fields Halo sets itself, and whose cells have to be as the record is. */
  readonly compared: readonly Target[];
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
  /**
   * Makes a record of the cells of a row, in the order of the columns; faults are put into `problems`. The record that the row is
   * about, where it is known, narrows names down.
   */
  read(cells: readonly unknown[], problems: CellProblem[], found?: Readonly<Draft>): Draft;
}

/** What a mapping is compiled against. */
export interface MappingContext extends HeadingContext {
  readonly mode: Mode;
  /** Fields of the keys that rows are matched by. */
  readonly keyFields: ReadonlySet<string>;
  /** Whether rows are held against the records of a tenant. */
  readonly isCompared: boolean;
  readonly references: References;
  /** The zone of moments that name none; UTC without it. */
  readonly zone?: string | undefined;
  /** Whether the rows come from Halo itself, whose words are never doubted. */
  readonly fromHalo?: boolean | undefined;
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
  const { rules, unknown } = rulesOf(mapping, context);
  const filled = [...Object.keys(mapping.set ?? {}), ...Object.keys(mapping.templates ?? {})];
  const treatments = treatColumns(rules, { ...context, filled });
  const ofHalo = (kind: Treatment['kind']): HeadingOfHalo[] =>
    treatments.flatMap((one, at) => (one?.kind === kind ? [headingOfHalo(one, columns[at]!, rules[at]!)] : []));
  refuseHeadings(unknown, ofHalo('refuse'), context);
  const nulls = new Set(['', ...(mapping.nulls ?? [])]);
  const constants = Object.entries(mapping.set ?? {}).map(([field, value]) => constantTarget(field, value, { mapping, context }));
  const targetAt = (at: number): Target =>
    columnTarget(columns[at]!, at, { rule: rules[at]!, treatment: treatments[at], mapping, context, nulls });
  const placesOf = (isWanted: (treatment: Treatment | undefined) => boolean): number[] =>
    columns.flatMap((_, at) => (rules[at] && isWanted(treatments[at]) ? [at] : []));
  const targets = inOrder([
    ...placesOf((treatment) => treatment?.kind !== 'drop' && treatment?.kind !== 'compare').map(targetAt),
    ...Object.entries(mapping.templates ?? {}).map(([field, text]) => templateTarget(field, text, { mapping, context, nulls })),
    ...constants,
  ]);
  refuseTwice(targets, source);
  const dates = new DateSamples();
  const zoneOf = ({ column }: Target): string => rules[columns.indexOf(column)]?.zone ?? context.zone ?? 'UTC';
  const sampled = targets.map((target) => (target.isDate ? dates.watch(target, zoneOf(target)) : target));
  const clear = mapping.empty === 'clear';
  const takes = rules.map((rule): Takes => (rule ? takesOf(knownField(parsePath(rule.field), context), rule) : 'anything'));
  const keysOfHalo = placesOf((treatment) => treatment?.kind === 'key').map((at) => rules[at]!.field);
  const compared = placesOf((treatment) => treatment?.kind === 'compare').map(targetAt);
  const fields = topOf(targets).filter((field) => !keysOfHalo.includes(field));
  const shown = targets.flatMap(({ shows }) => (shows ? [String(shows[0])] : []));
  return {
    fields,
    // An empty cell empties a field only where the name that Halo shows is known not to be empty.
    compareds: [...fields, ...topOf(compared), ...(clear ? shown : [])],
    extras: [...shown, ...fields, ...targets.flatMap(({ reference }) => (reference?.within ?? []).flatMap(withName))],
    keysOfHalo,
    ignored: columns.filter((heading, at) => rules[at] === undefined && !resultColumns.includes(heading)),
    dropped: ofHalo('drop'),
    columns: Object.fromEntries(columns.map((heading, at) => [heading, briefRule(rules[at])])),
    targets,
    compared,
    constants: targets.filter(({ field, scopes }) => !scopes && constants.some((constant) => constant.field === field)),
    references: targets.flatMap(({ reference }) => (reference && isShort(reference) ? [reference] : [])),
    plain: (cells) => plainCells(cells, takes),
    dates,
    blanks: new TrimmedBlanks(),
    read: (cells, problems, found) => readRow(sampled, cells, { clear, problems, found }),
  };
}

const topOf = (targets: readonly Pick<Target, 'path'>[]): string[] => [...new Set(targets.map(({ path }) => String(path[0])))];
const withName = (field: string): string[] => [field, field.replace(/_id$/, '_name')];
const headingOfHalo = (treatment: Treatment, heading: string, { field }: ColumnRule): HeadingOfHalo => ({
  heading,
  field,
  instead: 'instead' in treatment ? treatment.instead : undefined,
});

/** A rule that names a field alone is that name. */
const briefRule = (rule: ColumnRule | undefined): ColumnRule | string | null =>
  rule && Object.keys(rule).length === 1 ? rule.field : (rule ?? null);

interface Making {
  readonly mapping: Mapping;
  readonly context: MappingContext;
}

function columnTarget(
  column: string,
  at: number,
  { rule, treatment, nulls, ...making }: Making & { rule: ColumnRule; treatment: Treatment | undefined; nulls: ReadonlySet<string> },
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
  const target = fieldTarget(rule, column, { ...making, treatment });
  const isPlain =
    Object.keys(rule).every((name) => name === 'field' || name === 'zone') &&
    !own(mapping.values, target.field) &&
    (mapping.decimal ?? '.') === '.';
  const meant = new Set([
    ...(mapping.literals ?? []),
    ...Object.keys(rule.values ?? {}),
    ...Object.keys(own(mapping.values, target.field) ?? {}),
  ]);
  const mayDoubt = making.context.fromHalo ? undefined : (text: string): boolean => !meant.has(text);
  const type = knownField(target.path, making.context)?.type ?? 'string';
  const trimmedAt = trims && type === 'string' ? at : undefined;
  return { ...target, cellOf, at: isPlain ? at : undefined, mayDoubt, trimmedAt };
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

/** The field that a rule fills: its own, or the one that sets it where Halo sets its own. */
function fieldTarget(rule: ColumnRule, column: string, making: Making & { treatment?: Treatment | undefined }): Omit<Target, 'cellOf'> {
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
  if (typeof treatment === 'string') throw new BulkInputError(treatment, 'Leave it out.', { file: source, column });
  if (treatment?.kind === 'compare')
    return { ...plainTarget(rule, path, { ...making, column, isName: false }), instead: treatment.instead };
  if (treatment?.kind !== 'instead') return plainTarget(rule, path, { ...making, column, isName: false });
  const { field, isName } = treatment;
  return { ...plainTarget({ ...rule, field }, [field], { ...making, column, isName }), shows: path };
}

function plainTarget(
  rule: ColumnRule,
  path: FieldPath,
  { mapping, context, column, isName }: Making & { column: string; isName: boolean },
): Omit<Target, 'cellOf'> {
  const { source, references } = context;
  const top = String(path[0]);
  const notation = notationOf(rule, mapping, { file: source, column, zone: rule.zone ?? context.zone });
  const known = knownField(path, context);
  const base = converterFor(known, notation);
  const reference = path.length === 1 && top !== 'id' ? referenceOf(context.resource.attribute, top, rule.lookup) : undefined;
  if (rule.lookup !== undefined && !reference)
    throw new BulkInputError(`${rule.field} refers to no record that could be looked up`, 'Leave "lookup" out.', { file: source, column });
  const values = { ...own(mapping.values, rule.field), ...rule.values };
  const named = reference && (isName || rule.lookup !== undefined) ? naming(reference, references) : undefined;
  const convert = decorate(named ?? (reference ? referring(base, reference, references) : base), {
    rule,
    values,
    isScoped: reference?.within !== undefined,
  });
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
    const isName = value instanceof Problem && typeof cell === 'string' && !/^[+-]?[\d.,]+$/.test(cell);
    return isName ? references.resolve(reference, cell, scope) : value;
  };
}

interface Decoration {
  readonly rule: ColumnRule;
  readonly values: Readonly<Record<string, unknown>>;
  /** Whether an answer may be one for each text that narrows a name down. */
  readonly isScoped: boolean;
}

function decorate(convert: Converter, { rule, values, isScoped }: Decoration): Converter {
  const { split, transforms = [], unlisted } = rule;
  const hasValues = Object.keys(values).length > 0;
  if (!hasValues && split === undefined && transforms.length === 0 && unlisted === undefined) return convert;
  return (cell, scope) => {
    const given = hasValues ? own(values, String(cell)) : undefined;
    const answer = isScoped ? answerFor(given, scope) : given;
    if (answer !== undefined && answer !== null) return answer;
    if (unlisted !== undefined) return new Problem(`"${String(cell)}" ${unlisted}`);
    const text = typeof cell === 'string' ? transforms.reduce(transformed, cell) : cell;
    return convert(split !== undefined && typeof text === 'string' ? text.split(split).map((part) => part.trim()) : text, scope);
  };
}

/** The answer for a name: one for all rows, or one for each text that narrows it down. */
const answerFor = (given: unknown, scope: Scope | undefined): unknown =>
  typeof given === 'object' && given !== null ? scope && own(given as Readonly<Record<string, unknown>>, scopeText(scope)) : given;

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
