import { commandWord } from 'halopsa-ground';
import { isReconcilable } from '../plan/estimate.js';
import type { PlanHeader } from '../plan/plan-file.js';

/** What can be done about rows of which it is not known whether they took effect: to look them up where they have a key, and to plan them again. */
export const unknownAdvice = (
  plan: string,
  { match, marker }: Pick<PlanHeader, 'match' | 'marker'>,
): string =>
  isReconcilable(match, marker)
    ? `"halo bulk resume ${commandWord(plan)}" looks them up by their key; ${exportAdvice(plan)} those that stay unknown to a file, which can be planned again.`
    : `They have no key to look them up by: ${exportAdvice(plan)} them to a file; planned again, they are looked up by their values before anything is made.`;

const exportAdvice = (plan: string): string =>
  `"halo bulk export ${commandWord(plan)} --unknown unknown.csv" writes`;
