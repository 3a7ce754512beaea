import { parseCastTarget } from './parse-type.js';
import { syntaxError, tooComplex } from './sql-error.js';
import type {
  ArithmeticOperator,
  CallExpression,
  CaseExpression,
  ComparisonOperator,
  Expression,
  Query,
} from './syntax.js';
import type { TokenReader } from './token-reader.js';

/** Reads expressions; subqueries are read by the parser of queries that is handed in. */
export class ExpressionParser {
  readonly #reader: TokenReader;
  readonly #query: () => Query;

  constructor(reader: TokenReader, query: () => Query) {
    this.#reader = reader;
    this.#query = query;
  }

  parse(): Expression {
    return this.#reader.nested(() => this.#or());
  }

  #or(): Expression {
    const operands = [this.#and()];
    while (this.#reader.takes('OR')) operands.push(this.#and());
    return balanced('OR', operands);
  }

  #and(): Expression {
    const operands = [this.#not()];
    while (this.#reader.takes('AND')) operands.push(this.#not());
    return balanced('AND', operands);
  }

  #not(): Expression {
    if (this.#reader.takes('NOT'))
      return this.#reader.nested(() => ({ kind: 'not', operand: this.#not() }));
    return this.#predicate();
  }

  #predicate(): Expression {
    const reader = this.#reader;
    if (reader.takes('EXISTS')) return { kind: 'exists', query: this.#subquery() };
    const operand = this.#sum();
    const operator = COMPARISONS[reader.peek().kind === 'sign' ? reader.peek().text : ''];
    if (operator) {
      reader.next();
      return { kind: 'comparison', operator, left: operand, right: this.#sum() };
    }
    if (reader.takes('IS')) {
      const negated = reader.takes('NOT');
      reader.expect('NULL');
      return negate({ kind: 'null-test', operand }, negated);
    }
    const negated =
      reader.sees('NOT') && ['LIKE', 'IN', 'BETWEEN'].some((word) => reader.sees('NOT', word));
    if (negated) reader.next();
    if (reader.takes('LIKE')) return negate(this.#like(operand), negated);
    if (reader.takes('BETWEEN')) return negate(this.#between(operand), negated);
    if (reader.takes('IN')) return negate(this.#in(operand), negated);
    return operand;
  }

  #like(operand: Expression): Expression {
    const pattern = this.#sum();
    return {
      kind: 'like',
      operand,
      pattern,
      escape: this.#reader.takes('ESCAPE') ? this.#sum() : undefined,
    };
  }

  #between(operand: Expression): Expression {
    const low = this.#sum();
    this.#reader.expect('AND');
    const high = this.#sum();
    return {
      kind: 'logic',
      operator: 'AND',
      left: { kind: 'comparison', operator: '>=', left: operand, right: low },
      right: { kind: 'comparison', operator: '<=', left: operand, right: high },
    };
  }

  #in(operand: Expression): Expression {
    const reader = this.#reader;
    if (reader.sees('(', 'SELECT')) return { kind: 'in-query', operand, query: this.#subquery() };
    reader.expect('(');
    const items = reader.list(() => this.parse());
    reader.expect(')');
    return { kind: 'in-list', operand, items };
  }

  #subquery(): Query {
    this.#reader.expect('(');
    const query = this.#reader.nested(this.#query);
    this.#reader.expect(')');
    return query;
  }

  #sum(): Expression {
    let left = this.#product();
    for (let links = 1; this.#reader.sees('+') || this.#reader.sees('-'); links = nextLink(links))
      left = {
        kind: 'arithmetic',
        operator: this.#reader.next().text as ArithmeticOperator,
        left,
        right: this.#product(),
      };
    return left;
  }

  #product(): Expression {
    let left = this.#factor();
    for (
      let links = 1;
      ['*', '/', '%'].some((sign) => this.#reader.sees(sign));
      links = nextLink(links)
    )
      left = {
        kind: 'arithmetic',
        operator: this.#reader.next().text as ArithmeticOperator,
        left,
        right: this.#factor(),
      };
    return left;
  }

  #factor(): Expression {
    const reader = this.#reader;
    if (reader.takes('-'))
      return reader.nested(() => ({ kind: 'negative', operand: this.#factor() }));
    if (reader.takes('+')) return reader.nested(() => this.#factor());
    if (reader.sees('(', 'SELECT')) return { kind: 'scalar-query', query: this.#subquery() };
    if (!reader.takes('(')) return this.#primary();
    const inner = this.parse();
    reader.expect(')');
    return inner;
  }

  #primary(): Expression {
    const reader = this.#reader;
    const { kind, text } = reader.peek();
    if (kind === 'number') {
      reader.next();
      return { kind: 'literal', value: Number(text), type: /^\d+$/.test(text) ? 'int' : 'float' };
    }
    if (kind === 'text') {
      reader.next();
      return { kind: 'literal', value: text, type: 'text' };
    }
    if (kind === 'variable') {
      reader.next();
      return { kind: 'variable', name: text.toLowerCase() };
    }
    if (reader.takes('NULL')) return { kind: 'literal', value: null, type: 'null' };
    if (reader.takes('CASE')) return this.#case();
    if (kind === 'word' && reader.peek(1).text === '(' && reader.peek(1).kind === 'sign')
      return this.#call();
    return this.#column();
  }

  #case(): CaseExpression {
    const reader = this.#reader;
    const subject = reader.sees('WHEN') ? undefined : this.parse();
    const branches: { when: Expression; result: Expression }[] = [];
    while (reader.takes('WHEN')) {
      const when = this.parse();
      reader.expect('THEN');
      branches.push({ when, result: this.parse() });
    }
    if (branches.length === 0) throw reader.refusal();
    const otherwise = reader.takes('ELSE') ? this.parse() : undefined;
    reader.expect('END');
    return { kind: 'case', subject, branches, otherwise };
  }

  #call(): Expression {
    const reader = this.#reader;
    const name = reader.next().text.toUpperCase();
    reader.expect('(');
    const expression = CAST_FORMS.has(name) ? this.#cast(name) : this.#arguments(name);
    reader.expect(')');
    if (reader.sees('OVER')) throw syntaxError('OVER');
    return expression;
  }

  #cast(name: string): Expression {
    const reader = this.#reader;
    const lenient = name.startsWith('TRY_');
    if (name.endsWith('CAST')) {
      const operand = this.parse();
      reader.expect('AS');
      return { kind: 'cast', operand, target: parseCastTarget(reader), style: undefined, lenient };
    }
    const target = parseCastTarget(reader);
    reader.expect(',');
    const operand = this.parse();
    return {
      kind: 'cast',
      operand,
      target,
      style: reader.takes(',') ? this.parse() : undefined,
      lenient,
    };
  }

  #arguments(name: string): CallExpression {
    const reader = this.#reader;
    if (reader.takes('*')) return { kind: 'call', name, args: [], distinct: false, star: true };
    const distinct = reader.takes('DISTINCT');
    const args = reader.sees(')') ? [] : reader.list(() => this.parse());
    return { kind: 'call', name, args, distinct, star: false };
  }

  #column(): Expression {
    const reader = this.#reader;
    let table: string | undefined;
    let name = reader.name();
    while (reader.takes('.')) [table, name] = [name, reader.name()];
    return { kind: 'column', table, name };
  }
}

/** Links of a chain such as `1 + 1 + 1`, which nest in one another from left to right. */
const MOST_LINKS = 1000;

function nextLink(links: number): number {
  if (links >= MOST_LINKS) throw tooComplex();
  return links + 1;
}

/** Conditions in pairs of pairs: a tree of few levels, however many there are, in their written order. */
function balanced(operator: 'AND' | 'OR', operands: readonly Expression[]): Expression {
  const [first, ...others] = operands;
  if (first && others.length === 0) return first;
  const middle = operands.length >> 1;
  return {
    kind: 'logic',
    operator,
    left: balanced(operator, operands.slice(0, middle)),
    right: balanced(operator, operands.slice(middle)),
  };
}

const CAST_FORMS: ReadonlySet<string> = new Set(['CAST', 'CONVERT', 'TRY_CAST', 'TRY_CONVERT']);
const COMPARISONS: Readonly<Record<string, ComparisonOperator>> = {
  '=': '=',
  '<>': '<>',
  '!=': '<>',
  '<': '<',
  '<=': '<=',
  '!>': '<=',
  '>': '>',
  '>=': '>=',
  '!<': '>=',
};

const negate = (condition: Expression, negated: boolean): Expression =>
  negated ? { kind: 'not', operand: condition } : condition;
