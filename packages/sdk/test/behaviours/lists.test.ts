import { verifies } from 'halopsa-testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTenant, type Tenant } from '../tenant.js';

let tenant: Tenant;
beforeAll(async () => {
  tenant = await startTenant({ seed: 'demo' });
});
afterAll(() => tenant[Symbol.asyncDispose]());

type Row = Record<string, unknown>;
const items = async (resource: string, query: Record<string, string | number | boolean> = {}): Promise<readonly Row[]> =>
  (await tenant.halo.resource(resource).list(query)).items;
const all = (resource: string, query: Record<string, string | number | boolean> = {}): Promise<Row[]> =>
  tenant.halo.resource(resource).listAll(query).toArray();
const stored = (resource: string): Row[] => [...tenant.sandbox.control.records(resource)];

describe('a list through the client', () => {
  it(`is read from envelopes, whatever their key, and from bare arrays ${verifies('list.envelope', 'list.recorded-shapes', 'list.keys-come-from-view-classes', 'list.bare-stays-bare', 'list.key-agents', 'kb.articles-key', 'timesheets.bare', 'list.attachment-folders')}`, async () => {
    for (const resource of [
      'tickets',
      'softwareLicences',
      'topLevels',
      'kbArticles',
      'agents',
      'statuses',
      'timesheets',
      'attachments',
      'ticketTemplates',
    ])
      expect(Array.isArray(await items(resource))).toBe(true);
    // The agent that stands for nobody is not listed.
    expect(await items('agents')).toHaveLength(stored('agents').length - 1);
    const paged = { extraQuery: { pageinate: true, page_no: 1, page_size: 2 } };
    expect((await tenant.halo.resource('statuses').list({}, paged)).items).toHaveLength(9);
  });

  it(`has pages of 100 at most, and knows the whole count ${verifies('paging.parameters', 'paging.cap-100', 'paging.record-count-is-total', 'paging.page-size-echoed')}`, async () => {
    const page = await tenant.halo.tickets.list({ page_size: 500 });
    expect([page.items.length, page.recordCount]).toEqual([100, stored('tickets').length]);
    expect((await all('tickets')).length).toBe(page.recordCount);
  });

  it(`is empty past its end, and where there is nothing ${verifies('list.empty-envelope')}`, async () => {
    expect(await items('consignments')).toEqual([]);
    expect((await tenant.halo.tickets.list({ page_no: 900 })).items).toEqual([]);
  });

  it(`ends although the server repeats its page or ignores the question ${verifies('paging.crm-notes-page-repeats', 'paging.ignored-by-some', 'paging.timesheet-events-everything', 'crm-notes.unscoped-list-empty', 'crm-notes.default-50', 'crm-notes.datetime-field')}`, async () => {
    for (let note = 0; note < 3; note += 1) await tenant.halo.resource('crmNotes').create({ client_id: 2, note: `${note}` });
    const notes = await all('crmNotes', { client_id: 2, count: 100 });
    expect(notes).toHaveLength(stored('crmNotes').filter(({ client_id: id }) => id === 2).length);
    expect(notes.every(({ datetime }) => typeof datetime === 'string')).toBe(true);
    expect(await all('crmNotes')).toEqual([]);
    expect(await all('appointments')).toHaveLength(stored('appointments').length);
  });

  it(`goes from cursor to cursor ${verifies('feed.cursor', 'feed.default-50')}`, async () => {
    const ids: unknown[] = [];
    for await (const { id } of tenant.halo.resource('feed').listAll()) if (ids.push(id) >= 120) break;
    expect(new Set(ids).size).toBe(120);
  });

  it(`is ordered by the word true ${verifies('list.order-parameters', 'list.orderdesc-is-the-word-true', 'tickets.newest-first')}`, async () => {
    const ids = async (query: Record<string, string | boolean>): Promise<number[]> =>
      (await items('tickets', { page_size: 5, ...query })).map(({ id }) => Number(id));
    expect(await ids({ order: 'id' })).toEqual([...(await ids({ order: 'id' }))].sort((a, b) => a - b));
    expect((await ids({ order: 'id', orderdesc: true }))[0]).toBe(Math.max(...stored('tickets').map(({ id }) => Number(id))));
    expect(await ids({})).toEqual(await ids({ order: 'dateoccurred', orderdesc: true }));
  });

  it(`is narrowed by numbers, sets, text and dates ${verifies('list.filter-by-id', 'list.filter-by-csv', 'list.search', 'list.datesearch', 'tickets.requesttype-filter', 'tickets.open-and-closed-filters', 'list.unknown-parameters-ignored')}`, async () => {
    expect((await all('tickets', { client_id: 12 })).every((row) => row.client_id === 12)).toBe(true);
    const two = await all('tickets', { status: '1,9' });
    expect(new Set(two.map((row) => row.status_id))).toEqual(new Set([1, 9]));
    expect((await all('tickets', { requesttype: 3 })).every((row) => row.tickettype_id === 3)).toBe(true);
    expect((await all('tickets', { open_only: true })).every((row) => row.hasbeenclosed !== true)).toBe(true);
    expect((await all('tickets', { search_summary: 'printer' })).every((row) => /printer/i.test(String(row.summary)))).toBe(true);
    const [newest] = await items('tickets', { page_size: 1 });
    const day = String(newest!.dateoccurred).slice(0, 10);
    const found = await all('tickets', { datesearch: 'dateoccurred', startdate: day, enddate: day });
    expect(found.length).toBeGreaterThan(0);
    expect(found.every((row) => String(row.dateoccurred).startsWith(day))).toBe(true);
    const ignored = await tenant.halo.resource('tickets').list({}, { extraQuery: { tickettype_id: 3 } });
    expect(ignored.recordCount).toBe(stored('tickets').length);
  });

  it(`has slim rows ${verifies('list.rows-are-slim', 'list.idonly', 'tickets.rows-without-names', 'tickets.closed-dates', 'tickets.no-created-modified', 'get.bare-object', 'get.includedetails-adds-customfields', 'get.ticket-is-large')}`, async () => {
    const [row] = await items('tickets', { page_size: 1, closed_only: true });
    for (const field of ['agent_name', 'status_name', 'datecreated', 'datemodified', 'customfields']) expect(row).not.toHaveProperty(field);
    expect(row).toMatchObject({ hasbeenclosed: true, dateclosed: row!.date_fully_closed });
    const whole = await tenant.halo.resource('tickets').get(Number(row!.id), { includedetails: true });
    expect(Object.keys(whole).length).toBeGreaterThan(300);
    expect(Object.keys((await tenant.halo.resource('tickets').list({ page_size: 1 }, { extraQuery: { idonly: true } })).items[0]!)).toEqual(
      ['id'],
    );
  });

  it(`of set-up records has numbers, kinds and flags ${verifies('lookups.known-numbers', 'lookups.id-unique-within-lookupid', 'lookups.unfiltered-gives-all', 'priorities.guid-id-and-number', 'priorities.one-row-per-sla', 'priorities.int-id-404', 'statuses.type-is-a-number', 'list.show-flags', 'type.guid-ids', 'tickets.built-in-statuses')}`, async () => {
    expect((await items('lookups', { lookupid: 12 })).map(({ id }) => id)).toEqual([1, 2, 3, 4]);
    expect((await all('lookups')).length).toBe(stored('lookups').length);
    const [priority] = await items('priorities', { includedistinct: true });
    expect(priority).toMatchObject({ id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string, priorityid: 1 });
    await expect(tenant.halo.request('GET', '/Priority/{id}', { path: { id: 1 } as never })).rejects.toMatchObject({ status: 404 });
    expect(await items('statuses', { split_closed: true })).toHaveLength(10);
    expect(await items('statuses')).toMatchObject([{ id: 1, name: 'New', type: 0 }, ...Array.from({ length: 8 }, () => ({ type: 0 }))]);
  });

  it(`of everything needs words ${verifies('search.needs-text')}`, async () => {
    expect(await items('searchResults')).toEqual([]);
    expect((await items('searchResults', { search: 'printer' }))[0]).toMatchObject({ use: 'ticket', id: expect.any(Number) as number });
  });
});
