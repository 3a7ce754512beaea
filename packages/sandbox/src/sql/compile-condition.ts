import type { Compiled } from './compiled.js';
import type { Compiler } from './compiler.js';
import { type LikeTest, likeTest } from './like.js';
import { type Frame, NO_FRAME } from './relation.js';
import { SqlError } from './sql-error.js';
import type { ComparisonOperator, Expression } from './syntax.js';
import { coerce, compare, joinedType, keyOf, type SqlValue, textOf } from './value.js';

type Condition = (frame: Frame) => boolean | null;
const condition = (run: Condition): Compiled => ({ type: 'bit', run });
const truth = (compiled: Compiled): Condition => compiled.run as Condition;

/** Makes a condition ready to run: true, false, or null where a null keeps it unknown. */
export function compileCondition(expression: Expression, compiler: Compiler): Compiled {
  switch (expression.kind) {
    case 'logic':
      return logic(expression, compiler);
    case 'not': {
      const operand = truth(compiler.condition(expression.operand));
      return condition((frame) => {
        const value = operand(frame);
        return value === null ? null : !value;
      });
    }
    case 'comparison':
      return comparison(expression, compiler);
    case 'null-test': {
      const operand = compiler.value(expression.operand);
      return condition((frame) => operand.run(frame) === null);
    }
    case 'like':
      return like(expression, compiler);
    case 'in-list':
      return inList(expression, compiler);
    case 'in-query':
      return inQuery(expression, compiler);
    case 'exists': {
      const { rows } = compiler.scope.subquery(expression.query, compiler.scope);
      return condition((frame) => rows(frame).length > 0);
    }
    default:
      throw new SqlError(
        'An expression of non-boolean type specified in a context where a condition is expected.',
      );
  }
}

function logic(
  { operator, left, right }: Extract<Expression, { kind: 'logic' }>,
  compiler: Compiler,
): Compiled {
  const [first, second] = [truth(compiler.condition(left)), truth(compiler.condition(right))];
  // What decides alone: false for AND, true for OR.
  const decisive = operator === 'OR';
  return condition((frame) => {
    const one = first(frame);
    if (one === decisive) return decisive;
    const other = second(frame);
    if (other === decisive) return decisive;
    return one === null || other === null ? null : !decisive;
  });
}

const MEETS: Readonly<Record<ComparisonOperator, (order: number) => boolean>> = {
  '=': (order) => order === 0,
  '<>': (order) => order !== 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

function comparison(
  { operator, left, right }: Extract<Expression, { kind: 'comparison' }>,
  compiler: Compiler,
): Compiled {
  const [a, b] = [compiler.value(left), compiler.value(right)];
  const type = joinedType(a.type, b.type);
  const meets = MEETS[operator];
  const [one, other] = [converted(a, type), converted(b, type)];
  return condition((frame) => {
    const first = one(frame);
    const second = other(frame);
    return first === null || second === null ? null : meets(compare(first, second));
  });
}

/** A value brought to a type; a constant once for all rows. */
function converted(compiled: Compiled, type: Compiled['type']): Compiled['run'] {
  if (compiled.type === type) return compiled.run;
  if (compiled.constant === undefined) return (frame) => coerce(compiled.run(frame), type);
  const value = coerce(compiled.constant, type);
  return () => value;
}

function like(
  { operand, pattern, escape: mark }: Extract<Expression, { kind: 'like' }>,
  compiler: Compiler,
): Compiled {
  const [subject, wanted, sign] = [
    compiler.value(operand),
    compiler.value(pattern),
    mark && compiler.value(mark),
  ];
  const read = (text: SqlValue, sign: SqlValue): LikeTest | null =>
    text === null ? null : likeTest(textOf(text), sign === null ? undefined : textOf(sign));
  const fixed =
    wanted.constant === undefined ? undefined : read(wanted.constant, sign?.constant ?? null);
  return condition((frame) => {
    const value = subject.run(frame);
    const test = fixed === undefined ? read(wanted.run(frame), sign?.run(frame) ?? null) : fixed;
    return value === null || test === null ? null : test(textOf(value));
  });
}

function inList(
  { operand, items }: Extract<Expression, { kind: 'in-list' }>,
  compiler: Compiler,
): Compiled {
  const subject = compiler.value(operand);
  const members = items.map((item) => compiler.value(item));
  const type = [subject.type, ...members.map((member) => member.type)].reduce(joinedType);
  const runs = members.map((member) => converted(member, type));
  const one = converted(subject, type);
  const keys = (frame: Frame): Set<string | number | null> =>
    new Set(runs.map((run) => keyOf(run(frame))));
  // A list of constants, however long, is read once.
  const fixed = members.every((member) => member.constant !== undefined)
    ? keys(NO_FRAME)
    : undefined;
  return condition((frame) => contains(one(frame), fixed ?? keys(frame)));
}

function inQuery(
  { operand, query }: Extract<Expression, { kind: 'in-query' }>,
  compiler: Compiler,
): Compiled {
  const subject = compiler.value(operand);
  const { columns, rows } = compiler.scope.subquery(query, compiler.scope);
  const [column] = columns;
  if (!column || columns.length > 1)
    throw new SqlError(
      'Only one expression can be specified in the select list when the subquery is not introduced with EXISTS.',
    );
  const type = joinedType(subject.type, column.type);
  const one = converted(subject, type);
  // The rows of a subquery that needs no outer row are the same array every time, so that their keys are read once.
  const keysOf = new WeakMap<object, Set<string | number | null>>();
  return condition((frame) => {
    const found = rows(frame);
    let keys = keysOf.get(found);
    if (!keys) {
      keys = new Set(found.map((row) => keyOf(coerce(column.read(row), type))));
      keysOf.set(found, keys);
    }
    return keys.size === 0 ? false : contains(one(frame), keys);
  });
}

function contains(value: SqlValue, keys: ReadonlySet<string | number | null>): boolean | null {
  if (value === null) return null;
  return keys.has(keyOf(value)) ? true : keys.has(null) ? null : false;
}
