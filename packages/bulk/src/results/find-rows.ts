import type { Cell } from '../cell.js';
import { objectsIn } from '../fields.js';
import { recordName } from '../matching/record-name.js';
import type { Action } from '../plan/plan-file.js';
import { type Reason, Reasons } from '../plan/reasons.js';
import { type Outcome, type RowResult, readResults } from './read-results.js';

/** Which rows of a plan are meant; a filter that is not given takes all of them. */
export interface RowFilter {
  readonly actions?: readonly Action[] | undefined;
  readonly outcomes?: readonly Outcome[] | undefined;
  /** First and last lines of the source. */
  readonly lines?: readonly (readonly [from: number, to: number])[] | undefined;
  /** Rows that change one of these fields, or that are refused for a column of the name. */
  readonly fields?: readonly string[] | undefined;
  /** Rows that hold this text anywhere: in a cell, a value, a name, a reason; whatever its case. */
  readonly text?: string | undefined;
}

/** The rows of a plan that a filter takes, in order, each with what became of it. */
export async function* findRows(plan: string, filter: RowFilter = {}): AsyncGenerator<RowResult> {
  for await (const row of readResults(plan)) if (isMeant(row, filter)) yield named(row);
}

/** Why the rows that a filter takes are refused, left alone, failed or unknown; the most common reason first. */
export async function findReasons(plan: string, filter: RowFilter = {}): Promise<Reason[]> {
  const reasons = new Reasons();
  for await (const { line, column, outcome, error, remedy } of findRows(plan, filter))
    if (error !== undefined) reasons.add(outcome, { line, column, message: error, remedy });
  return reasons.list();
}

function named(row: RowResult): RowResult {
  const name = row.name ?? recordName(row.set) ?? recordName(row.before);
  return name === undefined ? row : { ...row, name };
}

function isMeant(row: RowResult, { actions, outcomes, lines, fields, text }: RowFilter): boolean {
  if (actions && !actions.includes(row.action)) return false;
  if (outcomes && !outcomes.includes(row.outcome)) return false;
  if (lines && !lines.some(([from, to]) => row.line >= from && row.line <= to)) return false;
  if (
    fields &&
    !fieldsOf(row).some((field) =>
      fields.some((wanted) => wanted.toLowerCase() === field.toLowerCase()),
    )
  )
    return false;
  return text === undefined || hasText(row, text.toLowerCase());
}

/** The fields that a row changes, custom fields by their own names too, and the column that it is refused for. */
function fieldsOf({ set = {}, column }: RowResult): string[] {
  return [
    ...Object.keys(set),
    ...objectsIn(set['customfields']).flatMap(({ name }) =>
      typeof name === 'string' ? [name, `customfields.${name}`] : [],
    ),
    ...(column === undefined ? [] : [column]),
  ];
}

function hasText({ cells, id, name, set, before, error }: RowResult, text: string): boolean {
  const parts = [
    id,
    name,
    error,
    ...cells,
    ...Object.values(set ?? {}),
    ...Object.values(before ?? {}),
  ];
  return parts.some((part) => textOf(part).toLowerCase().includes(text));
}

const textOf = (value: Cell): string =>
  value === null || value === undefined
    ? ''
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value);
