import { describe, expect, it } from 'vitest';
import type { Relation } from '../../src/sql/relation.js';
import type { RowCap } from '../../src/sql/rows.js';
import { runQuery } from '../../src/sql/run-query.js';
import { WorkBudget } from '../../src/sql/session.js';

const MANY = 20_000;

/** Runs a statement over a table of many numbers; returns the rows, and how often a value was read. */
function ask(sql: string, cap?: RowCap): { rows: unknown[][]; reads: number } {
  let reads = 0;
  const read = (row: object): number => {
    reads += 1;
    return (row as { n: number }).n;
  };
  const numbers: Relation = {
    columns: [{ name: 'n', type: 'int', read }],
    *rows() {
      for (let n = 1; n <= MANY; n += 1) yield { n };
    },
  };
  const session = {
    tables: (name: string) => (name === 'NUMBERS' ? numbers : undefined),
    now: new Date(0),
    variables: {},
    budget: new WorkBudget(100 * MANY),
  };
  const { rows } = runQuery(sql, session, cap && (() => cap));
  return { rows: rows.map((row) => [...row]), reads };
}

const all: RowCap = { keeps: () => true, most: 3 };
const even: RowCap = { keeps: ([n]) => Number(n) % 2 === 0, most: 2 };

describe('a result that is wanted in part', () => {
  it('is made no further than it is wanted', () => {
    expect(ask('SELECT * FROM NUMBERS', all)).toEqual({ rows: [[1], [2], [3]], reads: 3 });
    expect(ask('SELECT * FROM NUMBERS', even)).toEqual({ rows: [[2], [4]], reads: 4 });
    expect(ask('SELECT TOP 2 n FROM NUMBERS')).toEqual({ rows: [[1], [2]], reads: 2 });
    expect(ask('SELECT n FROM NUMBERS WHERE n > 10', all)).toEqual({ rows: [[11], [12], [13]], reads: 13 + 3 });
  });

  it('is taken out of the rows that TOP allows', () => {
    expect(ask('SELECT TOP 3 n FROM NUMBERS', even).rows).toEqual([[2]]);
    expect(ask('SELECT TOP 0 n FROM NUMBERS', all).rows).toEqual([]);
  });

  it('is the same where all rows have to be known first', () => {
    expect(ask('SELECT TOP 100 n FROM NUMBERS ORDER BY n DESC', even).rows).toEqual([[MANY], [MANY - 2]]);
    expect(ask('SELECT DISTINCT n / 10 AS tens FROM NUMBERS', all).rows).toEqual([[0], [1], [2]]);
    expect(ask('SELECT n % 5 AS rest, COUNT(*) AS c FROM NUMBERS GROUP BY n % 5', all).rows).toHaveLength(3);
    expect(ask('SELECT TOP 1 PERCENT n FROM NUMBERS', even).rows).toEqual([[2], [4]]);
    expect(ask('SELECT n FROM NUMBERS ORDER BY n OFFSET 10 ROWS FETCH NEXT 4 ROWS ONLY', even).rows).toEqual([[12], [14]]);
    expect(ask('SELECT n FROM NUMBERS UNION ALL SELECT 7', all).rows).toEqual([[1], [2], [3]]);
    expect(ask('SELECT COUNT(*) AS c FROM (SELECT n FROM NUMBERS) t', all).rows).toEqual([[MANY]]);
  });
});
