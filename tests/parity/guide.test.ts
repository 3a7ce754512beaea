import { CustomResource, defineResource, HaloClient } from 'halopsa';
import { allResources } from 'halopsa-catalogue';
import { afterAll, beforeAll, expect, vi } from 'vitest';
import { explainFailure, rawRequests } from '../../examples/seeds/basics.js';
import { categoryFields, listCategories, rawCategories } from '../../examples/seeds/categories-and-fields.js';
import { knowledgeBase, peopleOfClient } from '../../examples/seeds/people-and-knowledge.js';
import { searchEverywhere, workWithReports } from '../../examples/seeds/reports-and-search.js';
import { workOnAssets, workOnTicket } from '../../examples/seeds/tickets-and-assets.js';
import { type Demo, startDemo } from './demo.js';
import { proves } from './rows.js';

let demo: Demo;
beforeAll(async () => {
  vi.spyOn(console, 'log').mockImplementation(() => undefined);
  demo = await startDemo();
});
afterAll(async () => {
  vi.restoreAllMocks();
  await demo.close();
});

proves('guide.client', async () => {
  expect((await demo.client({ tenantUrl: `${demo.url}/api` }).tickets.get(1234)).id).toBe(1234);
});

proves('guide.tickets', async () => {
  const { ticketId } = await workOnTicket(demo.halo);
  const ticket = await demo.halo.tickets.get(ticketId);
  expect(ticket).toMatchObject({ status_id: 2, client_id: 123 });
  expect((await ticket.getActions()).some(({ outcome_id: outcome }) => outcome === 1)).toBe(true);
  expect(await ticket.getAttachments()).toMatchObject([{ filename: 'error_log.txt' }]);
});

proves('guide.get-fields', async () => {
  expect((await workOnTicket(demo.halo)).fields).toBe(14);
});

proves('guide.assets', async () => {
  const { software, tag } = await workOnAssets(demo.halo);
  expect(software).toBeGreaterThan(0);
  expect(await demo.halo.resolve('assets', tag)).toMatchObject({ outcome: 'exact', record: { site_id: 789 } });
});

proves('guide.categories', async () => {
  expect(await listCategories(demo.halo)).toEqual([6, 2, 2, 1]);
});

proves('guide.category-fields', async () => {
  const fields = await categoryFields(demo.halo);
  expect(fields.map(({ csvColumnName }) => csvColumnName)).toEqual(['Category', 'Category2', 'Category3', 'Category4']);
});

proves('guide.raw-categories', async () => {
  expect(await rawCategories(demo.halo)).toEqual([11, 6]);
});

proves('guide.people', async () => {
  expect(await peopleOfClient(demo.halo)).toMatchObject({ me: expect.stringMatching(/\w/), roles: 1 });
});

proves('guide.kb', async () => {
  expect(await knowledgeBase(demo.halo)).toMatchObject({ found: ['Resetting a password'], votes: 1, made: expect.any(Number) });
});

proves('guide.reports', async () => {
  expect(await workWithReports(demo.halo)).toMatchObject({
    rows: expect.any(Number),
    link: expect.stringMatching(/^http/),
    bookmarked: true,
  });
});

proves('guide.search', async () => {
  expect(await searchEverywhere(demo.halo)).toBe(0);
});

proves('guide.raw', async () => {
  const routed: typeof fetch = (input, init) =>
    String(input).includes('/CustomEndpoint/')
      ? Promise.resolve(Response.json({ method: init?.method, body: JSON.parse(String(init?.body)) }))
      : fetch(input, init);
  expect(await rawRequests(demo.client({ fetch: routed }))).toMatchObject({ put: { method: 'PUT', body: { field: 'new_value' } } });
});

proves('guide.errors', async () => {
  const { halo, client } = demo;
  expect(await explainFailure(() => halo.tickets.get(99999))).toBe('Ticket not found');
  expect(await explainFailure(() => halo.resource('actions').create({ ticket_id: 1234, note: 'x' }))).toContain(
    'An Outcome must be entered',
  );
  const answering = (status: number, headers = {}): HaloClient =>
    client({
      maxRetries: 0,
      fetch: (input, init) =>
        String(input).includes('/Tickets') ? Promise.resolve(new Response(null, { status, headers })) : fetch(input, init),
    });
  expect(await explainFailure(() => answering(401).tickets.get(1))).toBe('Authentication failed');
  expect(await explainFailure(() => answering(429, { 'retry-after': '7' }).tickets.get(1))).toBe('Rate limited; try again after 7 seconds');
});

proves('guide.extend', async () => {
  class Statuses extends CustomResource<{ id: number; name: string }> {
    first(): Promise<unknown> {
      return this.call('get', { params: { id: 1 } });
    }
  }
  class Ours extends HaloClient {
    readonly ourStatuses = this.resource(defineResource<{ id: number; name: string }>({ name: 'ourStatuses', path: '/Status' }), Statuses);
  }
  const ours = new Ours(demo.options);
  expect(await ours.ourStatuses.first()).toMatchObject({ name: 'New' });
  expect((await ours.ourStatuses.listAll().toArray()).length).toBe(9);
  await ours.close();
});

proves('guide.coverage', () => {
  expect(allResources().length).toBeGreaterThan(200);
  expect(demo.halo.resources).toEqual(allResources().map(({ attribute }) => attribute));
});

proves('guide.rate-limit', async () => {
  const limited = demo.client({ budget: undefined });
  expect(JSON.stringify(limited.budget)).toBeDefined();
  await limited.tickets.get(1234);
  expect(limited.budget.remaining).toBeLessThan(500);
  expect(limited.budget.remaining).toBeGreaterThan(0);
});
