import { verifies } from 'halopsa-testkit';
import { beforeAll, describe, expect, it } from 'vitest';
import { rowsOf, type SignedIn, signIn } from './signed-in.js';

type Row = Record<string, unknown>;

let halo: SignedIn;
beforeAll(async () => {
  halo = await signIn({ seed: 'demo' });
});

const page = 'pageinate=true&page_no=1';
const body = async (path: string): Promise<Row> => (await halo.get(path)).body as Row;
const tickets = async (query: string): Promise<Row[]> => rowsOf(await halo.get(`/Tickets?${page}&page_size=100&${query}`), 'tickets');
const advanced = (...filters: [name: string, type: number, value: string][]): string =>
  `advanced_search=${encodeURIComponent(JSON.stringify(filters.map(([filter_name, filter_type, filter_value]) => ({ filter_name, filter_type, filter_value }))))}`;

describe('pages', () => {
  it.each(['pageinate=true', 'page_no=2', 'pageinate=true&page_size=100', 'page_no=2&page_size=10', 'pageinate=false&page_no=2', ''])(
    `are given only for both parameters, else 50 rows and their number, as for %s ${verifies('paging.needs-both', 'paging.unpaged-count-is-rows', 'paging.default-50')}`,
    async (query) => {
      const answer = await body(`/Tickets?${query}`);
      expect([(answer.tickets as Row[]).length, answer.record_count]).toEqual([50, 50]);
      expect(answer.tickets).toEqual((await body('/Tickets?pageinate=true&page_no=1&page_size=50')).tickets);
    },
  );

  it(`of assets hold 50 rows whatever is asked for ${verifies('paging.cap-by-resource')}`, async () => {
    const answer = await body(`/Asset?${page}&page_size=100`);
    expect((answer.assets as Row[]).length).toBe(50);
    expect(answer.record_count).toBeGreaterThan(50);
  });

  it(`count 1,000 tickets at most where they are asked for by number ${verifies('paging.count-capped', 'paging.count-not-capped')}`, async () => {
    const answer = await body('/Tickets?count=5000');
    expect([(answer.tickets as Row[]).length, answer.record_count]).toEqual([1000, 1000]);
    const [newest] = rowsOf(await halo.get('/Tickets?count=1'), 'tickets');
    expect((answer.tickets as Row[])[0]).toEqual(newest);
    expect((await body('/Users?count=2000')).users).toHaveLength((await body(`/Users?${page}`)).record_count as number);
  });

  it(`past the end can be the last one again ${verifies('paging.past-end-repeats')}`, async () => {
    const other = await signIn({ seed: 'small', behaviours: { 'paging.past-end-repeats': true } });
    const at = async (number: number): Promise<unknown[]> =>
      rowsOf(await other.get(`/Client?pageinate=true&page_no=${number}&page_size=3`), 'clients');
    const { record_count: count } = (await other.get('/Client?pageinate=true&page_no=1&page_size=3')).body as { record_count: number };
    expect(await at(900)).toEqual(await at(Math.ceil(count / 3)));
  });

  it(`of articles are proper, and incoming mails know none ${verifies('kb.pages', 'incoming-emails.everything')}`, async () => {
    const ids = async (number: number): Promise<unknown[]> =>
      rowsOf(await halo.get(`/KBArticle?pageinate=true&page_no=${number}&page_size=2`), 'articles').map(({ id }) => id);
    expect(new Set([...(await ids(1)), ...(await ids(2))]).size).toBe(3);
    expect((await body(`/incomingemail?${page}&page_size=1&count=1`)).emails).toEqual([]);
  });

  it(`make an envelope of the list of agents ${verifies('agents.bare-unpaged', 'list.key-agents')}`, async () => {
    expect(Array.isArray((await halo.get('/Agent')).body)).toBe(true);
    expect((await body(`/Agent?${page}`)).results).toEqual((await halo.get('/Agent')).body);
  });
});

