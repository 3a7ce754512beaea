import type { Reference } from 'halopsa-catalogue/references';
import type { Cell, PlainCell } from '../cell.js';
import type { Fields } from '../fields.js';
import { BulkInputError } from '../input-error.js';
import type { NumberColumn } from '../plan/plan-file.js';
import { DateSamples } from './date-samples.js';
import { type Draft, parsePath } from './field-path.js';
import { knownField } from './field-target.js';
import { resultColumns } from './find-field.js';
import { type HeadingOfHalo, refuseHeadings, rulesOf } from './headings.js';
import { columnTarget, constantTarget, type RuledColumn, templateTarget } from './make-target.js';
import type { ColumnRule, Mapping } from './map-file.js';
import type { MappingContext } from './mapping-context.js';
import { type CellProblem, inOrder, readRow, type Target } from './read-row.js';
import { isShort } from './references.js';
import { type Treatment, treatColumns } from './set-by-halo.js';
import { plainCells, type Takes, takesOf } from './sheet-values.js';
import { TrimmedBlanks } from './trimmed-blanks.js';

/** What the columns of a source mean. */
export interface CompiledMapping {
  /** The top-level fields that rows may set. */
  readonly fields: readonly string[];
  /** Fields whose present values rows are compared with. */
  readonly compareds: readonly string[];
  /** Fields of a record that help to understand a row, where the list of records shows them. */
  readonly extras: readonly string[];
  /** Fields that Halo sets itself and that only tell which record a row means. */
  readonly keysOfHalo: readonly string[];
  /** Columns that become no field. */
  readonly ignored: readonly string[];
  /** Columns whose fields Halo sets itself, and that are not sent. */
  readonly dropped: readonly HeadingOfHalo[];
  /** Columns that are not read, since the mapping sets their fields to one value. */
  readonly overridden: readonly { readonly heading: string; readonly field: string }[];
  /** What each column became, as a map file says it. */
  readonly columns: Readonly<Record<string, ColumnRule | string | null>>;
  readonly targets: readonly Target[];
  /** Columns whose fields Halo sets itself, and whose cells have to be as the record is. */
  readonly compared: readonly Target[];
  /** Fields that have the same value in every row, whatever else the row says. */
  readonly constants: readonly Target[];
  /** Lists to read before the first row. */
  readonly references: readonly Reference[];
  /** The columns whose fields take numbers. */
  readonly numbers: readonly NumberColumn[];
  /** The cells of a row as their fields take them, where a sheet shows something else than it holds. */
  plain(cells: readonly Cell[]): readonly PlainCell[];
  /** The first dates of each column and what they were read as. */
  readonly dates: DateSamples;
  /** Cells whose blanks at the ends were taken away. */
  readonly blanks: TrimmedBlanks;
  /**
   * Makes a record of the cells of a row, in the order of the columns; faults are put into `problems`. The record that the row is
   * about, where it is known, narrows names down.
   */
  read(cells: readonly PlainCell[], problems: CellProblem[], found?: Fields): Draft;
}

/** Compiles a mapping for a source; throws BulkInputError for a column that means nothing and a field that does not exist. */
export function compileMapping(mapping: Mapping, context: MappingContext): CompiledMapping {
  const { columns, source } = context;
  refuseMissing(Object.keys(mapping.columns ?? {}), columns, source);
  const { rules: found, unknown } = rulesOf(mapping, context);
  const isSet = (rule: ColumnRule | undefined): boolean =>
    rule !== undefined && Object.hasOwn(mapping.set ?? {}, rule.field);
  const rules = found.map((rule) => (isSet(rule) ? undefined : rule));
  const ruled = ruledColumns(rules, mapping, context);
  refuseHeadings(unknown, ofHalo(ruled, 'refuse'), context);
  const { targets, compared, constants } = targetsOf(ruled, mapping, context);
  refuseTwice(targets, source);
  const zoneOf = ({ column }: Target): string =>
    rules[columns.indexOf(column)]?.zone ?? context.zone ?? 'UTC';
  const dates = new DateSamples();
  const sampled = targets.map((target) =>
    target.isDate ? dates.watch(target, zoneOf(target)) : target,
  );
  const clear = mapping.empty === 'clear';
  const takes = rules.map(
    (rule): Takes =>
      rule ? takesOf(knownField(parsePath(rule.field), context), rule) : 'anything',
  );
  const keysOfHalo = ofKind(ruled, 'key').map(({ rule }) => rule.field);
  const fields = topOf(targets).filter((field) => !keysOfHalo.includes(field));
  const shown = targets.flatMap(({ shows }) => (shows ? [String(shows[0])] : []));
  return {
    fields,
    // An empty cell empties a field only where the name that Halo shows is known not to be empty.
    compareds: [...fields, ...topOf(compared), ...(clear ? shown : [])],
    extras: [
      ...shown,
      ...fields,
      ...targets.flatMap(({ reference }) => (reference?.within ?? []).flatMap(withName)),
    ],
    keysOfHalo,
    ignored: columns.filter(
      (heading, at) => found[at] === undefined && !resultColumns.includes(heading),
    ),
    overridden: found.flatMap((rule, at) =>
      rule && isSet(rule) ? [{ heading: columns[at] ?? '', field: rule.field }] : [],
    ),
    dropped: ofHalo(ruled, 'drop'),
    columns: Object.fromEntries(columns.map((heading, at) => [heading, briefRule(rules[at])])),
    targets,
    compared,
    constants: targets.filter(
      ({ field, scopes }) => !scopes && constants.some((constant) => constant.field === field),
    ),
    references: targets.flatMap(({ reference }) =>
      reference && isShort(reference) ? [reference] : [],
    ),
    numbers: takes.flatMap((take, at) =>
      take === 'number' ? [{ at, decimal: rules[at]?.decimal ?? mapping.decimal }] : [],
    ),
    plain: (cells) => plainCells(cells, takes),
    dates,
    blanks: new TrimmedBlanks(),
    read: (cells, problems, found) => readRow(sampled, cells, { clear, problems, found }),
  };
}

