import { type Remedy, remedyClause, type Vocabulary } from 'halopsa-catalogue/errors';
import { optionWords } from '../option-words.js';

/** Why a row is left alone or refused. */
export interface Why {
  readonly message: string;
  /** What can be done about it, where that depends on options. */
  readonly remedy?: Remedy | undefined;
  /** How many other faults the row has. */
  readonly others?: number | undefined;
}

/** How many faults a row has beside the one that is reported; undefined for none. */
export const othersOf = ({ length }: { readonly length: number }): number | undefined =>
  length > 1 ? length - 1 : undefined;

/** Why a row is left alone or refused, in the vocabulary of a face; default: the names of options. */
export function whyText(
  { message, remedy, others = 0 }: Why,
  words: Vocabulary = optionWords,
): string {
  const help = remedy ? `: ${remedyClause(remedy, words)}` : '';
  return `${message}${help}${others > 0 ? ` (and ${others} more in this row)` : ''}`;
}
