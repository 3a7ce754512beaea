import { readTokens, type Token } from './lexer.js';
import { SqlError, syntaxError } from './sql-error.js';

/** Words that end an expression or a name, and so cannot be a name without brackets. */
const RESERVED: ReadonlySet<string> = new Set(
  `ALL AND AS ASC BETWEEN BY CASE CAST CONVERT CREATE CROSS DELETE DESC DISTINCT DROP ELSE END EXEC EXISTS EXCEPT FOR FROM FULL GROUP
  HAVING IN INNER INSERT INTERSECT INTO IS JOIN LEFT LIKE MERGE NOT NULL ON OR ORDER OUTER OVER RIGHT SELECT SET THEN TOP TRUNCATE UNION UPDATE WHEN
  WHERE WITH`.split(/\s+/),
);
const MAX_DEPTH = 60;

/** Reads the words of a statement one after another. */
export class TokenReader {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(sql: string) {
    this.#tokens = readTokens(sql);
  }

  /** The word that comes next, or one further on. */
  peek(ahead = 0): Token {
    // The last token is the end, so that there is one at every place.
    return this.#tokens[Math.min(this.#at + ahead, this.#tokens.length - 1)]!;
  }

  next(): Token {
    const token = this.peek();
    if (token.kind !== 'end') this.#at += 1;
    return token;
  }

  /** True where the next words are these keywords or signs. */
  sees(...words: readonly string[]): boolean {
    return words.every((word, ahead) => matches(this.peek(ahead), word));
  }

  /** Takes these keywords or signs where they come next. */
  takes(...words: readonly string[]): boolean {
    if (!this.sees(...words)) return false;
    this.#at += words.length;
    return true;
  }

  expect(...words: readonly string[]): void {
    if (!this.takes(...words)) throw this.refusal();
  }

  /** True where the next word can be a name. */
  seesName(): boolean {
    const { kind, text } = this.peek();
    return kind === 'quoted' || (kind === 'word' && !RESERVED.has(text.toUpperCase()));
  }

  name(): string {
    if (!this.seesName()) throw this.refusal();
    return this.next().text;
  }

  /** Elements between commas. */
  list<T>(element: () => T): T[] {
    const elements = [element()];
    while (this.takes(',')) elements.push(element());
    return elements;
  }

  /** Reads something nested; too deep a nesting is refused before it could exhaust the stack. */
  nested<T>(read: () => T): T {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH)
      throw new SqlError('Some part of your SQL statement is nested too deeply.');
    const result = read();
    this.#depth -= 1;
    return result;
  }

  refusal(): SqlError {
    return syntaxError(this.peek().text);
  }
}

const matches = ({ kind, text }: Token, word: string): boolean =>
  (kind === 'word' || kind === 'sign') && text.toUpperCase() === word;
