import type { Remedy } from 'halopsa-catalogue/errors';
import { isReconcilable } from '../plan/estimate.js';
import type { PlanHeader } from '../plan/plan-file.js';

/** What can be done about rows of which it is not known whether they took effect: to look them up where they have a key, and to plan them again. */
export const unknownRows = (
  plan: string,
  { match, marker }: Pick<PlanHeader, 'match' | 'marker'>,
): Remedy<'look-up-unknown'> => ({
  code: 'look-up-unknown',
  plan,
  hasKey: isReconcilable(match, marker),
});
