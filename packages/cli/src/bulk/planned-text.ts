import type { PlanFooter } from 'halopsa-bulk';
import { commandWord } from 'halopsa-ground';
import { flagWords } from './flag-words.js';
import { requestsText } from './plan-summary.js';
import { wordedFooter } from './worded.js';

const shownReasons = 10;

/** A plan that was made from another one: its counts, why rows are refused, what to know, and what to do next. */
export async function plannedText(
  counts: string,
  path: string,
  footer: PlanFooter,
): Promise<string> {
  const { counts: of } = footer;
  const { warnings } = await wordedFooter(footer);
  const { findReasons, reasonList } = await import('halopsa-bulk');
  const reasons = of.error > 0 ? await findReasons(path, { actions: ['error'] }) : [];
  const refused =
    reasons.length > 0
      ? [
          `Rows with errors:${reasonList(reasons, { shown: shownReasons, plan: path, words: flagWords })}`,
        ]
      : [];
  const notes = warnings.map((warning) => `Note: ${warning}`);
  return `${[counts, ...refused, ...notes, ...nextSteps(path, footer)].join('\n')}\n`;
}

function nextSteps(path: string, footer: PlanFooter): string[] {
  const { update, create, delete: remove, error } = footer.counts;
  if (update + create + remove === 0) return ['Nothing to do: no record would change.'];
  return [
    requestsText(footer),
    `To go ahead: halo bulk apply ${commandWord(path)}${error > 0 ? ' --skip-errors' : ''}`,
  ];
}
