import { ExpressionParser } from './parse-expression.js';
import { SqlError, syntaxError } from './sql-error.js';
import type { Expression, FromItem, OrderItem, Query, Select, SelectItem } from './syntax.js';
import { TokenReader } from './token-reader.js';

const WRITES =
  /^(INSERT|UPDATE|DELETE|MERGE|TRUNCATE|DROP|ALTER|CREATE|EXEC|EXECUTE|DECLARE|SET|WITH|GRANT|USE|IF|BEGIN|WAITFOR|SHUTDOWN)$/i;

/** Reads one SELECT of the stated subset of Transact-SQL; throws an SqlError for everything else. */
export function parseQuery(sql: string): Query {
  const reader = new TokenReader(sql);
  const first = reader.peek();
  if (first.kind === 'end') throw new SqlError('The report has no SQL.');
  if (first.kind === 'word' && WRITES.test(first.text))
    throw new SqlError(`Incorrect syntax near the keyword '${first.text.toUpperCase()}'.`);
  const query = new QueryParser(reader).parse();
  if (reader.peek().kind !== 'end') throw reader.refusal();
  return query;
}

class QueryParser {
  readonly #reader: TokenReader;
  readonly #expressions: ExpressionParser;

  constructor(reader: TokenReader) {
    this.#reader = reader;
    this.#expressions = new ExpressionParser(reader, () => this.parse());
  }

  parse(): Query {
    const reader = this.#reader;
    const first = this.#select();
    const unions: { all: boolean; select: Select }[] = [];
    while (reader.takes('UNION')) unions.push({ all: reader.takes('ALL'), select: this.#select() });
    const order = reader.takes('ORDER', 'BY') ? reader.list(() => this.#orderItem()) : [];
    const offset = order.length > 0 && reader.takes('OFFSET') ? this.#offset() : undefined;
    return { first, unions, order, offset };
  }

  #select(): Select {
    const reader = this.#reader;
    reader.expect('SELECT');
    const distinct = reader.takes('DISTINCT');
    if (!distinct) reader.takes('ALL');
    const top = reader.takes('TOP') ? this.#top() : undefined;
    const items = reader.list(() => this.#item());
    if (reader.sees('INTO')) throw syntaxError('INTO');
    const from = reader.takes('FROM') ? this.#from() : [];
    const where = reader.takes('WHERE') ? this.#expression() : undefined;
    const groupBy = reader.takes('GROUP', 'BY') ? reader.list(() => this.#expression()) : [];
    const having = reader.takes('HAVING') ? this.#expression() : undefined;
    return { distinct, top, items, from, where, groupBy, having };
  }

  #top(): NonNullable<Select['top']> {
    const reader = this.#reader;
    let count: Expression;
    if (reader.takes('(')) {
      count = this.#expression();
      reader.expect(')');
    } else {
      if (reader.peek().kind !== 'number') throw reader.refusal();
      count = { kind: 'literal', value: Number(reader.next().text), type: 'int' };
    }
    const percent = reader.takes('PERCENT');
    if (reader.sees('WITH', 'TIES')) throw syntaxError('TIES');
    return { count, percent };
  }

  #item(): SelectItem {
    const reader = this.#reader;
    if (reader.takes('*')) return { kind: 'star', table: undefined };
    if (
      reader.seesName() &&
      reader.peek(1).text === '.' &&
      reader.peek(2).kind === 'sign' &&
      reader.peek(2).text === '*'
    ) {
      const table = reader.name();
      reader.expect('.', '*');
      return { kind: 'star', table };
    }
    // `name = expression` is the older way to write an alias.
    if (reader.seesName() && reader.peek(1).kind === 'sign' && reader.peek(1).text === '=') {
      const alias = reader.name();
      reader.expect('=');
      return { kind: 'expression', expression: this.#expression(), alias };
    }
    const expression = this.#expression();
    return { kind: 'expression', expression, alias: this.#alias(true) };
  }

  /** A name after an expression or a source; a column may be named by a text as well. */
  #alias(takesText: boolean): string | undefined {
    const reader = this.#reader;
    const named = reader.takes('AS');
    if (takesText && reader.peek().kind === 'text') return reader.next().text;
    if (named) return reader.name();
    return reader.seesName() && !CLAUSES.has(reader.peek().text.toUpperCase())
      ? reader.name()
      : undefined;
  }

  #from(): FromItem[] {
    const items = [this.#source('cross')];
    while (true) {
      if (this.#reader.takes(',')) items.push(this.#source('cross'));
      else {
        const join = this.#join();
        if (!join) return items;
        items.push(this.#source(join));
      }
    }
  }

  #join(): FromItem['join'] | undefined {
    const reader = this.#reader;
    if (reader.sees('CROSS', 'APPLY') || reader.sees('OUTER', 'APPLY')) throw syntaxError('APPLY');
    if (reader.takes('JOIN') || reader.takes('INNER', 'JOIN')) return 'inner';
    if (reader.takes('CROSS', 'JOIN')) return 'cross';
    for (const side of ['left', 'right', 'full'] as const)
      if (
        reader.takes(side.toUpperCase(), 'JOIN') ||
        reader.takes(side.toUpperCase(), 'OUTER', 'JOIN')
      )
        return side;
    return undefined;
  }

  #source(join: FromItem['join']): FromItem {
    const reader = this.#reader;
    const source = reader.sees('(') ? this.#derived() : this.#table();
    const alias = this.#alias(false) ?? (source.kind === 'table' ? source.name : undefined);
    if (alias === undefined) throw reader.refusal();
    if (reader.takes('WITH', '(')) this.#hints();
    let on: Expression | undefined;
    if (join !== 'cross') {
      reader.expect('ON');
      on = this.#expression();
    }
    return { join, source, alias, on };
  }

  #derived(): FromItem['source'] {
    this.#reader.expect('(');
    const query = this.#reader.nested(() => this.parse());
    this.#reader.expect(')');
    return { kind: 'query', query };
  }

  #table(): FromItem['source'] {
    let schema: string | undefined;
    let name = this.#reader.name();
    while (this.#reader.takes('.')) [schema, name] = [name, this.#reader.name()];
    return { kind: 'table', schema, name };
  }

  /** Hints on locking mean nothing here. */
  #hints(): void {
    this.#reader.list(() => this.#reader.name());
    this.#reader.expect(')');
  }

  #orderItem(): OrderItem {
    const expression = this.#expression();
    const descending = this.#reader.takes('DESC');
    if (!descending) this.#reader.takes('ASC');
    return { expression, descending };
  }

  #offset(): NonNullable<Query['offset']> {
    const reader = this.#reader;
    const rows = (): void => {
      if (!reader.takes('ROWS')) reader.expect('ROW');
    };
    const skip = this.#expression();
    rows();
    if (!reader.takes('FETCH', 'NEXT') && !reader.takes('FETCH', 'FIRST'))
      return { skip, fetch: undefined };
    const fetch = this.#expression();
    rows();
    reader.expect('ONLY');
    return { skip, fetch };
  }

  #expression(): Expression {
    return this.#expressions.parse();
  }
}

/** Words that may follow a source and are not an alias, though they could be names elsewhere. */
const CLAUSES: ReadonlySet<string> = new Set(['OFFSET', 'FETCH']);