/** The columns that have a rule, each with what Halo's own fields make of it. */
function ruledColumns(
  rules: readonly (ColumnRule | undefined)[],
  mapping: Mapping,
  context: MappingContext,
): RuledColumn[] {
  const filled = [...Object.keys(mapping.set ?? {}), ...Object.keys(mapping.templates ?? {})];
  const treatments = treatColumns(rules, { ...context, filled });
  return context.columns.flatMap((heading, at) => {
    const rule = rules[at];
    return rule ? [{ heading, at, rule, treatment: treatments[at] }] : [];
  });
}

const ofKind = (ruled: readonly RuledColumn[], kind: Treatment['kind']): RuledColumn[] =>
  ruled.filter(({ treatment }) => treatment?.kind === kind);

const ofHalo = (ruled: readonly RuledColumn[], kind: Treatment['kind']): HeadingOfHalo[] =>
  ofKind(ruled, kind).map(({ heading, rule, treatment }) => ({
    heading,
    field: rule.field,
    instead: treatment && 'instead' in treatment ? treatment.instead : undefined,
  }));

/** What is filled: from columns, by templates and by constants, in the order in which names are narrowed down. */
function targetsOf(
  ruled: readonly RuledColumn[],
  mapping: Mapping,
  context: MappingContext,
): { targets: readonly Target[]; compared: readonly Target[]; constants: readonly Target[] } {
  const making = { mapping, context, nulls: new Set(['', ...(mapping.nulls ?? [])]) };
  const compared = ofKind(ruled, 'compare');
  const sent = ruled.filter(
    (column) => column.treatment?.kind !== 'drop' && !compared.includes(column),
  );
  const constants = Object.entries(mapping.set ?? {}).map(([field, value]) =>
    constantTarget(field, value, making),
  );
  const targets = inOrder([
    ...sent.map((column) => columnTarget(column, making)),
    ...Object.entries(mapping.templates ?? {}).map(([field, text]) =>
      templateTarget(field, text, making),
    ),
    ...constants,
  ]);
  return { targets, compared: compared.map((column) => columnTarget(column, making)), constants };
}

const topOf = (targets: readonly Pick<Target, 'path'>[]): string[] => [
  ...new Set(targets.map(({ path }) => String(path[0]))),
];
const withName = (field: string): string[] => [field, field.replace(/_id$/, '_name')];
/** A rule that names a field alone is that name. */
const briefRule = (rule: ColumnRule | undefined): ColumnRule | string | null =>
  rule && Object.keys(rule).length === 1 ? rule.field : (rule ?? null);

function refuseMissing(named: readonly string[], columns: readonly string[], file: string): void {
  for (const heading of named)
    if (!columns.includes(heading))
      throw new BulkInputError(
        'the map names this column, and the file has none',
        `The file has: ${columns.join(', ')}.`,
        {
          file,
          column: heading,
        },
      );
}

function refuseTwice(targets: readonly Target[], file: string): void {
  const seen = new Map<string, string>();
  for (const { field, column } of targets) {
    const other = seen.get(field);
    if (other !== undefined)
      throw new BulkInputError(
        `${field} is filled from "${other}" already`,
        { code: 'ignore-one-of', headings: [other, column] },
        { file, column },
      );
    seen.set(field, column);
  }
}
