import { verifies } from 'halopsa-testkit';
import { beforeAll, describe, expect, it } from 'vitest';
import { rowsOf, type SignedIn, signIn } from './signed-in.js';

let halo: SignedIn;
beforeAll(async () => {
  halo = await signIn({ seed: 'demo' });
});

const tickets = async (query: string): Promise<Record<string, unknown>[]> => rowsOf(await halo.get(`/Tickets?${query}`), 'tickets');
const total = async (query: string): Promise<number> =>
  ((await halo.get(`/Tickets?pageinate=true&page_no=1&page_size=1&${query}`)).body as { record_count: number }).record_count;

describe('paging', () => {
  it(`caps a page at 100 rows and counts the whole set ${verifies('paging.cap-100', 'paging.record-count-is-total', 'paging.parameters')}`, async () => {
    const { body } = await halo.get('/Tickets?pageinate=true&page_size=1000&page_no=1');
    expect((body as { tickets: unknown[] }).tickets).toHaveLength(100);
    expect((body as { record_count: number }).record_count).toBeGreaterThanOrEqual(2000);
  });

  it('has no cap where the behaviour is switched off', async () => {
    const other = await signIn({ seed: 'demo', behaviours: { 'paging.cap-100': false } });
    expect(rowsOf(await other.get('/Tickets?pageinate=true&page_size=1000&page_no=1'), 'tickets')).toHaveLength(1000);
  });

  it(`gives pages that neither overlap nor leave a gap ${verifies('paging.parameters')}`, async () => {
    const seen = new Set<unknown>();
    const count = await total('');
    for (let page = 1; page <= Math.ceil(count / 100); page += 1) {
      for (const row of await tickets(`pageinate=true&page_size=100&page_no=${page}`)) seen.add(row.id);
    }
    expect(seen.size).toBe(count);
  });

  it(`answers an empty page with count 0 past the end ${verifies('paging.past-end-count-zero', 'paging.page-size-echoed', 'list.empty-envelope')}`, async () => {
    const { text } = await halo.get('/Tickets?pageinate=true&page_size=10&page_no=9999');
    expect(text).toBe('{"page_no":9999,"page_size":10,"record_count":0,"tickets":[]}');
    expect((await halo.get('/Client?pageinate=true&page_size=1&search=nothing%20like%20it')).text).toBe(
      '{"page_size":1,"record_count":0,"clients":[]}',
    );
  });

  it(`takes count as the first rows, without a cap, and 50 rows by default ${verifies('paging.count-not-capped', 'paging.default-50')}`, async () => {
    expect(await tickets('count=150')).toHaveLength(150);
    expect(await tickets('')).toHaveLength(50);
  });

  it(`is ignored by some lists ${verifies('paging.ignored-by-some', 'list.bare-stays-bare', 'list.key-agents')}`, async () => {
    const agents = await halo.get('/Agent?count=1&page_size=1&pageinate=true');
    expect(rowsOf(agents, 'results').length).toBeGreaterThan(1);
    expect(rowsOf(await halo.get('/Status?pageinate=true&page_no=1&page_size=1'))).toHaveLength(9);
  });
});

describe('order', () => {
  it(`is by the named fields, downwards only for the word true ${verifies('list.order-parameters', 'list.orderdesc-is-the-word-true')}`, async () => {
    const ids = async (query: string): Promise<number[]> => (await tickets(`count=3&order=id${query}`)).map((row) => Number(row.id));
    expect(await ids('')).toEqual([950, 951, 952]);
    expect(await ids('&orderdesc=1')).toEqual([950, 951, 952]);
    expect((await ids('&orderdesc=true'))[0]).toBeGreaterThan(3000);
  });

  it('sorts by a second field within the first', async () => {
    const rows = await tickets('count=200&order=status_id&order2=id&orderdesc2=true');
    const pairs = rows.map((row): [number, number] => [Number(row.status_id), Number(row.id)]);
    expect(pairs).toEqual([...pairs].sort((a, b) => a[0] - b[0] || b[1] - a[1]));
  });
});

