import type { PlanFooter, PlanResult, PlanRow, Reason, Why } from 'halopsa-bulk';
import type { Vocabulary } from 'halopsa-catalogue/errors';
import { flagWords } from './flag-words.js';

/** A row that may say why it is left alone or refused. */
type MaybeWhy = { readonly message?: string | undefined } & Pick<Why, 'remedy' | 'others'>;

/** A footer whose warnings are texts. */
type WordedFooter = Omit<PlanFooter, 'warnings'> & { readonly warnings: string[] };

/** What a person wants to know of a plan, as texts. */
interface WordedPlan {
  readonly footer: WordedFooter;
  readonly sample: Omit<PlanRow, 'remedy' | 'others'>[];
  readonly reasons: Omit<Reason, 'remedy'>[];
}

/** The footer of a plan with its warnings in the vocabulary of a face. */
export async function wordedFooter(
  footer: PlanFooter,
  words: Vocabulary = flagWords,
): Promise<WordedFooter> {
  const { noteText } = await import('halopsa-catalogue/errors');
  return { ...footer, warnings: footer.warnings.map((note) => noteText(note, words)) };
}

/** Puts what was left alone or refused into the vocabulary of a face: the message says what can be done as well. */
export async function wordedWhys<T extends MaybeWhy>(
  whys: readonly T[],
  words: Vocabulary = flagWords,
): Promise<Omit<T, 'remedy' | 'others'>[]> {
  const { whyText } = await import('halopsa-bulk');
  return whys.map(({ remedy, others, ...why }) =>
    why.message === undefined
      ? why
      : { ...why, message: whyText({ message: why.message, remedy, others }, words) },
  );
}

/** What a person wants to know of a plan, in the vocabulary of a face. */
export async function wordedPlan(
  { footer, sample, reasons }: Pick<PlanResult, 'footer' | 'sample' | 'reasons'>,
  words: Vocabulary = flagWords,
): Promise<WordedPlan> {
  return {
    footer: await wordedFooter(footer, words),
    sample: await wordedWhys(sample, words),
    reasons: await wordedWhys<Reason & MaybeWhy>(reasons, words),
  };
}
