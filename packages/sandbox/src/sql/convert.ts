import type { Compiled } from './compiled.js';
import type { Compiler } from './compiler.js';
import { formatDate } from './date-styles.js';
import { SqlError } from './sql-error.js';
import type { CastTarget, Expression } from './syntax.js';
import { coerce, numberOf, parseDate, type SqlValue, startOfDay, textOf } from './value.js';

/** Makes CAST, CONVERT and their TRY_ forms ready to run. */
export function compileCast(
  { operand, target, style, lenient }: Extract<Expression, { kind: 'cast' }>,
  compiler: Compiler,
): Compiled {
  const value = compiler.value(operand);
  const chosen = style && compiler.value(style);
  return {
    type: target.type,
    run: (frame) => {
      const given = value.run(frame);
      if (given === null) return null;
      const number = chosen?.run(frame);
      try {
        return convert(given, target, typeof number === 'number' ? number : undefined);
      } catch (error) {
        if (lenient && error instanceof SqlError) return null;
        throw error;
      }
    },
  };
}

/** Styles of dates whose day comes first. */
const DAY_FIRST: ReadonlySet<number | undefined> = new Set([3, 4, 5, 103, 104, 105]);

function convert(
  value: Exclude<SqlValue, null>,
  { type, size }: CastTarget,
  style: number | undefined,
): SqlValue {
  if (type === 'text')
    return (value instanceof Date ? formatDate(value, style ?? 0) : textOf(value)).slice(0, size);
  if (type === 'float') return scaled(numberOf(value, 'numeric'), size);
  if (
    typeof value === 'string' &&
    (type === 'date' || type === 'datetime') &&
    DAY_FIRST.has(style)
  ) {
    const date = parseDate(value, true);
    if (!date)
      throw new SqlError(
        'Conversion failed when converting date and/or time from character string.',
      );
    return type === 'date' ? startOfDay(date) : date;
  }
  return coerce(value, type);
}

/** Rounds half away from zero, as the database does. */
export function scaled(value: number, digits: number | undefined): number {
  if (digits === undefined) return value;
  const factor = 10 ** digits;
  return (
    (Math.sign(value) * Math.round(Number((Math.abs(value) * factor).toPrecision(14)))) / factor
  );
}