describe('filters', () => {
  it(`narrow by id, by lists of ids, and to open or closed ${verifies('list.filter-by-id', 'list.filter-by-csv', 'tickets.open-and-closed-filters')}`, async () => {
    expect((await tickets('client_id=42&count=500')).every((row) => row.client_id === 42)).toBe(true);
    const some = await tickets('client_ids=2,12&count=500');
    expect(new Set(some.map((row) => row.client_id))).toEqual(new Set([2, 12]));
    expect((await tickets('status=1,2&count=500')).every((row) => row.status_id === 1 || row.status_id === 2)).toBe(true);
    const all = await total('');
    expect((await total('open_only=true')) + (await total('closed_only=true'))).toBe(all);
    expect(await total('includeclosed=false')).toBe(await total('open_only=true'));
  });

  it(`narrow a ticket's type by requesttype alone ${verifies('tickets.requesttype-filter', 'list.unknown-parameters-ignored')}`, async () => {
    const all = await total('');
    expect(await total('requesttype=24')).toBeLessThan(all);
    expect((await tickets('requesttype=24')).every((row) => row.tickettype_id === 24)).toBe(true);
    expect(await total('tickettype_id=24')).toBe(all);
    expect(await total('no_such_parameter=1')).toBe(all);
  });

  it(`narrow by dates of a named field ${verifies('list.datesearch', 'list.datesearch-aliases')}`, async () => {
    const rows = await tickets('count=1000&order=dateoccurred');
    const middle = String(rows[500]!.dateoccurred);
    const later = await total(`datesearch=dateoccurred&startdate=${middle}`);
    expect(later).toBe((await total('')) - 500);
    expect(await total(`datesearch=dateoccured&startdate=${middle}Z`)).toBe(later);
  });

  it(`search text, a number, and one field ${verifies('list.search')}`, async () => {
    expect((await tickets('search=printer')).every((row) => /printer/i.test(JSON.stringify(row)))).toBe(true);
    expect((await tickets('search=1234')).map((row) => row.id)).toContain(1234);
    expect(await total('search_summary=PRINTER')).toBeGreaterThan(0);
    expect(await total('search=a(b')).toBe(0);
  });

  it(`hide inactive records unless asked ${verifies('list.inactive-hidden', 'list.activeinactive-pair')}`, async () => {
    const { id } = (await halo.post('/Client', [{ name: 'Dormant', inactive: true }])).body as { id: number };
    const found = async (query: string): Promise<boolean> =>
      rowsOf(await halo.get(`/Client?search=Dormant&${query}`), 'clients').some((row) => row.id === id);
    expect([await found(''), await found('includeinactive=true'), await found('activeinactive=false,true')]).toEqual([false, true, true]);
  });
});

describe('rows', () => {
  it(`have numbers where the ticket has names, unless a flag brings them ${verifies('tickets.rows-without-names', 'list.rows-are-slim', 'tickets.no-created-modified')}`, async () => {
    const [row] = await tickets('count=1');
    expect(row).toHaveProperty('agent_id');
    for (const absent of ['agent_name', 'status_name', 'tickettype_name', 'datecreated', 'datemodified'])
      expect(row).not.toHaveProperty(absent);
    const [named] = await tickets('count=1&includeagent=true&includestatus=true');
    expect(named).toHaveProperty('agent_name');
    expect(named).toHaveProperty('status_name');
  });

  it(`hold the id alone for idonly, and custom fields on request ${verifies('list.idonly', 'list.custom-fields-on-request')}`, async () => {
    expect(await tickets('ticketidonly=true&count=1')).toEqual([{ id: expect.any(Number) as number }]);
    await halo.post('/Tickets', [{ id: 1234, customfields: [{ id: 7, name: 'CFx', value: 'y' }] }]);
    const [plain] = await tickets('ticketids=1234');
    const [asked] = await tickets('ticketids=1234&include_custom_fields=7');
    expect(plain).not.toHaveProperty('customfields');
    expect(asked!.customfields).toEqual([{ id: 7, name: 'CFx', value: 'y', display: 'y' }]);
  });

  it(`come newest first ${verifies('tickets.newest-first')}`, async () => {
    const dates = (await tickets('count=100')).map((row) => String(row.dateoccurred));
    expect(dates).toEqual([...dates].sort().reverse());
    expect((await halo.get('/Tickets?count=20')).text).toBe((await halo.get('/Tickets?count=20&order=dateoccurred&orderdesc=true')).text);
  });

  it(`tell closed tickets by fields that open ones lack ${verifies('tickets.closed-dates')}`, async () => {
    for (const row of await tickets('closed_only=true&count=100'))
      expect([row.hasbeenclosed, row.date_fully_closed]).toEqual([true, row.dateclosed]);
    for (const row of await tickets('open_only=true&count=100')) expect(row).not.toHaveProperty('hasbeenclosed');
  });
});
