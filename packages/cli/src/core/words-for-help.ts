/** What describes flags, loaded only where help shows them. */
export type WordsForHelp = typeof import('halopsa-catalogue/words') | undefined;

/** Whether help may be shown, which a value that looks like the flag does no harm to. */
export const asksForHelp = (line: readonly string[] | undefined): boolean =>
  line === undefined || line.includes('--help') || line.includes('-h');

/** Loads it where a line asks for help. */
export const wordsForHelp = async (explained: boolean): Promise<WordsForHelp> =>
  explained ? await import('halopsa-catalogue/words') : undefined;
