import type { Context } from '../context.js';

/** The record of several at which the work failed. */
export interface Failure {
  readonly error: unknown;
  readonly at: number;
  /** Ids of the records before it and behind it, in words. */
  readonly done: string;
  readonly notSent: string;
}

/** What is said of the others where one of several fails. */
type Tell = (failure: Failure) => string | Promise<string>;

const inWords = (ids: readonly (number | string)[]): string => ids.join(', ') || 'none';

/** Does the same to several records, one after another, and says what became of the others where one fails. */
export async function oneByOne<Result>(
  ids: readonly (number | string)[],
  work: (id: number | string, at: number) => Promise<Result>,
  tell: Tell,
  { globals, note }: Context,
): Promise<Result[]> {
  const results: Result[] = [];
  for (const [at, id] of ids.entries()) {
    const result = await work(id, at).catch(async (error: unknown) => {
      const [done, notSent] = [ids.slice(0, at), ids.slice(at + 1)].map(inWords) as [
        string,
        string,
      ];
      if (ids.length > 1)
        note(
          globals.dryRun
            ? `This is the first of ${ids.length} requests.`
            : await tell({ error, at, done, notSent }),
        );
      throw error;
    });
    results.push(result);
  }
  return results;
}
