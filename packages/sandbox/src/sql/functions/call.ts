import type { Compiled } from '../compiled.js';
import type { Compiler } from '../compiler.js';
import { SqlError } from '../sql-error.js';
import type { CallExpression } from '../syntax.js';
import { dateFunctions } from './dates.js';
import { logicFunctions } from './logic.js';
import { numberFunctions } from './numbers.js';
import type { SqlFunction } from './sql-function.js';
import { textFunctions } from './texts.js';

const FUNCTIONS: Readonly<Record<string, SqlFunction>> = {
  ...dateFunctions,
  ...logicFunctions,
  ...numberFunctions,
  ...textFunctions,
};

/** Makes a call of a function of single rows ready to run. */
export function compileCall(call: CallExpression, compiler: Compiler): Compiled {
  const found = Object.hasOwn(FUNCTIONS, call.name) ? FUNCTIONS[call.name] : undefined;
  if (!found) throw new SqlError(`'${call.name}' is not a recognized built-in function name.`);
  const [fewest, most] = found.arity;
  if (call.star || call.distinct || call.args.length < fewest || call.args.length > most)
    throw new SqlError(
      `The ${call.name.toLowerCase()} function requires ${fewest === most ? fewest : `${fewest} to ${most}`} argument(s).`,
    );
  return found.compile(call, compiler);
}
