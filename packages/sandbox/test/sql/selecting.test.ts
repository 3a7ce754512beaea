import { describe, expect, it } from 'vitest';
import { ask } from './small-desk.js';

const LIVE = 'FDeleted = 0';

describe('rows and columns', () => {
  it.each<[string, unknown[][]]>([
    ['SELECT 1 AS one', [[1]]],
    [`SELECT Faultid FROM FAULTS WHERE ${LIVE}`, [[101], [102], [103], [104], [105]]],
    ['select FAULTID as id from Faults where faultid = 90', [[90]]],
    ['SELECT [Faultid] AS [Ticket ID], "Symptom" AS \'Summary\' FROM [dbo].[FAULTS] WHERE Faultid = 101', [[101, 'Printer on fire']]],
    ['SELECT id = Faultid FROM FAULTS WHERE Faultid = 102', [[102]]],
    ['SELECT f.Faultid FROM FAULTS AS f WITH (NOLOCK) WHERE f.Faultid = 103', [[103]]],
    [
      'SELECT t.* FROM (SELECT Tstatus AS id, tstatusdesc AS name FROM TSTATUS) t WHERE t.id > 1',
      [
        [2, 'In Progress'],
        [9, 'Closed'],
      ],
    ],
    ['SELECT DISTINCT sdesc FROM SITE', [['Head Office'], ['Warehouse']]],
    ['SELECT TOP 2 Faultid FROM FAULTS ORDER BY Faultid DESC', [[105], [104]]],
    ['SELECT TOP (1) Faultid FROM FAULTS ORDER BY dateoccured', [[105]]],
    ['SELECT TOP 50 PERCENT Faultid FROM FAULTS ORDER BY 1', [[90], [101], [102]]],
    ['SELECT TOP 3 Symptom AS s FROM FAULTS ORDER BY s', [['New laptop'], ['Password 100% lost'], ['printer offline']]],
    [
      'SELECT TOP 3 seriousness, Faultid FROM FAULTS ORDER BY seriousness DESC, Faultid DESC',
      [
        [4, 104],
        [4, 90],
        [3, 103],
      ],
    ],
    ['SELECT Faultid FROM FAULTS ORDER BY Faultid OFFSET 2 ROWS FETCH NEXT 2 ROWS ONLY', [[102], [103]]],
    ['SELECT 1 AS n UNION ALL SELECT 1 UNION ALL SELECT 2', [[1], [1], [2]]],
    ["SELECT sdesc FROM SITE UNION SELECT 'Warehouse'", [['Head Office'], ['Warehouse']]],
    ['SELECT Faultid FROM FAULTS WHERE Areaint = $clientid AND dateoccured >= @startdate', [[102]]],
    [
      'SELECT IDid, IdIHid, IDNet_Amount FROM INVOICEDETAIL',
      [
        [1, 7, 100.1],
        [2, 7, 0.2],
      ],
    ],
  ])('%s', (sql, rows) => {
    expect(ask(sql, { $clientid: 2, '@startdate': new Date('2026-01-10T00:00:00Z') })).toEqual(rows);
  });
});

describe('conditions', () => {
  const ids = (where: string): unknown[] => ask(`SELECT Faultid FROM FAULTS WHERE ${LIVE} AND (${where})`).flat();

  it.each<[string, number[]]>([
    ['seriousness = 3', [102, 103]],
    ['seriousness <> 3', [101, 104, 105]],
    ['seriousness != 3 AND NOT seriousness < 2', [104, 105]],
    ['seriousness BETWEEN 2 AND 3', [102, 103, 105]],
    ['seriousness NOT BETWEEN 2 AND 3', [101, 104]],
    ['Faultid IN (101, 104, 999)', [101, 104]],
    ['Faultid NOT IN (101, 104)', [102, 103, 105]],
    ["Symptom LIKE 'printer%'", [101, 105]],
    ["Symptom LIKE '%o_[ ]fire'", [101]],
    ["Symptom NOT LIKE '%[aeiou]%'", []],
    ["Symptom LIKE '%100!%%' ESCAPE '!'", [104]],
    ["Symptom LIKE '[^nv]%'", [101, 104, 105]],
    ["Symptom = 'PRINTER OFFLINE  '", [105]],
    ['Assignedtoint IS NULL', [103]],
    ['Assignedtoint IS NOT NULL AND category2 IS NULL', [101, 102, 104, 105]],
    ['Assignedtoint <> 5', [102]],
    ['NOT (Assignedtoint = 5)', [102]],
    ['Assignedtoint NOT IN (5, NULL)', []],
    ["dateoccured >= '2026-02-01'", [103, 104]],
    ["dateoccured < '20260101' OR dateoccured = '2026-01-05T09:00:00Z'", [101, 105]],
    ['dateoccured > DATEADD(day, -2, GETDATE())', [104]],
    ['fhasbeenclosed = 1', [105]],
    ["fhasbeenclosed = 'false' AND Faultid < '103'", [101, 102]],
    ['seriousness = 1 OR seriousness = 4 AND Areaint = 2', [101]],
    ["Areaint IN (SELECT Aarea FROM AREA WHERE aareadesc LIKE 'o''%')", [103, 104]],
    ["EXISTS (SELECT 1 FROM AREA a WHERE a.Aarea = Areaint AND a.aareadesc LIKE 'Acme')", [101, 102, 105]],
    ['NOT EXISTS (SELECT * FROM UNAME WHERE Unum = Assignedtoint)', [103]],
    ['dateoccured = (SELECT MAX(f.dateoccured) FROM FAULTS f WHERE f.Areaint = FAULTS.Areaint)', [102, 104]],
  ])('%s', (where, expected) => {
    expect(ids(where)).toEqual(expected);
  });
});

