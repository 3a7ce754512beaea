import type { Compiled } from './compiled.js';
import type { Grouping, Scope } from './scope.js';
import type { Expression } from './syntax.js';

/** Turns the expressions of one query into functions. */
export interface Compiler {
  readonly scope: Scope;
  /** Undefined where the expression sees single rows. */
  readonly grouping: Grouping | undefined;
  /** An expression that has a value. */
  value(expression: Expression): Compiled;
  /** An expression that is true, false or unknown. */
  condition(expression: Expression): Compiled;
  /** The compiler of expressions that see the single rows of this query, not its groups. */
  ofRows(): Compiler;
}
