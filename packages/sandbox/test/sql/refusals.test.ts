import { describe, expect, it } from 'vitest';
import { SqlError, SqlTimeout } from '../../src/sql/sql-error.js';
import { ask } from './small-desk.js';

describe('what the database refuses', () => {
  it.each([
    ['', 'no SQL'],
    ['DELETE FROM FAULTS', "keyword 'DELETE'"],
    ["UPDATE FAULTS SET Symptom = 'x'", "keyword 'UPDATE'"],
    ['INSERT INTO AREA VALUES (1)', "keyword 'INSERT'"],
    ['DROP TABLE FAULTS', "keyword 'DROP'"],
    ['EXEC xp_cmdshell', "keyword 'EXEC'"],
    ['DECLARE @x int', "keyword 'DECLARE'"],
    ['WITH q AS (SELECT 1 AS a) SELECT a FROM q', "keyword 'WITH'"],
    ['SELECT 1 AS a;', "near ';'"],
    ['SELECT 1 AS a; DROP TABLE FAULTS', "near ';'"],
    ['SELECT 1 AS a DELETE FROM FAULTS', "near 'DELETE'"],
    ['SELECT 1 AS a -- all', "near '--'"],
    ['SELECT /* all */ 1 AS a', "near '/*'"],
    ['SELECT Faultid INTO copy FROM FAULTS', "near 'INTO'"],
    ['SELECT Faultid FROM FAULTS ORDER BY Faultid', 'unless TOP, OFFSET or FOR XML'],
    ['SELECT a FROM (SELECT Faultid AS a FROM FAULTS ORDER BY a) t', 'unless TOP, OFFSET or FOR XML'],
    ['SELECT COUNT(*) FROM FAULTS', 'No column name was specified for column 1'],
    ['SELECT Faultid, Faultid FROM FAULTS', "The column 'Faultid' was specified multiple times"],
    ['SELECT * FROM NOWHERE', "Invalid object name 'NOWHERE'."],
    ['SELECT nothing FROM FAULTS', "Invalid column name 'nothing'."],
    ['SELECT x.Faultid FROM FAULTS f', 'The multi-part identifier "x.Faultid" could not be bound.'],
    ['SELECT Faultid FROM FAULTS a JOIN FAULTS b ON a.Faultid = b.Faultid', "Ambiguous column name 'Faultid'."],
    ['SELECT a.Faultid FROM FAULTS a, AREA a', "correlation name 'a'"],
    ['SELECT Areaint, COUNT(*) AS n FROM FAULTS', 'not contained in either an aggregate function or the GROUP BY clause'],
    ['SELECT Faultid FROM FAULTS WHERE COUNT(*) > 1', 'An aggregate may not appear'],
    ['SELECT Faultid FROM FAULTS WHERE Faultid', 'non-boolean type'],
    ['SELECT NOPE(1) AS a', "'NOPE' is not a recognized built-in function name."],
    ['SELECT LEN() AS a', 'requires 1 argument'],
    ['SELECT CAST(1 AS constructor) AS a', 'Type constructor is not a defined system type.'],
    ["SELECT CAST('x' AS int) AS a", "Conversion failed when converting the varchar value 'x' to data type int."],
    ["SELECT Faultid FROM FAULTS WHERE dateoccured > 'soon'", 'Conversion failed when converting date'],
    ['SELECT 1 / 0 AS a', 'Divide by zero'],
    ['SELECT (SELECT Faultid FROM FAULTS) AS a', 'Subquery returned more than 1 value'],
    ['SELECT 1 AS a UNION SELECT 1, 2', 'equal number of expressions'],
    ["SELECT 'open AS a", 'Unclosed quotation mark'],
    ['SELECT @nothing AS a', 'Must declare the scalar variable "@nothing"'],
    ['SELECT ROW_NUMBER() OVER (ORDER BY Faultid) AS n FROM FAULTS', "near 'OVER'"],
    [`SELECT ${'('.repeat(500)}1${')'.repeat(500)} AS a`, 'nested too deeply'],
  ])('%s', (sql, message) => {
    expect(() => ask(sql)).toThrow(SqlError);
    expect(() => ask(sql)).toThrow(message);
  });

  it('cannot be held up by a pattern or by a text that doubles', () => {
    const doubled = Array.from({ length: 40 }).reduce<string>((inner) => `SELECT a + a AS a FROM (${inner}) t`, "SELECT 'abcdefgh' AS a");
    expect(() => ask(doubled)).toThrow('String or binary data would be truncated.');
    const grown = "REPLACE(REPLICATE('a', 8000), 'a', REPLICATE('b', 8000))";
    expect(() => ask(`SELECT LEN(${grown}) AS n`)).toThrow('String or binary data would be truncated.');
    const text = `REPLICATE('a', 8000)`;
    expect(ask(`SELECT 1 AS n WHERE ${text} LIKE '${'%a'.repeat(40)}%b'`)).toEqual([]);
  });

  it('ends a statement that looks at too many rows', () => {
    const many = 'SELECT a.Faultid FROM FAULTS a, FAULTS b, FAULTS c, FAULTS d, FAULTS e, FAULTS f, FAULTS g';
    expect(() => ask(many, {}, 50_000)).toThrow(SqlTimeout);
  });

  it.each(['', 'DISTINCT ', 'TOP 90 PERCENT '])('counts the values of wide rows (SELECT %s)', (how) => {
    const wide = (count: number): string =>
      `SELECT ${how}${Array.from({ length: count }, (_, at) => `a.Faultid AS c${at}`).join()} FROM FAULTS a, FAULTS b, FAULTS c`;
    expect(() => ask(wide(4000), {}, 50_000)).toThrow(SqlTimeout);
    expect(ask(wide(10), {}, 50_000).length).toBeGreaterThan(0);
  });

  it('refuses more columns than the database takes', () => {
    const columns = (count: number): string => `SELECT ${Array.from({ length: count }, (_, at) => `1 AS c${at}`).join()}`;
    expect(() => ask(columns(4097))).toThrow('exceeds the maximum allowed number of 4096 elements');
    expect(ask(columns(4096))).toHaveLength(1);
  });
});
