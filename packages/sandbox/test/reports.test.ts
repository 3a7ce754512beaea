import { createVirtualClock } from 'halopsa-sandbox';
import { verifies } from 'halopsa-testkit';
import { beforeAll, describe, expect, it } from 'vitest';
import { type SignedIn, signIn } from './signed-in.js';

type Body = Record<string, unknown>;
interface Run {
  readonly report: { readonly loaded: boolean; readonly rows: Body[]; readonly load_error?: string; readonly chart_labels?: unknown[] };
  readonly available_columns: Body[];
}

let halo: SignedIn;
beforeAll(async () => {
  halo = await signIn({ clock: createVirtualClock() });
});

const query = async (sql: string, more: Body = {}): Promise<Run> =>
  (await halo.post('/Report', [{ sql, _loadreportonly: true, ...more }])).body as Run;
const load = async (path: string): Promise<Run> => (await halo.get(path)).body as Run;

describe('SQL that is only sent', () => {
  it(`runs and stores nothing ${verifies('reports.ad-hoc-sql', 'reports.rows-under-report')}`, async () => {
    const before = halo.sandbox.control.records('reports').length;
    const answer = await query('SELECT TOP 2 Aarea AS id, aareadesc AS name, adatecreated AS made FROM AREA ORDER BY Aarea');
    expect(answer.report).toMatchObject({
      loaded: true,
      rows: [
        { id: 1, name: 'Unknown' },
        { id: 2, name: 'Acme' },
      ],
    });
    expect(answer.report.rows[0]!.made).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/);
    expect(answer.report).not.toHaveProperty('load_error');
    expect(answer.available_columns).toMatchObject([
      { name: 'id', data_type: 'int' },
      { name: 'name', data_type: 'nvarchar' },
      { name: 'made', data_type: 'datetime' },
    ]);
    expect(answer).toMatchObject({ availablefields: 'id,name,made' });
    expect(halo.sandbox.control.records('reports')).toHaveLength(before);
  });

  it(`shows the rows as a table, with text as text ${verifies('reports.table-html')}`, async () => {
    const { report } = await query("SELECT 1 AS id, '<b>&' AS [name<] UNION ALL SELECT 2, NULL");
    expect(report).toMatchObject({
      table_html:
        '<table><thead><tr><th>id</th><th>name&lt;</th></tr></thead>' +
        '<tbody><tr><td>1</td><td>&lt;b&gt;&amp;</td></tr><tr><td>2</td><td></td></tr></tbody></table>',
    });
    expect((await query('SELECT nothing FROM NOWHERE')).report).not.toHaveProperty('table_html');
  });

  it(`sees what has just been written ${verifies('reports.rows-under-report')}`, async () => {
    const { body } = await halo.post('/Tickets', [{ summary: 'Seen by a report', details: 'x', client_id: 2 }]);
    const { id } = body as Body;
    const sql = `SELECT Symptom AS summary, FDeleted AS deleted FROM FAULTS WHERE Faultid = ${String(id)}`;
    expect((await query(sql)).report.rows).toEqual([{ summary: 'Seen by a report', deleted: false }]);
    await halo.delete(`/Tickets/${String(id)}`);
    expect((await query(sql)).report.rows).toEqual([{ summary: 'Seen by a report', deleted: true }]);
  });

  it(`that is refused answers 200 with the reason ${verifies('reports.load-error-in-200', 'reports.one-statement')}`, async () => {
    for (const [sql, reason] of [
      ['SELECT nothing FROM FAULTS', "Invalid column name 'nothing'."],
      ['DELETE FROM FAULTS', "Incorrect syntax near the keyword 'DELETE'."],
      ['SELECT 1 AS a; SELECT 2 AS b', 'A report is one statement'],
      ['SELECT 1 AS a -- b', 'cannot hold comments'],
      ['SELECT Faultid FROM FAULTS ORDER BY Faultid', 'unless TOP'],
    ]) {
      const answer = await halo.post('/Report', [{ sql, _loadreportonly: true }]);
      expect(answer.status).toBe(200);
      expect((answer.body as Run).report).toMatchObject({
        loaded: false,
        load_error: expect.stringContaining(reason!) as string,
        rows: [],
      });
    }
  });

  it(`ends at 50,000 rows without a word ${verifies('reports.cap-50000')}`, async () => {
    const sql = 'SELECT a.Uid AS one, b.Uid AS other FROM USERS a, USERS b, TSTATUS c, TSTATUS d';
    const { report } = await query(sql);
    expect(report.loaded).toBe(true);
    expect(report.rows).toHaveLength(50_000);
  });

  it(`that takes too long ends at the gateway ${verifies('reports.gateway-60s')}`, async () => {
    const sql = 'SELECT COUNT(*) AS n FROM FAULTS a, FAULTS b, FAULTS c, FAULTS d';
    expect(await halo.post('/Report', [{ sql, _loadreportonly: true }])).toMatchObject({ status: 504, text: '' });
  });
});

