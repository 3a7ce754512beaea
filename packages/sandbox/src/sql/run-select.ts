import type { HaloRecord } from '../store/port.js';
import { type Condition, parseSelect, type Select, type SelectColumn, SqlError } from './parse-select.js';

/** The rows of a table by its name in the database; undefined where there is no such table. */
export type Tables = (name: string) => Iterable<HaloRecord> | undefined;

/** Runs a SELECT; throws SqlError as the database would say it. */
export function runSelect(sql: string, tables: Tables): HaloRecord[] {
  const select = parseSelect(sql);
  const source = select.table === undefined ? [{}] : tables(select.table);
  if (!source) throw new SqlError(`Invalid object name '${select.table}'.`);
  const all = [...source].map(lowered);
  checkColumns(select, all);
  const rows = all.filter((row) => select.conditions.every((condition) => holds(row, condition)));
  const grouped = select.groupBy.length > 0 || select.columns.some(({ kind }) => kind === 'count' || kind === 'sum');
  const result = grouped
    ? groups(rows, select).map((group) => project(group, select.columns))
    : rows.map((row) => project([row], select.columns));
  return ordered(result, select).slice(0, select.top);
}

/** Names of columns do not care about case. */
const lowered = (record: HaloRecord): HaloRecord =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name.toLowerCase(), value]));

function checkColumns({ columns, conditions, groupBy }: Select, rows: readonly HaloRecord[]): void {
  const fields = [...columns.filter(({ kind, field }) => kind === 'field' || (kind === 'sum' && field !== '*')), ...conditions].map(
    ({ field }) => field,
  );
  const known = new Set(rows.flatMap((row) => Object.keys(row)));
  const wrong = [...fields, ...groupBy].find((field) => rows.length > 0 && !known.has(field.toLowerCase()));
  if (wrong !== undefined) throw new SqlError(`Invalid column name '${wrong}'.`);
}

function holds(row: HaloRecord, { field, operator, value }: Condition): boolean {
  const found = row[field.toLowerCase()] ?? null;
  if (operator === 'is') return found === value;
  if (operator === 'is not') return found !== value;
  if (found === null || value === null) return false;
  const [a, b] = typeof value === 'number' ? [Number(found), value] : [String(found).toLowerCase(), value.toLowerCase()];
  if (operator === 'like')
    return new RegExp(
      `^${String(b)
        .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
        .replaceAll('%', '.*')}$`,
      's',
    ).test(String(a));
  const tests: Readonly<Record<string, boolean>> = {
    '=': a === b,
    '<>': a !== b,
    '!=': a !== b,
    '>': a > b,
    '<': a < b,
    '>=': a >= b,
    '<=': a <= b,
  };
  return tests[operator] === true;
}

function groups(rows: readonly HaloRecord[], { groupBy }: Select): (readonly HaloRecord[])[] {
  if (groupBy.length === 0) return [rows];
  const found = new Map<string, HaloRecord[]>();
  for (const row of rows) {
    const key = JSON.stringify(groupBy.map((field) => row[field.toLowerCase()] ?? null));
    found.set(key, [...(found.get(key) ?? []), row]);
  }
  return [...found.values()];
}

const project = (group: readonly HaloRecord[], columns: readonly SelectColumn[]): HaloRecord =>
  Object.assign({}, ...columns.map((column) => cell(group, column)));

function cell(group: readonly HaloRecord[], { kind, field, name, value = null }: SelectColumn): HaloRecord {
  if (kind === 'all') return { ...group[0] };
  if (kind === 'count') return { [name]: group.length };
  if (kind === 'sum') return { [name]: group.reduce((sum, row) => sum + Number(row[field.toLowerCase()] ?? 0), 0) };
  return { [name]: kind === 'constant' ? value : (group[0]?.[field.toLowerCase()] ?? null) };
}

function ordered(rows: HaloRecord[], { orderBy }: Select): HaloRecord[] {
  if (!orderBy) return rows;
  const sign = orderBy.descending ? -1 : 1;
  const value = (row: HaloRecord): number | string => (row[orderBy.field] ?? row[orderBy.field.toLowerCase()] ?? '') as number | string;
  return rows.sort((a, b) => sign * (value(a) < value(b) ? -1 : value(a) > value(b) ? 1 : 0));
}
