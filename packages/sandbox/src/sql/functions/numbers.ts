import { scaled } from '../convert.js';
import type { SqlValue } from '../value.js';
import { rowFunction } from './row-function.js';
import { argument, type SqlFunction } from './sql-function.js';

const ofNumber = (act: (value: number) => number): SqlFunction => ({
  arity: [1, 1],
  compile: (call, compiler) => {
    const { type } = compiler.value(argument(call, 0));
    const gives = type === 'int' ? 'int' : 'float';
    return rowFunction({ takes: ['float'], gives }, act).compile(
      { kind: 'call', name: '', args: call.args, distinct: false, star: false },
      compiler,
    );
  },
});

/** Functions of numbers. */
export const numberFunctions: Readonly<Record<string, SqlFunction>> = {
  ABS: ofNumber(Math.abs),
  CEILING: ofNumber(Math.ceil),
  FLOOR: ofNumber(Math.floor),
  SIGN: ofNumber(Math.sign),
  POWER: rowFunction(
    { takes: ['float', 'float'], gives: 'float' },
    (base: number, exponent: number) => base ** exponent,
  ),
  SQRT: rowFunction({ takes: ['float'], gives: 'float' }, Math.sqrt),
  ROUND: rowFunction(
    { takes: ['float', 'int', 'int'], optional: 1, gives: 'float' },
    (value: number, digits: number, cut = 0) =>
      cut === 0 ? scaled(value, digits) : Math.trunc(value * 10 ** digits) / 10 ** digits,
  ),
  ISNUMERIC: {
    arity: [1, 1],
    compile: (call, compiler) => {
      const value = compiler.value(argument(call, 0));
      return { type: 'int', run: (frame) => (isNumeric(value.run(frame)) ? 1 : 0) };
    },
  },
};

const isNumeric = (value: SqlValue): boolean =>
  typeof value === 'number' ||
  typeof value === 'boolean' ||
  (typeof value === 'string' && /^\s*[+-]?(\d+(?:\.\d*)?|\.\d+)(e[+-]?\d+)?\s*$/i.test(value));
