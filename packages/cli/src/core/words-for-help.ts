/** What describes flags, loaded only where help shows them. */
export type WordsForHelp = typeof import('halopsa-catalogue/words') | undefined;

/** Loads it where a line asks for help. */
export const wordsForHelp = async (explained: boolean): Promise<WordsForHelp> =>
  explained ? await import('halopsa-catalogue/words') : undefined;
