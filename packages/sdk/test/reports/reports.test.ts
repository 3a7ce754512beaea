import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HaloForbiddenError, HaloReportError, HaloUsageError } from 'halopsa';
import { verifies } from 'halopsa-testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTenant, type Tenant } from '../tenant.js';

let tenant: Tenant;
beforeAll(async () => {
  tenant = await startTenant();
});
beforeEach(() => tenant.sandbox.control.requestLog.clear());
afterAll(() => tenant[Symbol.asyncDispose]());

const calls = (): string[] =>
  tenant.sandbox.control.requestLog.list().flatMap(({ operation }) => (operation?.startsWith('reports') ? [operation] : []));

describe(`a saved report ${verifies('reports.rows-under-report', 'reports.saved-filters')}`, () => {
  it('runs, and its rows are counted as its columns say', async () => {
    const report = await tenant.halo.reports.get(45);
    const result = await report.run<{ team: string; tickets: number }>();
    // The database keeps projects and opportunities with the tickets.
    const lists = ['tickets', 'projects', 'opportunities'].map((name) => tenant.halo.resource(name).listAll({ open_only: true }).toArray());
    const tickets = (await Promise.all(lists)).flat();
    expect(result.columns).toEqual(['team', 'tickets']);
    expect(result.rows.reduce((sum, row) => sum + row.tickets, 0)).toBe(tickets.length);
    expect([...result]).toHaveLength(result.length);
    expect(result.truncated).toBe(false);
    const streamed: string[] = [];
    for await (const row of result) streamed.push(row.team);
    expect(streamed).toEqual(result.rows.map(({ team }) => team));
  });

  it('runs for a period and a client by reading, and for other columns by filters', async () => {
    const report = await tenant.halo.reports.get(45);
    const none = await report.run({ start_date: '1999-01-01', end_date: new Date('1999-02-01T00:00:00Z'), client_id: 12 });
    expect(none.length).toBe(0);
    expect(calls()).toEqual(['reports.get', 'reports.get']);
    const { url } = tenant.sandbox.control.requestLog.list().at(-1)!;
    expect(url).toMatch(/client_id=12.*reportingperiod=7.*startdate=1999-01-01.*enddate=1999-02-01|reportingperiod=7.*client_id=12/);
    const filtered = await report.run({ team: 'Projects', unused: undefined }, { limit: 1 });
    expect(filtered.rows).toMatchObject([{ team: 'Projects' }]);
    expect(calls().at(-1)).toBe('reports.upsert');
  });

  it(`becomes a file: PDF and Excel by Halo, CSV and JSON of its rows ${verifies('reports.files')}`, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'halo-reports-'));
    try {
      const report = await tenant.halo.reports.get(45);
      const pdf = await report.generatePdf({ start_date: '2020-01-01' }, { format: 'pdf' });
      expect(pdf.link).toMatch(/^https?:/);
      expect(new TextDecoder().decode(await pdf.bytes())).toMatch(/^%PDF/);
      expect(await pdf.saveTo(folder)).toBe(join(folder, 'Open Tickets by Team.pdf'));
      for (const excel of [await report.export('xlsx'), await report.generatePdf({}, { format: 'xlsx' })]) {
        expect(excel.attachmentId).toBeGreaterThan(0);
        expect((await excel.open()).name).toBe('Open Tickets by Team.xlsx');
      }
      const csv = await report.export('csv');
      expect(csv.link).toBeUndefined();
      expect(await readFile(await csv.saveTo(folder), 'utf8')).toMatch(/^team,tickets\r\n.+,\d+\r\n/);
      const { rows } = await report.run();
      expect(JSON.parse(new TextDecoder().decode(await (await report.export('json')).bytes()))).toEqual(rows);
      await expect(report.export('doc' as never)).rejects.toThrow('cannot be exported as doc');
      await expect(report.generatePdf({}, { format: 'png' as never })).rejects.toThrow('cannot be printed as png');
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('quotes what CSV must', async () => {
    const report = await tenant.halo.reports.create({ name: 'Odd', sql: 'SELECT \'a,"b"\' AS x, NULL_COLUMN AS y FROM Faults' } as never);
    await expect(report.export('csv')).rejects.toThrow("Invalid column name 'NULL_COLUMN'");
    await report.update({ sql: 'SELECT \'a,"b"\' AS x, 1 AS y' });
    expect(await (await (await report.export('csv')).open()).text()).toBe('x,y\r\n"a,""b""",1\r\n');
  });

  it('holds no formula that a spreadsheet would run, and keeps numbers as they are', async () => {
    const report = await tenant.halo.reports.create({
      name: 'Formulas',
      sql: "SELECT '=1+1' AS a, '@x' AS b, -5 AS c, '-5' AS d",
    } as never);
    expect(await (await (await report.export('csv')).open()).text()).toBe("a,b,c,d\r\n'=1+1,'@x,-5,-5\r\n");
    const [row] = (await report.run()).rows;
    expect(row).toEqual({ a: '=1+1', b: '@x', c: -5, d: '-5' });
  });

  it(`is bookmarked with its parameters ${verifies('reports.bookmark')}`, async () => {
    const report = await tenant.halo.reports.get(45);
    expect(await report.bookmark({ client_id: 123, status_id: 1 })).toMatchObject({ id: 45, client_id: 123, bookmarked: true });
  });

  it('of which Halo makes no file says what to check', async () => {
    const bare: typeof fetch = (input, init) =>
      String(input).includes('createpdf') ? Promise.resolve(Response.json({ id: 45 })) : fetch(input, init);
    const report = await tenant.client({ fetch: bare }).reports.get(45);
    await expect(report.generatePdf()).rejects.toMatchObject({ code: 'halo/report', nextStep: expect.stringContaining('PDF template') });
  });

  it('is fetched from a link where there is no attachment: of Halo with the token, of another server without', async () => {
    const linked =
      (link: string, status = 200): typeof fetch =>
      async (input, init) => {
        const url = String(input);
        if (url.includes('createpdf')) return Response.json({ id: 45, pdf_attachment_link: link });
        if (!url.includes('made.pdf')) return fetch(input, init);
        return new Response(`token ${new Headers(init?.headers).has('authorization')}`, { status });
      };
    const read = async (link: string, status?: number): Promise<string> =>
      (
        await (
          await (await tenant.client({ fileStores: ['store.example'], fetch: linked(link, status) }).reports.get(45)).generatePdf()
        ).open()
      ).text();
    expect(await read('/api/files/made.pdf')).toBe('token true');
    expect(await read('https://store.example/made.pdf')).toBe('token false');
    await expect(read('https://store.example/made.pdf', 403)).rejects.toThrow('the file store answered 403');
  });
});

