import { HaloNotFoundError, HaloUsageError } from 'halopsa';
import { verifies } from 'halopsa-testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTenant, type Tenant } from '../tenant.js';

let tenant: Tenant;
beforeAll(async () => {
  tenant = await startTenant();
});
afterAll(() => tenant[Symbol.asyncDispose]());

describe('a record', () => {
  it('is the wire record to everything that looks at its properties', async () => {
    const ticket = await tenant.halo.tickets.get(1234);
    const wire = await tenant.halo.call('tickets.get', { params: { id: 1234 } });
    expect(JSON.stringify(ticket)).toBe(JSON.stringify(wire));
    expect(Object.keys(ticket)).toEqual(Object.keys(wire));
    expect({ ...ticket }).toStrictEqual({ ...wire });
    expect(structuredClone(ticket)).toEqual(wire);
    expect(ticket).toEqual(wire);
    expect(typeof ticket.addAction).toBe('function');
  });

  it('acts wherever it came from: a page, a whole list, a search, a batch, an upsert', async () => {
    const { halo } = tenant;
    const [row] = (await halo.tickets.list()).items;
    const [first] = await halo.tickets.listAll({}, { limit: 1 }).toArray();
    const [made] = await halo.tickets.batchCreate([{ summary: 'Batch' }]);
    const [changed] = await halo.tickets.batchUpdate([{ id: made!.id, summary: 'Batch, changed' }]);
    const upserted = await halo.tickets.upsert({ summary: 'Upsert' });
    const { record } = await halo.clients.ensure({ matchBy: { name: 'Acme' } });
    for (const one of [row, first, made, changed, upserted, record]) expect(typeof one?.update).toBe('function');
    expect(typeof (await halo.tickets.search('Batch'))[0]?.update).toBe('function');
  });

  it('updates itself to what Halo answers, and keeps its id', async () => {
    const ticket = await tenant.halo.tickets.create({ summary: 'Before' });
    const same = await ticket.update({ summary: 'After', priority_id: 2 });
    expect(same).toBe(ticket);
    expect(ticket).toMatchObject({ summary: 'After', priority_id: 2 });
    await expect((ticket.update as (patch: object) => Promise<unknown>)({ id: 999 })).rejects.toThrow(HaloUsageError);
    expect((await tenant.halo.tickets.get(ticket.id)).summary).toBe('After');
  });

  it('reloads in place, without fields that are gone', async () => {
    const ticket = await tenant.halo.tickets.create({ summary: 'Old', supplier_reference: 'X' });
    await tenant.halo.tickets.update({ id: ticket.id, summary: 'New', supplier_reference: null });
    await ticket.reload();
    expect(ticket.summary).toBe('New');
    expect('supplier_reference' in ticket).toBe(false);
  });

  it(`deletes and restores itself ${verifies('tickets.soft-delete', 'tickets.recover')}`, async () => {
    const { halo } = tenant;
    const ticket = await halo.tickets.create({ summary: 'Twice' });
    await ticket.delete('made by mistake');
    await expect(halo.tickets.get(ticket.id)).rejects.toThrow(HaloNotFoundError);
    await ticket.restore();
    expect((await halo.tickets.get(ticket.id)).summary).toBe('Twice');
    const [request] = tenant.sandbox.control.requestLog.list().filter(({ method }) => method === 'DELETE');
    expect(request?.url).toContain('reason=made+by+mistake');
  });

  it(`sends what the server demands beside the id ${verifies('actions.get-needs-ticket', 'delete.action-needs-ticket')}`, async () => {
    const ticket = await tenant.halo.tickets.get(1234);
    const action = await ticket.addAction({ note: 'Looking', outcome: 'Update' });
    await action.update({ note: 'Looked' });
    expect(action.note).toBe('Looked');
    await action.reload();
    expect(action.note).toBe('Looked');
    await action.delete();
    expect((await ticket.getActions()).some(({ id }) => id === action.id)).toBe(false);
  });
});

