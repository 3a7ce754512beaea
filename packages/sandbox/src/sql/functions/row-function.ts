import { coerce, type SqlType, type SqlValue } from '../value.js';
import type { SqlFunction } from './sql-function.js';

/** The parameters and the result of a function that returns null where any argument is null. */
interface Signature {
  readonly takes: readonly SqlType[];
  /** Arguments that may be left out, at the end. */
  readonly optional?: number;
  readonly gives: SqlType;
}

/** A function of values alone: arguments are brought to their types, and a null among them makes the result null. */
export function rowFunction(
  { takes, optional = 0, gives }: Signature,
  act: (...values: never[]) => SqlValue,
): SqlFunction {
  const run = act as (...values: SqlValue[]) => SqlValue;
  return {
    arity: [takes.length - optional, takes.length],
    compile: (call, compiler) => {
      const args = takes.flatMap((type, at) => {
        const arg = call.args[at];
        return arg ? [{ type, value: compiler.value(arg) }] : [];
      });
      return {
        type: gives,
        run: (frame) => {
          const values = args.map(({ type, value }) => coerce(value.run(frame), type));
          return values.includes(null) ? null : run(...values);
        },
      };
    },
  };
}