describe(`SQL ${verifies('reports.ad-hoc-sql', 'reports.load-error-in-200', 'reports.one-statement')}`, () => {
  it('runs without storing a report', async () => {
    const before = (await tenant.halo.reports.list()).recordCount;
    const rows = await tenant.halo.reports.query<{ id: number; summary: string }>(
      'SELECT TOP 5 Faultid AS id, Symptom AS summary FROM Faults WHERE Areaint = 2 ORDER BY Faultid DESC;',
    );
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.rows.map(({ id }) => id)).toEqual(rows.rows.map(({ id }) => id).sort((a, b) => b - a));
    expect((await tenant.halo.reports.list()).recordCount).toBe(before);
    expect(await tenant.halo.reports.query("SELECT COUNT(*) AS n FROM Area WHERE aareadesc LIKE 'Ac%'", { limit: 1 })).toMatchObject({
      rows: [{ n: 1 }],
    });
  });

  it('that the database refuses is an error, though the status is 200', async () => {
    const failing = tenant.halo.reports.query('SELECT nothing FROM Faults');
    await expect(failing).rejects.toThrow(HaloReportError);
    await expect(failing).rejects.toMatchObject({ loadError: "Invalid column name 'nothing'." });
  });

  it.each([
    ['DELETE FROM Faults', 'it is no SELECT'],
    ['SELECT 1; DROP TABLE Faults', 'more than one statement'],
    ['SELECT * INTO x FROM Faults', 'INTO'],
    ['SELECT 1 -- all', 'a comment'],
    ['SELECT /* x */ 1', 'a comment'],
    ['WITH a AS (SELECT 1) SELECT * FROM a', 'WITH'],
    ['SELECT id FROM Faults ORDER BY id', 'ORDER BY without TOP'],
    ['SELECT * FROM (SELECT TOP 5 id FROM Faults) a ORDER BY id', 'ORDER BY without TOP'],
    ["EXEC xp_cmdshell 'dir'", 'it is no SELECT'],
    ['', 'it is no SELECT'],
    ['SELECT 1 AS a KILL 57', 'it says KILL'],
    ['SELECT NEXT  VALUE FOR Numbers', 'it says NEXT  VALUE FOR'],
    ['SELECT 1 AS a) AS b SELECT * FROM (SELECT 2 AS c', 'parentheses do not match'],
    ['SELECT (1 AS a', 'parentheses do not match'],
  ])('%s is refused and not sent', async (sql, why) => {
    const refused = tenant.halo.reports.query(sql);
    await expect(refused).rejects.toThrow(HaloUsageError);
    await expect(refused).rejects.toThrow(why);
    expect(calls()).toEqual([]);
  });

  it.each(["SELECT TOP 1 Symptom FROM Faults WHERE Symptom <> 'delete; -- it''s a [trap'", 'SELECT TOP 1 Faultid AS [update] FROM Faults'])(
    '%s is only a text or a name, and runs',
    async (sql) => {
      expect((await tenant.halo.reports.query(sql)).length).toBe(1);
    },
  );
});

