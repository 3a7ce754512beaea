import type { PlainCell } from '../cell.js';
import { isMark } from '../cell-value.js';
import type { FieldValue } from '../fields.js';
import { BulkInputError } from '../input-error.js';
import { constantOf, fieldTarget, knownField, type Making, templateOf } from './field-target.js';
import type { ColumnRule } from './map-file.js';
import { own } from './own.js';
import { Problem } from './problem.js';
import type { Target } from './read-row.js';
import type { Treatment } from './set-by-halo.js';

/** A column that fills a field. */
export interface RuledColumn {
  readonly heading: string;
  /** Its place among the columns, from 0. */
  readonly at: number;
  readonly rule: ColumnRule;
  readonly treatment: Treatment | undefined;
}

interface CellMaking extends Making {
  /** Texts that stand for nothing. */
  readonly nulls: ReadonlySet<string>;
}

/** A field that is filled from the cells of a column. */
export function columnTarget(
  { heading, at, rule, treatment }: RuledColumn,
  { nulls, ...making }: CellMaking,
): Target {
  const transforms = rule.transforms ?? [];
  const trims = !transforms.includes('keep-blanks');
  const cellOf = (cells: readonly PlainCell[]): PlainCell => {
    const cell = cells[at];
    if (typeof cell !== 'string') return cell === undefined ? null : cell;
    if (isMark(cell)) return undefined;
    const text = trims ? cell.trim() : cell;
    return nulls.has(text) ? null : text;
  };
  const { mapping } = making;
  const target = fieldTarget(rule, heading, { ...making, treatment });
  const isPlain =
    Object.keys(rule).every((name) => name === 'field' || name === 'zone') &&
    !own(mapping.values, target.field) &&
    (mapping.decimal ?? '.') === '.';
  const meant = new Set([
    ...(mapping.literals ?? []),
    ...Object.keys(rule.values ?? {}),
    ...Object.keys(own(mapping.values, target.field) ?? {}),
  ]);
  const mayDoubt = making.context.fromHalo
    ? undefined
    : (text: string): boolean => !meant.has(text);
  const type = knownField(target.path, making.context)?.type ?? 'string';
  const trimmedAt = trims && type === 'string' ? at : undefined;
  return { ...target, cellOf, at: isPlain ? at : undefined, mayDoubt, trimmedAt };
}

/** A field that is filled from a text in which headings in double braces stand for cells. */
export function templateTarget(
  field: string,
  text: string,
  { nulls, ...making }: CellMaking,
): Target {
  const { columns, source } = making.context;
  const parts = text
    .split(/\{\{([^{}]+)\}\}/)
    .map((part, index) => (index % 2 === 1 ? part.trim() : part));
  const at = parts.map((part, index) => (index % 2 === 1 ? columns.indexOf(part) : -1));
  const missing = parts.find((_, index) => index % 2 === 1 && at[index] === -1);
  if (missing !== undefined)
    throw new BulkInputError(
      `the template of ${field} names this column, and the file has none`,
      `The file has: ${columns.join(', ')}.`,
      {
        file: source,
        column: missing,
      },
    );
  const textOf = (cell: PlainCell): string => {
    const text = String(cell ?? '');
    return nulls.has(text) ? '' : text;
  };
  const cellOf = (cells: readonly PlainCell[]): PlainCell =>
    at
      .map((column) =>
        isMark(cells[column]) ? new Problem('the sheet could not hold the text') : cells[column],
      )
      .find((cell) => cell instanceof Problem) ??
    at.map((place, index) => (place < 0 ? parts[index] : textOf(cells[place]))).join('');
  return { ...fieldTarget({ field }, templateOf(field), making), cellOf };
}

/** A field that has the same value in every row. */
export function constantTarget(field: string, value: FieldValue, making: Making): Target {
  const target = fieldTarget({ field }, constantOf(field), making);
  // A constant that is empty empties the field, whatever empty cells do.
  if (value === null || value === '')
    return { ...target, reference: undefined, cellOf: () => '', convert: () => null };
  return { ...target, cellOf: () => value };
}