describe('a ticket', () => {
  it(`takes actions and lists them ${verifies('actions.time-in-hours', 'actions.outcome-by-name')}`, async () => {
    const ticket = await tenant.halo.tickets.create({ summary: 'With actions' });
    const action = await ticket.addAction({ note_html: '<p>Investigating</p>', outcome_id: 1, timetaken: 0.25, hiddenfromuser: true });
    expect(action).toMatchObject({ ticket_id: ticket.id, timetaken: 0.25, hiddenfromuser: true });
    expect((await ticket.getActions()).map(({ id }) => id)).toContain(action.id);
  });

  it('takes attachments and lists them', async () => {
    const ticket = await tenant.halo.tickets.create({ summary: 'With files' });
    const made = await ticket.addAttachment('error_log.txt', new TextEncoder().encode('it broke'), 'Server error log');
    expect(made).toMatchObject({ filename: 'error_log.txt', ticket_id: ticket.id });
    expect(await ticket.getAttachments()).toMatchObject([{ id: made.id, filename: 'error_log.txt', desc: 'Server error log' }]);
  });
});

describe('other records', () => {
  it(`an asset lists its software ${verifies('assets.software-by-device')}`, async () => {
    const asset = await tenant.halo.assets.get(456);
    const software = await asset.getSoftware();
    expect(software.length).toBeGreaterThan(0);
    expect(software.every((entry) => entry.asset_id === 456)).toBe(true);
  });

  it(`assets know the next tag ${verifies('assets.next-tag')}`, async () => {
    const tag = await tenant.halo.assets.getNextTag();
    const asset = await tenant.halo.assets.create({ assettype_id: 5, site_id: 5, inventory_number: tag });
    expect(asset.inventory_number).toBe(tag);
    expect(Number(await tenant.halo.assets.getNextTag())).toBe(Number(tag) + 1);
  });

  it('an answer without a tag is an error', async () => {
    await using broken = await startTenant({}, { fetch: answering('/Asset/NextTag', {}) });
    await expect(broken.halo.assets.getNextTag()).rejects.toThrow('without a next_tag');
  });

  it('a client lists what belongs to it', async () => {
    const client = await tenant.halo.clients.get(12);
    const lists = await Promise.all([client.getSites(), client.getUsers(), client.getAssets(), client.getTickets()]);
    for (const rows of lists) expect(rows.every((row) => row.client_id === 12)).toBe(true);
    expect(lists[0].length).toBeGreaterThan(0);
    expect(Array.isArray(await client.getContracts())).toBe(true);
  });

  it(`a user gets a role beside those it has ${verifies('users.add-roles')}`, async () => {
    const user = await tenant.halo.users.create({ name: 'John Doe', client_id: 12, site_id: (await siteOf(12)).id });
    await user.addRole(5);
    await user.addRole(2);
    expect(user.roles?.map(({ id }) => id)).toEqual([5, 2]);
  });

  it(`an article takes votes ${verifies('kb.your-vote', 'kb.vote-body')}`, async () => {
    const article = await tenant.halo.kbArticles.get(123);
    await article.vote(true);
    await article.vote(false);
    await article.reload();
    expect(article).toMatchObject({ useful_count: 1, notuseful_count: 1 });
  });

  it(`me is the agent behind the token ${verifies('me.agent-with-claims')}`, async () => {
    const me = await tenant.halo.agents.me();
    expect(me.id).toBe(10);
    expect((await tenant.halo.agents.getMe()).id).toBe(10);
    expect(typeof me.reload).toBe('function');
    expect((await tenant.halo.users.me()).id).toBe(1);
  });
});

async function siteOf(client: number): Promise<{ id: number }> {
  const [site] = await (await tenant.halo.clients.get(client)).getSites();
  return site!;
}

/** A fetch that answers one path with a body of its own and leaves all others to the network. */
const answering =
  (path: string, body: unknown): typeof fetch =>
  (input, init) =>
    String(input).includes(path) ? Promise.resolve(Response.json(body)) : fetch(input, init);