describe('joins and groups', () => {
  it.each<[string, unknown[][]]>([
    [
      'SELECT f.Faultid, a.aareadesc FROM FAULTS f INNER JOIN AREA a ON a.Aarea = f.Areaint WHERE f.Faultid > 102 AND fdeleted = 0',
      [
        [103, "O'Neill & Sons"],
        [104, "O'Neill & Sons"],
        [105, 'Acme'],
      ],
    ],
    [
      'SELECT Faultid, uname FROM FAULTS LEFT JOIN UNAME ON Unum = Assignedtoint WHERE Faultid IN (102, 103)',
      [
        [102, 'Ben Castro'],
        [103, null],
      ],
    ],
    [
      'SELECT aareadesc, sdesc FROM SITE RIGHT OUTER JOIN AREA ON Sarea = Aarea WHERE Aarea < 3',
      [
        ['Acme', 'Head Office'],
        ['Acme', 'Warehouse'],
        ['Unknown', null],
      ],
    ],
    ['SELECT COUNT(*) AS n FROM SITE FULL JOIN AREA ON Sarea = Aarea AND Aarea = 2', [[5]]],
    ['SELECT COUNT(*) AS n FROM SITE CROSS JOIN AREA', [[9]]],
    ['SELECT COUNT(*) AS n FROM SITE, AREA WHERE Sarea = Aarea', [[3]]],
    ['SELECT a.Faultid FROM FAULTS a JOIN FAULTS b ON b.seriousness = a.seriousness AND b.Faultid > a.Faultid', [[102], [90]]],
    [
      `SELECT aareadesc, COUNT(*) AS n, SUM(cleartime) AS hours FROM AREA JOIN FAULTS ON Areaint = Aarea WHERE ${LIVE} GROUP BY aareadesc`,
      [
        ['Acme', 3, 3.75],
        ["O'Neill & Sons", 2, null],
      ],
    ],
    [
      'SELECT aareadesc, COUNT(Faultid) AS n FROM AREA LEFT JOIN FAULTS ON Areaint = Aarea GROUP BY aareadesc HAVING COUNT(Faultid) < 3',
      [
        ['Unknown', 0],
        ["O'Neill & Sons", 2],
      ],
    ],
    [
      'SELECT COUNT(*) AS n, MIN(seriousness) AS low, MAX(Symptom) AS last, AVG(seriousness) AS mean FROM FAULTS WHERE Faultid > 100',
      [[5, 1, 'VPN drops', 2]],
    ],
    ['SELECT COUNT(*) AS n, SUM(seriousness) AS s FROM FAULTS WHERE Faultid = 0', [[0, null]]],
    ['SELECT COUNT(DISTINCT Areaint) AS clients, COUNT(Assignedtoint) AS assigned FROM FAULTS', [[2, 4]]],
    [
      'SELECT YEAR(dateoccured) AS y, MONTH(dateoccured) AS m, COUNT(*) AS n FROM FAULTS GROUP BY YEAR(dateoccured), MONTH(dateoccured)',
      [
        [2026, 1, 3],
        [2026, 2, 2],
        [2025, 12, 1],
      ],
    ],
    [
      'SELECT TOP 1 Areaint, SUM(CASE WHEN seriousness <= 2 THEN 1 ELSE 0 END) AS urgent FROM FAULTS GROUP BY Areaint ORDER BY SUM(CASE WHEN seriousness <= 2 THEN 1 ELSE 0 END) DESC',
      [[2, 2]],
    ],
    [
      'SELECT aareadesc, (SELECT COUNT(*) FROM SITE WHERE Sarea = Aarea) AS sites FROM AREA',
      [
        ['Unknown', 0],
        ['Acme', 2],
        ["O'Neill & Sons", 1],
      ],
    ],
    ['SELECT AVG(n) AS mean FROM (SELECT Areaint, COUNT(*) AS n FROM FAULTS GROUP BY Areaint) t', [[3]]],
  ])('%s', (sql, rows) => {
    expect(ask(sql)).toEqual(rows);
  });
});