describe('rows', () => {
  it(`of actions come newest first, carry who, and need a ticket ${verifies('actions.newest-first', 'actions.unfiltered-empty', 'actions.unpaged-per-ticket')}`, async () => {
    for (let note = 1; note <= 60; note += 1) await halo.post('/Actions', [{ ticket_id: 1234, outcome_id: 7, note: `${note}` }]);
    const rows = rowsOf(await halo.get('/Actions?ticket_id=1234'), 'actions');
    expect(rows.length).toBeGreaterThan(60);
    expect(rows.map(({ id }) => id)).toEqual(Array.from(rows, (_, at) => rows.length - at));
    expect(rows.every(({ who }) => typeof who === 'string' && who !== '')).toBe(true);
    expect(rowsOf(await halo.get('/Actions?ticket_id=1234&count=1'), 'actions')).toEqual([rows[0]]);
    expect((await halo.get('/Actions')).text).toBe('{"record_count":0,"actions":[]}');
  });

  it(`of an asset’s history need the asset ${verifies('assets.history-needs-asset')}`, async () => {
    expect((await halo.get('/AssetSoftware')).body).toEqual([]);
    expect((await body('/AssetChange')).changehistory).toEqual([]);
  });

  it(`lack what waits for the record itself or a flag ${verifies('tickets.rows-without-startdate', 'agents.costprice-on-request')}`, async () => {
    await halo.post('/Tickets', [{ id: 1234, startdate: '2026-11-02T09:00:00' }]);
    expect((await tickets('search_id=1234'))[0]).not.toHaveProperty('startdate');
    expect(await body('/Tickets/1234')).toMatchObject({ startdate: '2026-11-02T09:00:00' });
    await halo.post('/Agent', [{ id: 10, costprice: 40 }]);
    const agent = async (query: string): Promise<Row> =>
      ((await halo.get(`/Agent${query}`)).body as Row[]).find(({ id }) => id === 10) ?? {};
    expect(await agent('')).not.toHaveProperty('costprice');
    expect(await agent('?includedetails=true')).toMatchObject({ costprice: 40 });
  });
});

describe('an advanced search', () => {
  it(`compares by its codes ${verifies('list.advanced-search', 'list.advanced-search-names')}`, async () => {
    const found = async (type: number, value: string, name = 'id'): Promise<unknown[]> =>
      (await tickets(advanced([name, type, value]))).map(({ id }) => id);
    expect(await found(0, '1234, 1235')).toHaveLength(2);
    expect(await found(1, '1234')).not.toContain(1234);
    expect([await found(2, '1234'), await found(6, '1234')]).toEqual([[1234], [1234]]);
    expect(await found(3, '1234')).not.toContain(1234);
    expect((await tickets(advanced(['summary', 4, 'PRINTER']))).every(({ summary }) => /printer/i.test(String(summary)))).toBe(true);
    expect((await tickets(advanced(['summary', 5, 'printer']))).some(({ summary }) => /printer/i.test(String(summary)))).toBe(false);
    expect([(await found(7, '1234')).includes(1234), (await found(8, '1234')).length > 0]).toEqual([false, true]);
    expect([(await found(9, '952')).length, (await found(10, '952')).length]).toEqual([2, 3]);
    expect(await found(8, '2000-01-01', 'dateoccurred')).toHaveLength(100);
  });

  it(`joins its rows, and refuses a name that it does not know ${verifies('list.advanced-search-anded', 'list.advanced-search-refused')}`, async () => {
    expect(await tickets(advanced(['id', 7, '1230'], ['id', 9, '1233']))).toHaveLength(2);
    const refused = await halo.get(`/Tickets?${advanced(['nonsense', 2, 'x'])}`);
    expect([refused.status, refused.text]).toEqual([400, expect.stringContaining('Invalid advanced search parameter') as string]);
    expect(await tickets('advanced_search=nonsense')).toHaveLength(100);
  });
});

