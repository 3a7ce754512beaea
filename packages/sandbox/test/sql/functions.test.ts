import { describe, expect, it } from 'vitest';
import { ask } from './small-desk.js';

/** An expression, and its value. */
const cases: readonly [string, unknown][] = [
  ['1 + 2 * 3 - -4', 11],
  ['7 / 2', 3],
  ['-7 / 2', -3],
  ['7 / 2.0', 3.5],
  ['7 % 4', 3],
  ['0.1 + 0.2', 0.3],
  ["'a' + 'b'", 'ab'],
  ["'1' + 1", 2],
  ['1 + NULL', null],
  ["CASE WHEN 1 = 2 THEN 'x' END", null],
  ["CASE 9 WHEN 1 THEN 'New' WHEN 9 THEN 'Closed' ELSE '?' END", 'Closed'],
  ["IIF(2 > 1, 'yes', 'no')", 'yes'],
  ["ISNULL(NULL, 'none')", 'none'],
  ['COALESCE(NULL, NULL, 3)', 3],
  ['NULLIF(5, 5)', null],
  ["LEN('abc  ')", 3],
  ["SUBSTRING('printer', 2, 3)", 'rin'],
  ["UPPER('aB') + LOWER('Cd')", 'ABcd'],
  ["LEFT('printer', 3) + RIGHT('printer', 2)", 'prier'],
  ["REPLACE('A-b-a', 'a', 'x')", 'x-b-x'],
  ["CHARINDEX('T', 'printer')", 5],
  ["LTRIM(RTRIM('  x  ')) + '|'", 'x|'],
  ["CONCAT('a', NULL, 1)", 'a1'],
  ["STUFF('abcdef', 2, 3, '-')", 'a-ef'],
  ["REVERSE(REPLICATE('ab', 2))", 'baba'],
  ['ROUND(2.345, 2)', 2.35],
  ['CEILING(1.2) + FLOOR(1.8) + ABS(-2)', 5],
  ["ISNUMERIC('1.5') + ISNUMERIC('x')", 1],
  ['GETDATE()', '2026-03-01T10:00:00'],
  ["DATEADD(month, 1, '2026-01-31')", '2026-02-28T00:00:00'],
  ["DATEADD(hh, -3, '2026-01-01 02:00')", '2025-12-31T23:00:00'],
  ["DATEDIFF(day, '2026-01-01 23:59', '2026-01-02')", 1],
  ["DATEDIFF(month, '2025-12-31', GETDATE())", 3],
  ["DATEDIFF(week, '2026-02-28', '2026-03-01')", 1],
  ["DATEDIFF(mi, '10:00', '2026-03-01')", undefined],
  ["DATEPART(quarter, '2026-05-01')", 2],
  ["DATEPART(dw, '2026-03-01')", 1],
  ["DATENAME(weekday, '2026-03-01') + ' ' + DATENAME(month, '2026-03-01')", 'Sunday March'],
  ["EOMONTH('2026-02-10')", '2026-02-28T00:00:00'],
  ['DATEFROMPARTS(2026, 2, 28)', '2026-02-28T00:00:00'],
  ["CONVERT(date, '2026-01-05T09:00:00')", '2026-01-05T00:00:00'],
  ["CONVERT(datetime, '05/01/2026', 103)", '2026-01-05T00:00:00'],
  ['CONVERT(varchar, GETDATE(), 103)', '01/03/2026'],
  ['CONVERT(nvarchar(7), GETDATE(), 120)', '2026-03'],
  ['CONVERT(varchar(20), GETDATE())', 'Mar  1 2026 10:00AM'],
  ['CAST(2.5 AS int)', 2],
  ['CAST(1.235 AS decimal(10,2))', 1.24],
  ["CAST('12' AS int) + 1", 13],
  ["TRY_CAST('x' AS int)", null],
  ["CAST('abcdef' AS varchar(3))", 'abc'],
];

describe('functions', () => {
  it.each(cases.filter(([, value]) => value !== undefined))('%s', (expression, value) => {
    expect(ask(`SELECT ${expression} AS value`)).toEqual([[value]]);
  });

  it('take a date only where they can read one', () => {
    for (const [expression] of cases.filter(([, value]) => value === undefined))
      expect(() => ask(`SELECT ${expression} AS value`)).toThrow('Conversion failed when converting date and/or time');
  });
});
