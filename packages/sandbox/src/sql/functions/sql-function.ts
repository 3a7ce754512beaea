import type { Compiled } from '../compiled.js';
import type { Compiler } from '../compiler.js';
import type { CallExpression } from '../syntax.js';

/** How a function is made ready from its arguments. */
export interface SqlFunction {
  /** Fewest and most arguments. */
  readonly arity: readonly [number, number];
  readonly compile: (call: CallExpression, compiler: Compiler) => Compiled;
}
