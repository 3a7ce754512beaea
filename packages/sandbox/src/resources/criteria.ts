import type { HaloRecord, HaloValue } from '../store/port.js';

type Operator = (held: HaloValue, wanted: string) => boolean;

const text = (value: HaloValue): string =>
  (value === undefined || value === null
    ? ''
    : value === true
      ? '1'
      : value === false
        ? '0'
        : String(value)
  ).toLowerCase();
const elements = (value: HaloValue): string[] =>
  text(value)
    .split(',')
    .map((part) => part.trim());
const compare =
  (test: (a: number, b: number) => boolean): Operator =>
  (held, wanted) =>
    text(held) !== '' && test(Number(held), Number(wanted));
const hasValue: Operator = (held) =>
  text(held) !== '' && !(Array.isArray(held) && held.length === 0);

/** Operators of criteria by the server's number; list operators compare whole elements. */
const OPERATORS: Readonly<Record<string, Operator>> = {
  0: (held, wanted) => text(held) === text(wanted),
  1: (held, wanted) => text(held) !== text(wanted),
  2: (held, wanted) => text(held).includes(text(wanted)),
  3: (held, wanted) => !text(held).includes(text(wanted)),
  5: compare((a, b) => a > b),
  6: compare((a, b) => a >= b),
  7: compare((a, b) => a < b),
  8: compare((a, b) => a <= b),
  23: (held, wanted) => elements(wanted).includes(text(held)),
  24: (held, wanted) => !elements(wanted).includes(text(held)),
  29: hasValue,
  30: (held, wanted) => !hasValue(held, wanted),
  '-10': () => true,
};

/** True where a record meets every row of the criteria; rows are joined with and, an operator without a number here is never met. */
export const meets = (record: HaloRecord, criteria: HaloValue): boolean =>
  !Array.isArray(criteria) ||
  criteria.every((row: HaloRecord) => {
    const type = String(row.type ?? 0);
    const operator = Object.hasOwn(OPERATORS, type) ? OPERATORS[type] : undefined;
    return operator?.(record[String(row.fieldname ?? '')], wantedOf(row)) === true;
  });

/** The value of a row by its type; a set of values is always text. */
function wantedOf({
  value_type: type,
  value_int: int,
  value_float: float,
  value_string: string,
}: HaloRecord): string {
  if (type === 'int' && int !== undefined) return text(int);
  if (type === 'float' && float !== undefined) return text(float);
  return text(string ?? int ?? float);
}
