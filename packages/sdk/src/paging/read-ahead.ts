import type { Rows } from '../codec/rows.js';
import type { PageAt } from './page-plan.js';

/** Loads the pages that a reader will ask for next, so many at a time. */
export class ReadAhead {
  readonly #underWay = new Map<string, Promise<Rows>>();
  readonly #load: (at: PageAt) => Promise<Rows>;
  readonly #concurrency: number;

  constructor(load: (at: PageAt) => Promise<Rows>, concurrency: number) {
    this.#load = load;
    this.#concurrency = concurrency;
  }

  /** The answer for the first of the pages; the others are started, those no longer wanted are forgotten. */
  take(pages: Iterable<PageAt>): Promise<Rows> {
    const wanted = new Map<string, Promise<Rows>>();
    for (const at of pages) {
      const name = `${at.number}/${at.size}${at.turned ? ' turned' : ''}`;
      wanted.set(name, this.#underWay.get(name) ?? this.#begin(at));
      if (wanted.size >= this.#concurrency) break;
    }
    this.#underWay.clear();
    const [first, ...others] = wanted;
    for (const [name, answer] of others) this.#underWay.set(name, answer);
    return first![1];
  }

  #begin(at: PageAt): Promise<Rows> {
    const answer = this.#load(at);
    // A failure is raised when its page is taken, and not before.
    answer.catch(() => undefined);
    return answer;
  }
}
