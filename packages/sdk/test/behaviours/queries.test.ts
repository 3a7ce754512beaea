import { verifies } from 'halopsa-testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTenant, type Tenant } from '../tenant.js';

let tenant: Tenant;
beforeAll(async () => {
  tenant = await startTenant({ seed: 'demo' });
});
afterAll(() => tenant[Symbol.asyncDispose]());

const all = (resource: string, query: Record<string, string | number | boolean> = {}): Promise<Record<string, unknown>[]> =>
  tenant.halo.resource(resource).listAll(query).toArray();
const advanced = (name: string, type: number, value: string): { advanced_search: string } => ({
  advanced_search: JSON.stringify([{ filter_name: name, filter_type: type, filter_value: value }]),
});

describe('a list through the client', () => {
  it(`asks for pages by both parameters, and is incomplete where one is lost on the way ${verifies('paging.needs-both', 'paging.unpaged-count-is-rows', 'paging.default-50', 'paging.count-capped')}`, async () => {
    await all('tickets');
    for (const { url } of tenant.sandbox.control.requestLog.list().filter(({ operation }) => operation === 'tickets.list'))
      expect(url).toMatch(/(?=.*pageinate=true)(?=.*page_no=\d)/);
    for (const lost of ['pageinate', 'page_no']) {
      const without: typeof fetch = (input, init) => {
        const url = new URL(String(input instanceof Request ? input.url : input));
        url.searchParams.delete(lost);
        return fetch(url, init);
      };
      const reading = tenant.client({ fetch: without }).tickets.listAll().toArray();
      await expect(reading).rejects.toMatchObject({ code: 'halo/incomplete-list', received: 50 });
    }
    await expect(tenant.halo.tickets.list({ count: 5000 })).rejects.toThrow('count counts up to 1000');
  });

  it(`reads assets in pages of 50 ${verifies('paging.cap-by-resource', 'kb.pages')}`, async () => {
    const page = await tenant.halo.assets.list({ page_size: 100 });
    const second = await page.nextPage();
    expect([page.items.length, page.hasNextPage, second?.pageNo]).toEqual([50, true, 2]);
    expect(await all('assets')).toHaveLength(page.recordCount!);
    expect((await all('kbArticles')).length).toBeGreaterThan(2);
  });

  it(`of agents is a bare array, of mails all there are ${verifies('agents.bare-unpaged', 'agents.costprice-on-request', 'incoming-emails.everything')}`, async () => {
    expect((await all('agents')).length).toBeGreaterThan(1);
    expect((await all('agents'))[0]).not.toHaveProperty('costprice');
    expect(await all('incomingEmails')).toEqual([]);
  });

  it(`of actions begins with the newest ${verifies('actions.newest-first', 'actions.unfiltered-empty', 'actions.unpaged-per-ticket')}`, async () => {
    const made = await tenant.halo.actions.create({ ticket_id: 1234, outcome: 'Internal Note', note: 'x' });
    const actions = await all('actions', { ticket_id: 1234 });
    expect(actions[0]).toMatchObject({ id: made.id, who: expect.any(String) as string });
    expect(await all('actions', { ticket_id: 1234, count: 1 })).toEqual([actions[0]]);
    expect(await all('actions')).toEqual([]);
  });

  it(`is narrowed by an advanced search ${verifies('list.advanced-search', 'list.advanced-search-names', 'list.advanced-search-refused')}`, async () => {
    expect((await all('clients', advanced('name', 4, 'a'))).length).toBeGreaterThan(0);
    expect(await all('tickets', advanced('id', 0, '1234,1235'))).toHaveLength(2);
    await expect(all('tickets', advanced('nonsense', 2, 'x'))).rejects.toThrow('Invalid advanced search parameter');
  });

  it(`is narrowed by the names that act ${verifies('tickets.filter-names', 'tickets.area-filter', 'tickets.lastupdate-datetimes', 'tickets.rows-without-startdate', 'users.approvers-only', 'users.search-fields', 'assets.history-needs-asset', 'reports.query-filters')}`, async () => {
    expect(
      (await all('tickets', { agent_id: 10, requesttype_id: 24 })).every((row) => row.agent_id === 10 && row.tickettype_id === 24),
    ).toBe(true);
    expect(await all('tickets', { ticketarea_id: 99 })).toEqual([]);
    expect(await all('tickets', { lastupdatefromdate: '2100-01-01T00:00:00Z' })).toEqual([]);
    expect((await tenant.halo.tickets.list({ page_size: 1 })).items[0]).not.toHaveProperty('startdate');
    expect(await all('users', { approvers_only: true })).toEqual([]);
    expect(await all('users', { search: 'nothing like it' })).toEqual([]);
    expect(await all('assetSoftware')).toEqual([]);
    const report = await tenant.halo.reports.create({ name: 'statuses', sql: 'SELECT Status FROM FAULTS' });
    const filters = JSON.stringify([{ fieldname: 'Status', stringruletype: 0, stringrulevalues: [{ id: 9, name: '9' }] }]);
    const ran = (await tenant.halo.resource('reports').get(Number(report.id), { loadreport: true, filters })) as {
      report?: { rows?: { Status: number }[] };
    };
    expect(new Set(ran.report?.rows?.map(({ Status }) => Status))).toEqual(new Set([9]));
  });
});
