import { isIdAlone, keyOf, type MatchKey } from '../matching/match-key.js';
import type { PlanHeader, PlanRow } from './plan-file.js';

type Keyed = Pick<PlanHeader, 'match' | 'marker'>;

/** Keys by which new records of a plan are found again, the marker first. */
export const createKeys = ({ match, marker }: Keyed): MatchKey[] => [
  ...(marker === undefined ? [] : [[marker]]),
  ...match.filter((key) => !isIdAlone(key)),
];

/** Those of them that a row fills: a row may leave the key of its plan empty. */
export const filledKeys = ({ set = {} }: Pick<PlanRow, 'set'>, plan: Keyed): MatchKey[] =>
  createKeys(plan).filter((key) => keyOf(set, key) !== undefined);

/** Whether the record that a row makes can be found again. One that cannot goes alone, so that its own answer tells of it. */
export const isFindable = (row: Pick<PlanRow, 'set'>, plan: Keyed): boolean =>
  filledKeys(row, plan).length > 0;
