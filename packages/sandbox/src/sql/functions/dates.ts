import { SqlError } from '../sql-error.js';
import { coerce } from '../value.js';
import { addParts, type DatePart, datePart, partOf, partsBetween } from './date-parts.js';
import { rowFunction } from './row-function.js';
import { argument, type SqlFunction } from './sql-function.js';

const now: SqlFunction = {
  arity: [0, 0],
  compile: (_, { scope }) => ({
    type: 'datetime',
    run: () => scope.session.now,
    constant: scope.session.now,
  }),
};
const part = (name: DatePart): SqlFunction =>
  rowFunction({ takes: ['datetime'], gives: 'int' }, (date: Date) => partOf(name, date));

const MONTHS: readonly string[] =
  'January February March April May June July August September October November December'.split(
    ' ',
  );
const WEEKDAYS: readonly string[] =
  'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');

function nameOf(name: DatePart, date: Date): string {
  // Months count from 0 to 11, and days of the week from 0 to 6.
  if (name === 'month') return MONTHS[date.getUTCMonth()]!;
  if (name === 'weekday') return WEEKDAYS[date.getUTCDay()]!;
  return String(partOf(name, date));
}

/** Functions of dates. */
export const dateFunctions: Readonly<Record<string, SqlFunction>> = {
  GETDATE: now,
  GETUTCDATE: now,
  SYSDATETIME: now,
  SYSUTCDATETIME: now,
  YEAR: part('year'),
  MONTH: part('month'),
  DAY: part('day'),
  EOMONTH: rowFunction(
    { takes: ['date', 'int'], optional: 1, gives: 'date' },
    (date: Date, months = 0) =>
      new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months + 1, 0)),
  ),
  DATEFROMPARTS: rowFunction(
    { takes: ['int', 'int', 'int'], gives: 'date' },
    (year: number, month: number, day: number) => {
      const date = new Date(Date.UTC(year, month - 1, day));
      if (date.getUTCMonth() === month - 1 && date.getUTCDate() === day) return date;
      throw new SqlError(
        'Cannot construct data type date, some of the arguments have values which are not valid.',
      );
    },
  ),
  DATEADD: {
    arity: [3, 3],
    compile: (call, compiler) => {
      const unit = datePart(call.args[0], call.name);
      const [count, date] = [compiler.value(argument(call, 1)), compiler.value(argument(call, 2))];
      return {
        type: date.type === 'date' ? 'date' : 'datetime',
        run: (frame) => {
          const [many, start] = [
            coerce(count.run(frame), 'int'),
            coerce(date.run(frame), 'datetime'),
          ];
          return many === null || start === null
            ? null
            : addParts(unit, many as number, start as Date);
        },
      };
    },
  },
  DATEDIFF: {
    arity: [3, 3],
    compile: (call, compiler) => {
      const unit = datePart(call.args[0], call.name);
      const [from, to] = [compiler.value(argument(call, 1)), compiler.value(argument(call, 2))];
      return {
        type: 'int',
        run: (frame) => {
          const [start, end] = [
            coerce(from.run(frame), 'datetime'),
            coerce(to.run(frame), 'datetime'),
          ];
          return start === null || end === null
            ? null
            : partsBetween(unit, start as Date, end as Date);
        },
      };
    },
  },
  DATEPART: ofPart('int', partOf),
  DATENAME: ofPart('text', nameOf),
};

function ofPart(
  gives: 'int' | 'text',
  read: (unit: DatePart, date: Date) => number | string,
): SqlFunction {
  return {
    arity: [2, 2],
    compile: (call, compiler) => {
      const unit = datePart(call.args[0], call.name);
      const date = compiler.value(argument(call, 1));
      return {
        type: gives,
        run: (frame) => {
          const value = coerce(date.run(frame), 'datetime');
          return value === null ? null : read(unit, value as Date);
        },
      };
    },
  };
}
