import { coerce, compare, joinedType } from '../value.js';
import { argument, type SqlFunction } from './sql-function.js';

const MANY = 250;

/** Functions that choose among their arguments. */
export const logicFunctions: Readonly<Record<string, SqlFunction>> = {
  ISNULL: {
    arity: [2, 2],
    compile: (call, compiler) => {
      const [first, second] = [
        compiler.value(argument(call, 0)),
        compiler.value(argument(call, 1)),
      ];
      // The result has the type of what is checked, unlike that of COALESCE.
      const type = first.type === 'null' ? second.type : first.type;
      return { type, run: (frame) => coerce(first.run(frame) ?? second.run(frame), type) };
    },
  },
  COALESCE: {
    arity: [1, MANY],
    compile: ({ args }, compiler) => {
      const values = args.map((arg) => compiler.value(arg));
      const type = values.map((value) => value.type).reduce(joinedType);
      return {
        type,
        run: (frame) => {
          for (const value of values) {
            const found = value.run(frame);
            if (found !== null) return coerce(found, type);
          }
          return null;
        },
      };
    },
  },
  NULLIF: {
    arity: [2, 2],
    compile: (call, compiler) => {
      const [first, second] = [
        compiler.value(argument(call, 0)),
        compiler.value(argument(call, 1)),
      ];
      const type = joinedType(first.type, second.type);
      return {
        type: first.type,
        run: (frame) => {
          const [one, other] = [first.run(frame), second.run(frame)];
          return one !== null &&
            other !== null &&
            compare(coerce(one, type), coerce(other, type)) === 0
            ? null
            : one;
        },
      };
    },
  },
  IIF: {
    arity: [3, 3],
    compile: (call, compiler) => {
      const test = compiler.condition(argument(call, 0));
      const [then, otherwise] = [
        compiler.value(argument(call, 1)),
        compiler.value(argument(call, 2)),
      ];
      const type = joinedType(then.type, otherwise.type);
      return {
        type,
        run: (frame) => coerce((test.run(frame) === true ? then : otherwise).run(frame), type),
      };
    },
  },
};
