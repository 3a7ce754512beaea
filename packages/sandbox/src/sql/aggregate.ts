import { rounded } from './arithmetic.js';
import type { Compiled } from './compiled.js';
import type { Compiler } from './compiler.js';
import type { Frame } from './relation.js';
import type { Aggregate } from './scope.js';
import { SqlError } from './sql-error.js';
import type { CallExpression } from './syntax.js';
import { compare, type KnownValue, keyOf, numberOf, type SqlType, type SqlValue } from './value.js';

const NAMES: ReadonlySet<string> = new Set(['COUNT', 'COUNT_BIG', 'SUM', 'AVG', 'MIN', 'MAX']);

export const isAggregate = (name: string): boolean => NAMES.has(name);

/** Makes an aggregate ready: its value is in the frame of the group. */
export function compileAggregate(
  { name, args, distinct, star }: CallExpression,
  compiler: Compiler,
): Compiled {
  const { grouping } = compiler;
  if (!grouping)
    throw new SqlError(
      'An aggregate may not appear in the WHERE clause, in a join or inside another aggregate.',
    );
  if (star ? !name.startsWith('COUNT') : args.length !== 1)
    throw new SqlError(`The ${name} function requires 1 argument(s).`);
  const operand = args[0] && compiler.ofRows().value(args[0]);
  const number = grouping.aggregates.push({ name, distinct, operand }) - 1;
  return { type: typeOf(name, operand), run: (frame) => frame.aggregates[number] ?? null };
}

function typeOf(name: string, operand: Compiled | undefined): SqlType {
  if (!operand || name.startsWith('COUNT')) return 'int';
  if (name === 'MIN' || name === 'MAX') return operand.type;
  if (operand.type === 'int' || operand.type === 'float') return operand.type;
  throw new SqlError(
    `Operand data type ${operand.type === 'text' ? 'nvarchar' : operand.type} is invalid for ${name.toLowerCase()} operator.`,
  );
}

/** The value of an aggregate over the rows of a group; nulls do not count. */
export function aggregateOver(
  { name, distinct, operand }: Aggregate,
  rows: readonly Frame[],
): SqlValue {
  if (!operand) return rows.length;
  const values = valuesOf(operand, rows, distinct);
  if (name.startsWith('COUNT')) return values.length;
  if (values.length === 0) return null;
  if (name === 'MIN' || name === 'MAX') {
    const sign = name === 'MIN' ? -1 : 1;
    return values.reduce((best, value) => (compare(value, best) * sign > 0 ? value : best));
  }
  const sum = values.reduce<number>((total, value) => total + numberOf(value, 'float'), 0);
  if (name === 'SUM') return rounded(sum);
  return operand.type === 'int' ? Math.trunc(sum / values.length) : rounded(sum / values.length);
}

function valuesOf(operand: Compiled, rows: readonly Frame[], distinct: boolean): KnownValue[] {
  const values = rows.map((row) => operand.run(row)).filter((value) => value !== null);
  return distinct ? [...new Map(values.map((value) => [keyOf(value), value])).values()] : values;
}