describe('a filter', () => {
  it(`by name narrows tickets, and one whole id finds one ${verifies('tickets.filter-names', 'list.search-id', 'tickets.includechildren-is-a-choice')}`, async () => {
    const [ticket] = await tickets('search_id=1234');
    for (const name of ['client_id', 'site_id', 'user_id', 'agent_id'])
      expect((await tickets(`${name}=${ticket![name]}`)).every((row) => row[name] === ticket![name])).toBe(true);
    expect((await tickets('search_id=123')).map(({ id }) => id)).toEqual([]);
    expect(await tickets('includechildren=0')).toHaveLength(100);
  });

  it(`by area shows the tickets of its types ${verifies('tickets.area-filter')}`, async () => {
    await halo.post('/TicketType', [{ id: 24, ticketarea_id: 4 }]);
    const rows = await tickets('ticketarea_id=4');
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every(({ tickettype_id: type }) => type === 24)).toBe(true);
    expect(await tickets('ticketarea_id=99')).toEqual([]);
  });

  it(`by last change takes a date and time in UTC ${verifies('tickets.lastupdate-datetimes', 'list.dates-in-utc')}`, async () => {
    await halo.post('/Tickets', [{ id: 1300, summary: 'changed now' }]);
    const now = new Date(Date.now() - 60_000).toISOString();
    const since = await tickets(`lastupdatefromdate=${now}`);
    expect(since.length).toBeLessThan(100);
    expect(await tickets(`lastupdatefromdate=${now.slice(0, 19)}`)).toEqual(since);
    expect(await tickets('lastupdatefromdate=true')).toHaveLength(100);
  });

  it(`of users has its own name, and a search its own fields ${verifies('users.approvers-only', 'users.search-fields', 'statuses.type-filter-unsettled')}`, async () => {
    const users = async (query: string): Promise<Row[]> => rowsOf(await halo.get(`/Users?${page}&page_size=100&${query}`), 'users');
    const [first] = await users('');
    await halo.post('/Users', [{ id: first!.id, ischangeapprover: true, department: 'Quartermaster', azureoid: 'not-searched' }]);
    expect((await users('approvers_only=true')).map(({ id }) => id)).toEqual([first!.id]);
    expect((await users('approversonly=true')).length).toBeGreaterThan(1);
    expect([(await users('search=quartermaster')).length, (await users('search=not-searched')).length]).toEqual([1, 0]);
    expect(rowsOf(await halo.get('/Status')).every((row) => typeof row.type === 'number')).toBe(true);
  });

  it(`that sources contest can be tried both ways ${verifies('tickets.deeper-categories-ignored', 'clients.search-ignored')}`, async () => {
    const other = await signIn({
      seed: 'small',
      behaviours: { 'tickets.deeper-categories-ignored': true, 'clients.search-ignored': true },
    });
    const count = async (path: string): Promise<unknown> => ((await other.get(path)).body as Row).record_count;
    expect(await count(`/Tickets?${page}&category_2=nonsense`)).toBe(await count(`/Tickets?${page}`));
    expect(await count(`/Client?${page}&search=nothing%20like%20it`)).toBe(await count(`/Client?${page}`));
  });

  it(`of a saved report stands in the query ${verifies('reports.query-filters')}`, async () => {
    const { id } = (await halo.post('/Report', [{ name: 'by status', sql: 'SELECT Faultid, Status FROM FAULTS' }])).body as Row;
    const statuses = async (type: number): Promise<unknown[]> => {
      const filters = encodeURIComponent(
        JSON.stringify([{ fieldname: 'Status', stringruletype: type, stringrulevalues: [{ id: 1, name: '1' }] }]),
      );
      const { report } = (await body(`/Report/${String(id)}?loadreport=true&includedetails=true&filters=${filters}`)) as {
        report: { rows: Row[] };
      };
      return [...new Set(report.rows.map((row) => row.Status))];
    };
    expect(await statuses(0)).toEqual([1]);
    expect((await statuses(1)).includes(1)).toBe(false);
  });
});
