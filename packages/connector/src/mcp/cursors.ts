import { randomBytes } from 'node:crypto';
import type { JsonObject } from '../json.js';

/** Where an answer goes on: with what is left of one, or with the next page of a list. */
export interface Continuation {
  readonly tool: string;
  readonly next:
    | { readonly kind: 'rest'; readonly output: JsonObject; readonly input: JsonObject }
    | { readonly kind: 'page'; readonly input: JsonObject };
  /** Elements of each list that went before, by its path. */
  readonly before: Readonly<Record<string, number>>;
  /** The call whose answer it continues; the result is held once, however many cursors lead into it. */
  readonly source: symbol;
}

/** Answers that are held at a time; one is what a call gave, so that their number is what takes memory. */
const mostSources = 4;
const mostCursors = 400;

/** The cursors of one session. One may be used again, so that a lost answer can be requested again; the oldest are forgotten. */
export class Cursors {
  readonly #kept = new Map<string, Continuation>();

  /** A cursor for what follows. */
  keep(continuation: Continuation): string {
    const cursor = randomBytes(9).toString('base64url');
    this.#kept.set(cursor, continuation);
    const sources = [
      ...new Set(
        [...this.#kept.values()]
          .filter(({ next }) => next.kind === 'rest')
          .map(({ source }) => source),
      ),
    ];
    const gone = new Set(sources.slice(0, Math.max(0, sources.length - mostSources)));
    for (const [kept, { source }] of this.#kept) {
      if (gone.has(source) || this.#kept.size > mostCursors) this.#kept.delete(kept);
    }
    return cursor;
  }

  find(cursor: string, tool: string): Continuation | undefined {
    const found = this.#kept.get(cursor);
    return found?.tool === tool ? found : undefined;
  }
}
