import type { SqlType, SqlValue } from './value.js';

/** An expression of a statement. Conditions are expressions that have no value of their own. */
export type Expression =
  | { readonly kind: 'literal'; readonly value: SqlValue; readonly type: SqlType }
  | { readonly kind: 'column'; readonly table: string | undefined; readonly name: string }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'negative'; readonly operand: Expression }
  | {
      readonly kind: 'arithmetic';
      readonly operator: ArithmeticOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly kind: 'comparison';
      readonly operator: ComparisonOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly kind: 'logic';
      readonly operator: 'AND' | 'OR';
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: 'not'; readonly operand: Expression }
  | { readonly kind: 'null-test'; readonly operand: Expression }
  | {
      readonly kind: 'like';
      readonly operand: Expression;
      readonly pattern: Expression;
      readonly escape: Expression | undefined;
    }
  | {
      readonly kind: 'in-list';
      readonly operand: Expression;
      readonly items: readonly Expression[];
    }
  | { readonly kind: 'in-query'; readonly operand: Expression; readonly query: Query }
  | { readonly kind: 'exists'; readonly query: Query }
  | { readonly kind: 'scalar-query'; readonly query: Query }
  | CaseExpression
  | {
      readonly kind: 'cast';
      readonly operand: Expression;
      readonly target: CastTarget;
      readonly style: Expression | undefined;
      readonly lenient: boolean;
    }
  | CallExpression;

export type ArithmeticOperator = '+' | '-' | '*' | '/' | '%';
export type ComparisonOperator = '=' | '<>' | '<' | '<=' | '>' | '>=';

/** A CASE; with a subject each WHEN is a value, without one a condition. */
export interface CaseExpression {
  readonly kind: 'case';
  readonly subject: Expression | undefined;
  readonly branches: readonly { readonly when: Expression; readonly result: Expression }[];
  readonly otherwise: Expression | undefined;
}

/** A function of a row, or an aggregate of the rows of a group. */
export interface CallExpression {
  readonly kind: 'call';
  /** In capitals. */
  readonly name: string;
  readonly args: readonly Expression[];
  readonly distinct: boolean;
  /** `COUNT(*)`. */
  readonly star: boolean;
}

/** The type that a value is turned into. */
export interface CastTarget {
  readonly name: string;
  readonly type: SqlType;
  /** Length of a text, or digits behind the point of a decimal. */
  readonly size: number | undefined;
}

/** A select, or several joined by UNION. */
export interface Query {
  readonly first: Select;
  readonly unions: readonly { readonly all: boolean; readonly select: Select }[];
  readonly order: readonly OrderItem[];
  readonly offset:
    | { readonly skip: Expression; readonly fetch: Expression | undefined }
    | undefined;
}

export interface Select {
  readonly distinct: boolean;
  readonly top: { readonly count: Expression; readonly percent: boolean } | undefined;
  readonly items: readonly SelectItem[];
  readonly from: readonly FromItem[];
  readonly where: Expression | undefined;
  readonly groupBy: readonly Expression[];
  readonly having: Expression | undefined;
}

/** An expression with its name, or all columns of one table or of all. */
export type SelectItem =
  | {
      readonly kind: 'expression';
      readonly expression: Expression;
      readonly alias: string | undefined;
    }
  | { readonly kind: 'star'; readonly table: string | undefined };

/** A table or derived table, and how it joins the ones before it. */
export interface FromItem {
  readonly join: 'cross' | 'inner' | 'left' | 'right' | 'full';
  readonly source:
    | { readonly kind: 'table'; readonly schema: string | undefined; readonly name: string }
    | { readonly kind: 'query'; readonly query: Query };
  readonly alias: string;
  readonly on: Expression | undefined;
}

export interface OrderItem {
  readonly expression: Expression;
  readonly descending: boolean;
}
