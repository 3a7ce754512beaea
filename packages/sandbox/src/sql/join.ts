import type { Compiled } from './compiled.js';
import type { Compiler } from './compiler.js';
import type { Frame, Row } from './relation.js';
import type { WorkBudget } from './session.js';
import type { Expression, FromItem } from './syntax.js';
import { coerce, joinedType, keyOf } from './value.js';

/** One row per source so far; an outer join leaves a source without one. */
export type JoinedRow = readonly (Row | undefined)[];

/** Joins the rows so far with those of one more source. */
export type Join = (
  left: readonly JoinedRow[],
  right: Iterable<Row>,
  outer: Frame,
) => readonly JoinedRow[];

interface JoinParts {
  /** Place of the source that joins. */
  readonly position: number;
  readonly compiler: Compiler;
  readonly budget: WorkBudget;
}

/** Prepares the join of one source. */
export function createJoin(
  { join, on }: FromItem,
  { position, compiler, budget }: JoinParts,
): Join {
  const condition = on && compiler.condition(on);
  const equality = on && findEquality(on, position, compiler);
  const keepsLeft = join === 'left' || join === 'full';
  const keepsRight = join === 'right' || join === 'full';
  return (left, right, outer) => {
    const rights = [...right];
    budget.spend(rights.length);
    const candidates = equality ? byKey(rights, equality, { position, outer }) : () => rights;
    const pairs = pairRows(left, partnersOf(candidates, { condition, budget, outer }), keepsLeft);
    return keepsRight ? [...pairs, ...unpaired(rights, pairs, position)] : pairs;
  };
}

type Partners = (row: JoinedRow) => readonly Row[];

/** Gives the rows that join a row so far: of the candidates, those that fit the condition. */
function partnersOf(
  candidates: Partners,
  {
    condition,
    budget,
    outer,
  }: {
    readonly condition: Compiled | undefined;
    readonly budget: WorkBudget;
    readonly outer: Frame;
  },
): Partners {
  return (row) => {
    const found = candidates(row);
    budget.spend(found.length + 1);
    const kept = found.filter(
      (candidate) =>
        !condition || condition.run({ rows: [...row, candidate], aggregates: [], outer }) === true,
    );
    budget.spend(kept.length * KEPT_ROW_COST);
    return kept;
  };
}

/** A joined row is held in memory, so that it counts for more than one that is looked at. */
const KEPT_ROW_COST = 9;

/** Each row so far with each of its partners; one without a partner stays where the join keeps it. */
function pairRows(left: readonly JoinedRow[], partners: Partners, keepsLone: boolean): JoinedRow[] {
  const pairs: JoinedRow[] = [];
  for (const row of left) {
    const found = partners(row);
    for (const partner of found) pairs.push([...row, partner]);
    if (keepsLone && found.length === 0) pairs.push([...row, undefined]);
  }
  return pairs;
}

/** The rows of the source that joins which are in no pair. */
function unpaired(
  rights: readonly Row[],
  pairs: readonly JoinedRow[],
  position: number,
): JoinedRow[] {
  const paired = new Set(pairs.map((pair) => pair[position]));
  return rights
    .filter((row) => !paired.has(row))
    .map((row) => [...new Array<undefined>(position), row]);
}

/** Two expressions that a condition wants equal: one of the sources before, one of the source that joins. */
interface Equality {
  readonly earlier: Compiled;
  readonly joining: Compiled;
}

function findEquality(on: Expression, position: number, compiler: Compiler): Equality | undefined {
  if (on.kind === 'logic' && on.operator === 'AND')
    return findEquality(on.left, position, compiler) ?? findEquality(on.right, position, compiler);
  if (
    on.kind !== 'comparison' ||
    on.operator !== '=' ||
    on.left.kind !== 'column' ||
    on.right.kind !== 'column'
  )
    return undefined;
  const sideOf = (side: Extract<Expression, { kind: 'column' }>) => ({
    place: compiler.scope.find(side.table, side.name),
    compiled: compiler.value(side),
  });
  const [left, right] = [sideOf(on.left), sideOf(on.right)];
  if (left.place.depth > 0 || right.place.depth > 0) return undefined;
  const [one, other] = [left.compiled, right.compiled];
  // The condition compares text with numbers, since it reports what cannot be converted.
  if ((one.type === 'text') !== (other.type === 'text')) return undefined;
  if (left.place.source < position && right.place.source === position)
    return { earlier: one, joining: other };
  if (right.place.source < position && left.place.source === position)
    return { earlier: other, joining: one };
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