describe(`a report that is too much ${verifies('reports.cap-50000', 'reports.gateway-60s')}`, () => {
  const answering = (body: unknown, status = 200): Tenant['halo'] =>
    tenant.client({
      fetch: (input, init) => (String(input).includes('/Report') ? Promise.resolve(Response.json(body, { status })) : fetch(input, init)),
    });
  const rows = Array.from({ length: 50_000 }, (_, n) => ({ n }));

  it('is an error where Halo cuts it, unless the caller allows that or wants fewer rows', async () => {
    const halo = answering({ report: { loaded: true, rows } });
    await expect(halo.reports.query('SELECT n FROM x')).rejects.toThrow('50000 rows, where Halo cuts a report');
    expect(await halo.reports.query('SELECT n FROM x', { allowTruncated: true })).toMatchObject({ truncated: true, length: 50_000 });
    expect(await halo.reports.query('SELECT n FROM x', { limit: 10 })).toMatchObject({ truncated: false, length: 10 });
  });

  it('is not sent again after a gateway gave up', async () => {
    let sent = 0;
    const halo = tenant.client({
      fetch: (input, init) => {
        if (!String(input).includes('/Report')) return fetch(input, init);
        sent += 1;
        return Promise.resolve(new Response(null, { status: 504 }));
      },
    });
    await expect(halo.reports.query('SELECT 1 AS n')).rejects.toThrow('the report took too long');
    expect(sent).toBe(1);
  });

  it('or was not run, or is not permitted, says so', async () => {
    await expect(answering({}).reports.query('SELECT 1 AS n')).rejects.toThrow('was not run');
    await expect(answering(null, 403).reports.query('SELECT 1 AS n')).rejects.toThrow(HaloForbiddenError);
    expect((await answering({ report: { loaded: true } }).reports.query('SELECT 1 AS n')).rows).toEqual([]);
  });

  it('is published rows too, as a list or as a report', async () => {
    const published = (body: unknown): Promise<{ rows: unknown }> => answering(body).reports.published('abc') as never;
    expect((await published([{ a: 1 }])).rows).toEqual([{ a: 1 }]);
    expect((await published({ report: { rows: [{ b: 2 }] } })).rows).toEqual([{ b: 2 }]);
  });

  it('dashboards are read like every list', async () => {
    expect(Array.isArray((await tenant.halo.dashboards.list()).items)).toBe(true);
  });
});
