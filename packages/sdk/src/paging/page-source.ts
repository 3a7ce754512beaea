import type { Resource } from 'halopsa-catalogue';
import type { Rows } from '../codec/rows.js';

/** The query of one page: its own parameters on top of the caller's; undefined takes one of the caller's away. */
export type PageQuery = Readonly<Record<string, string | number | boolean | undefined>>;

/** Whether the server was seen to count the rows of the whole list, and not those of the answer alone. */
export interface KnownCounts {
  areWhole(): boolean;
  noteWhole(): void;
}

/** What the pager needs of the outside. */
export interface PageSource {
  readonly resource: Resource;
  /** Rows asked for at a time; the server gives at most 100. */
  readonly pageSize: number;
  readonly concurrency: number;
  /** True where the list operation takes `count`. */
  readonly takesCount: boolean;
  /** Rows wanted at the most; a list cut by it is not held to the server's count. */
  readonly limit: number;
  /**
   * What the rows are sorted by: `free` where the pager may say, `asked` where the caller did and the pager may say otherwise to prove the
   * list, `fixed` where nobody can.
   */
  readonly order?: 'free' | 'asked' | 'fixed' | undefined;
  /** True where an update can bring a row into the list, as it can where the list is filtered. */
  readonly filtered?: boolean | undefined;
  /** What is known of the counts of this list from earlier readings; nothing where it is left out. */
  readonly counts?: KnownCounts | undefined;
  load(query: PageQuery): Promise<Rows>;
  /** Told after each page. */
  onPage?: ((progress: { received: number; expected: number | undefined }) => void) | undefined;
}
