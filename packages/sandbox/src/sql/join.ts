import type { Compiled } from './compiled.js';
import type { Compiler } from './compiler.js';
import type { Frame, Row } from './relation.js';
import type { WorkBudget } from './session.js';
import type { Expression, FromItem } from './syntax.js';
import { coerce, joinedType, keyOf } from './value.js';

/** One row per source so far; an outer join leaves a source without one. */
export type JoinedRow = readonly (Row | undefined)[];

/** Joins the rows so far with those of one more source. */
export type Join = (left: readonly JoinedRow[], right: Iterable<Row>, outer: Frame) => readonly JoinedRow[];

interface JoinParts {
  /** Place of the source that joins. */
  readonly position: number;
  readonly compiler: Compiler;
  readonly budget: WorkBudget;
}

/** Prepares the join of one source. */
export function createJoin({ join, on }: FromItem, { position, compiler, budget }: JoinParts): Join {
  const condition = on && compiler.condition(on);
  const equality = on && findEquality(on, position, compiler);
  const keepsLeft = join === 'left' || join === 'full';
  const keepsRight = join === 'right' || join === 'full';
  return (left, right, outer) => {
    const rights = [...right];
    budget.spend(rights.length);
    const candidates = equality ? byKey(rights, equality, { position, outer }) : () => rights;
    const matched = new Set<Row>();
    const joined: JoinedRow[] = [];
    for (const row of left) {
      const found = candidates(row);
      budget.spend(found.length + 1);
      const kept = found.filter((candidate) => !condition || condition.run({ rows: [...row, candidate], aggregates: [], outer }) === true);
      budget.spend(kept.length * KEPT_ROW_COST);
      for (const candidate of kept) joined.push([...row, candidate]);
      if (keepsRight) for (const candidate of kept) matched.add(candidate);
      if (keepsLeft && kept.length === 0) joined.push([...row, undefined]);
    }
    if (!keepsRight) return joined;
    return [...joined, ...rights.filter((row) => !matched.has(row)).map((row) => [...new Array<undefined>(position), row])];
  };
}

/** A joined row is held in memory, so that it counts for more than one that is looked at. */
const KEPT_ROW_COST = 9;

/** Two expressions that a condition wants equal: one of the sources before, one of the source that joins. */
interface Equality {
  readonly earlier: Compiled;
  readonly joining: Compiled;
}

function findEquality(on: Expression, position: number, compiler: Compiler): Equality | undefined {
  if (on.kind === 'logic' && on.operator === 'AND')
    return findEquality(on.left, position, compiler) ?? findEquality(on.right, position, compiler);
  if (on.kind !== 'comparison' || on.operator !== '=' || on.left.kind !== 'column' || on.right.kind !== 'column') return undefined;
  const [left, right] = [on.left, on.right].map((side) => ({
    place: compiler.scope.find(side.table, side.name),
    compiled: compiler.value(side),
  }));
  if (left!.place.depth > 0 || right!.place.depth > 0) return undefined;
  const [one, other] = [left!.compiled, right!.compiled];
  // Text against numbers is left to the condition, which tells what cannot be converted.
  if ((one.type === 'text') !== (other.type === 'text')) return undefined;
  if (left!.place.source < position && right!.place.source === position) return { earlier: one, joining: other };
  if (right!.place.source < position && left!.place.source === position) return { earlier: other, joining: one };
  return undefined;
}

function byKey(
  rows: readonly Row[],
  { earlier, joining }: Equality,
  { position, outer }: { position: number; outer: Frame },
): (row: JoinedRow) => readonly Row[] {
  const type = joinedType(earlier.type, joining.type);
  const found = new Map<string | number, Row[]>();
  const before = new Array<undefined>(position);
  for (const row of rows) {
    const key = keyOf(coerce(joining.run({ rows: [...before, row], aggregates: [], outer }), type));
    if (key === null) continue;
    const same = found.get(key);
    if (same) same.push(row);
    else found.set(key, [row]);
  }
  return (row) => {
    const key = keyOf(coerce(earlier.run({ rows: row, aggregates: [], outer }), type));
    return key === null ? [] : (found.get(key) ?? []);
  };
}