describe('a saved report', () => {
  it(`runs with loadreport alone ${verifies('reports.rows-under-report')}`, async () => {
    expect((await halo.get('/Report/45')).body).not.toHaveProperty('report');
    const { report } = await load('/Report/45?loadreport=true');
    // The table of tickets holds projects and opportunities too.
    const open = ['tickets', 'projects', 'opportunities'].flatMap((resource) =>
      halo.sandbox.control.records(resource).filter((ticket) => ticket.hasbeenclosed !== true),
    );
    expect(report.rows.reduce((sum, row) => sum + Number(row.tickets), 0)).toBe(open.length);
    expect(report.chart_labels).toEqual(report.rows.map((row) => row.team));
    expect((await halo.get('/Report/9999?loadreport=true')).status).toBe(404);
  });

  it('is narrowed by a period and a client', async () => {
    const [ticket] = halo.sandbox.control.records('tickets').filter((record) => record.hasbeenclosed !== true && record.client_id === 123);
    const day = String(ticket!.dateoccurred).slice(0, 10);
    const path = '/Report/45?loadreport=true&reportingperiod=7';
    const counted = async (query: string): Promise<number> =>
      (await load(`${path}${query}`)).report.rows.reduce((sum, row) => sum + Number(row.tickets), 0);
    expect(await counted(`&reportingperiodstartdate=${day}&reportingperiodenddate=${day}&client_id=123`)).toBeGreaterThan(0);
    expect(await counted(`&client_id=123`)).toBeLessThan(await counted(''));
    expect(await counted('&reportingperiodstartdate=1999-01-01&reportingperiodenddate=1999-12-31')).toBe(0);
  });

  it(`takes filters and a period on its columns in a post ${verifies('reports.saved-filters')}`, async () => {
    const sql = 'SELECT Faultid AS id, sectio_ AS team, dateoccured AS occurred FROM FAULTS';
    const { id } = (await halo.post('/Report', [{ name: 'All tickets', sql }])).body as Body;
    const run = async (more: Body): Promise<Run['report']> =>
      ((await halo.post('/Report', [{ id, _loadreportonly: true, ...more }])).body as Run).report;
    const { rows } = await run({ filters: [{ fieldname: 'team', stringruletype: 2, stringruletext: 'PROJECTS' }] });
    expect(rows.length).toBeGreaterThan(0);
    expect(new Set(rows.map((row) => row.team))).toEqual(new Set(['Projects']));
    const day = String(rows[0]!.occurred).slice(0, 10);
    const period = {
      reportingperiod: '7',
      reportingperioddatefield: 'occurred',
      reportingperiodstartdate: day,
      reportingperiodenddate: day,
    };
    const dated = (await run(period)).rows;
    expect(dated.length).toBeGreaterThan(0);
    expect(dated.every((row) => String(row.occurred).startsWith(day))).toBe(true);
    expect(await run({ filters: [{ fieldname: 'nope', stringruletext: 'x' }] })).toMatchObject({
      load_error: "Invalid column name 'nope'.",
    });
  });

  it(`becomes a PDF and a workbook among the attachments ${verifies('reports.files')}`, async () => {
    const pdf = (await halo.post('/Report/createpdf', { id: 45, client_id: 123 })).body as Body;
    expect(pdf.pdf_attachment_link).toMatch(new RegExp(`^http://sandbox\\.test/api/Attachment/${String(pdf.pdf_attachment_id)}$`));
    const file = await halo.get(`/Attachment/${String(pdf.pdf_attachment_id)}`);
    expect(file.headers.get('content-type')).toBe('application/pdf');
    expect(file.text).toMatch(/^%PDF-1\.\d[\s\S]*%%EOF\s*$/);
    const excel = (await halo.post('/Report', [{ id: 45, _loadreportonly: true, _xls_generate: true, _json_generate: true }])).body as Body;
    const book = await halo.get(`/Attachment/${String(excel.xls_attachment_id)}`);
    expect(book.headers.get('content-type')).toContain('spreadsheetml');
    expect(book.text).toMatch(/^PK\u0003\u0004/);
    const rows = JSON.parse((await halo.get(`/Attachment/${String(excel.json_attachment_id)}`)).text) as unknown;
    expect(rows).toEqual((await load('/Report/45?loadreport=true')).report.rows);
  });

  it(`is bookmarked by an agent ${verifies('reports.bookmark')}`, async () => {
    expect(await halo.post('/Report/Bookmark', { id: 44, client_id: 123 })).toMatchObject({
      body: { id: 44, client_id: 123, bookmarked: true },
    });
    expect((await halo.get('/Report/44')).body).toMatchObject({ bookmarked: true });
    expect((await halo.get('/Report/44')).body).not.toHaveProperty('client_id');
    expect((await halo.post('/Report/Bookmark', { id: 9999 })).status).toBe(404);
  });

  it(`is published under an id ${verifies('reports.published-data')}`, async () => {
    const { body } = await halo.post('/Report', [{ id: 45, is_published: true }]);
    const rows = (await halo.get(`/ReportData/${String((body as Body).published_id)}`)).body;
    expect(rows).toEqual((await load('/Report/45?loadreport=true')).report.rows);
    expect((await halo.get('/ReportData/unknown')).status).toBe(401);
  });
});
