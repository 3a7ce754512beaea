import type { Compiled } from './compiled.js';
import { SqlError } from './sql-error.js';
import type { ArithmeticOperator } from './syntax.js';
import {
  coerce,
  joinedType,
  type KnownValue,
  limitedText,
  numberOf,
  type SqlType,
  type SqlValue,
  textOf,
} from './value.js';

const DAY = 86_400_000;

/** Makes `a + b` and its kin ready to run: text is joined, days are added to dates, whole numbers stay whole. */
export function compileArithmetic(
  operator: ArithmeticOperator,
  left: Compiled,
  right: Compiled,
): Compiled {
  const higher = joinedType(left.type, right.type);
  if (higher === 'datetime' || higher === 'date') return shiftDate(operator, left, right);
  const type: SqlType =
    higher === 'text' && operator === '+' ? 'text' : higher === 'float' ? 'float' : 'int';
  const act =
    type === 'text'
      ? (a: KnownValue, b: KnownValue): SqlValue => limitedText(textOf(a) + textOf(b))
      : numeric(operator, type);
  return {
    type,
    run: (frame) => {
      const [a, b] = [left.run(frame), right.run(frame)];
      return a === null || b === null ? null : act(a, b);
    },
  };
}

/** Makes `-a` ready to run. */
export function compileNegative(operand: Compiled): Compiled {
  const type = operand.type === 'float' ? 'float' : 'int';
  const negative = (value: SqlValue): SqlValue => (value === null ? null : -numberOf(value, type));
  return {
    type,
    run: (frame) => negative(operand.run(frame)),
    ...(operand.constant !== undefined && { constant: negative(operand.constant) }),
  };
}

function numeric(
  operator: ArithmeticOperator,
  type: 'int' | 'float',
): (a: KnownValue, b: KnownValue) => SqlValue {
  const act = ACTS[operator];
  return (a, b) => {
    const [one, other] = [numberOf(a, type), numberOf(b, type)];
    if (other === 0 && (operator === '/' || operator === '%'))
      throw new SqlError('Divide by zero error encountered.');
    const result = act(one, other);
    return type === 'int' ? Math.trunc(result) : rounded(result);
  };
}

const ACTS: Readonly<Record<ArithmeticOperator, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
};

/** Decimals of the database are exact; what binary fractions add beyond 12 digits is taken off. */
export const rounded = (value: number): number => Number(value.toPrecision(12));

function shiftDate(operator: ArithmeticOperator, left: Compiled, right: Compiled): Compiled {
  if (operator !== '+' && operator !== '-')
    throw new SqlError(`Operand data type datetime is invalid for ${operator} operator.`);
  const dates = (type: SqlType): boolean => type === 'datetime' || type === 'date';
  if (operator === '-' && dates(left.type) && dates(right.type))
    throw new SqlError('Use DATEDIFF to tell two dates apart.');
  const sign = operator === '+' ? 1 : -1;
  const days = (value: SqlValue): number =>
    (coerce(value, 'datetime') as Date).getTime() / DAY + 25_567;
  return {
    type: 'datetime',
    run: (frame) => {
      const [a, b] = [left.run(frame), right.run(frame)];
      return a === null || b === null ? null : coerce(days(a) + sign * days(b), 'datetime');
    },
  };
}
