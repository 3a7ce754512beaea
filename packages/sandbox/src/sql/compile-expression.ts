import { compileAggregate, isAggregate } from './aggregate.js';
import { compileArithmetic, compileNegative } from './arithmetic.js';
import { compileCase } from './compile-case.js';
import { compileCondition } from './compile-condition.js';
import type { Compiled } from './compiled.js';
import type { Compiler } from './compiler.js';
import { compileCast } from './convert.js';
import { compileCall } from './functions/call.js';
import type { Frame } from './relation.js';
import { expressionKey, type Grouping, type Scope } from './scope.js';
import { SqlError } from './sql-error.js';
import type { Expression } from './syntax.js';

/** A compiler of the expressions that see the sources of a scope: their groups where there is a grouping, else single rows. */
export const createCompiler = (scope: Scope, grouping?: Grouping): Compiler =>
  new ExpressionCompiler(scope, grouping);

class ExpressionCompiler implements Compiler {
  readonly scope: Scope;
  readonly grouping: Grouping | undefined;

  constructor(scope: Scope, grouping?: Grouping) {
    this.scope = scope;
    this.grouping = grouping;
  }

  value(expression: Expression): Compiled {
    if (this.grouping?.keys.has(this.#keyOf(expression))) return this.ofRows().value(expression);
    switch (expression.kind) {
      case 'literal':
        return { type: expression.type, run: () => expression.value, constant: expression.value };
      case 'column':
        return this.#column(expression);
      case 'variable':
        return this.#variable(expression.name);
      case 'negative':
        return compileNegative(this.value(expression.operand));
      case 'arithmetic':
        return compileArithmetic(
          expression.operator,
          this.value(expression.left),
          this.value(expression.right),
        );
      case 'case':
        return compileCase(expression, this);
      case 'cast':
        return compileCast(expression, this);
      case 'call':
        return isAggregate(expression.name)
          ? compileAggregate(expression, this)
          : compileCall(expression, this);
      case 'scalar-query':
        return this.#scalarQuery(expression.query);
      default:
        throw new SqlError('Incorrect syntax: a condition stands where a value is expected.');
    }
  }

  condition(expression: Expression): Compiled {
    return compileCondition(expression, this);
  }

  ofRows(): Compiler {
    return createCompiler(this.scope);
  }

  /** The key of an expression, or none where it holds a column that this query does not know. */
  #keyOf(expression: Expression): string {
    try {
      return expressionKey(expression, this.scope);
    } catch {
      return '';
    }
  }

  #column({ table, name }: Extract<Expression, { kind: 'column' }>): Compiled {
    const { depth, source, alias, column } = this.scope.find(table, name);
    if (depth === 0 && this.grouping) throw notGrouped(alias, column.name);
    const { type, read } = column;
    return {
      type,
      run: (frame) => {
        let at: Frame = frame;
        // The column was found in a query so many further out, each of which has a frame.
        for (let left = depth; left > 0; left -= 1) at = at.outer!;
        const row = at.rows[source];
        return row === undefined ? null : read(row);
      },
    };
  }

  #variable(name: string): Compiled {
    const { variables } = this.scope.session;
    if (!Object.hasOwn(variables, name))
      throw new SqlError(`Must declare the scalar variable "${name}".`);
    const value = variables[name] ?? null;
    const type =
      value instanceof Date
        ? 'datetime'
        : typeof value === 'number'
          ? 'int'
          : value === null
            ? 'null'
            : 'text';
    return { type, run: () => value, constant: value };
  }

  #scalarQuery(query: Extract<Expression, { kind: 'scalar-query' }>['query']): Compiled {
    const { columns, rows } = this.scope.subquery(query, this.scope);
    const [column] = columns;
    if (!column || columns.length > 1)
      throw new SqlError(
        'Only one expression can be specified in the select list when the subquery is not introduced with EXISTS.',
      );
    return {
      type: column.type,
      run: (frame) => {
        const found = rows(frame);
        if (found.length > 1)
          throw new SqlError(
            'Subquery returned more than 1 value. This is not permitted when it is used as an expression.',
          );
        return found[0] === undefined ? null : column.read(found[0]);
      },
    };
  }
}

const notGrouped = (alias: string, column: string): SqlError =>
  new SqlError(
    `Column '${alias}.${column}' is invalid in the select list because it is not contained in either an aggregate function or the GROUP BY clause.`,
  );
