import type { Compiled } from '../compiled.js';
import type { Compiler } from '../compiler.js';
import type { CallExpression, Expression } from '../syntax.js';

/** How a function is made ready from its arguments. */
export interface SqlFunction {
  /** Fewest and most arguments. */
  readonly arity: readonly [number, number];
  readonly compile: (call: CallExpression, compiler: Compiler) => Compiled;
}

/** The argument at a place below the fewest that a function takes; its arity has been checked. */
export function argument({ args }: CallExpression, at: number): Expression {
  const found = args[at];
  if (!found) throw new RangeError(`there is no argument ${at + 1}`);
  return found;
}
