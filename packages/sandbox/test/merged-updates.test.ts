import { verifies } from 'halopsa-testkit';
import { beforeEach, describe, expect, it } from 'vitest';
import { type SignedIn, signIn } from './signed-in.js';

let halo: SignedIn;
beforeEach(async () => {
  halo = await signIn({ behaviours: { 'setup.kept-while-referenced': false } });
});

/** An update that has nothing to do with a reference of the record, and what to delete before it. */
const CASES = [
  { path: '/SalesOrder', update: { id: 2, po_number: 'PO-9' }, gone: ['/Item/1', '/Item/2'] },
  { path: '/Quotation', update: { id: 1, title: 'Other workplaces' }, gone: ['/Item/1', '/Site/'] },
  { path: '/PurchaseOrder', update: { id: 1, title: 'More laptops' }, gone: ['/Supplier/101'] },
  { path: '/ClientContract', update: { id: 1, ref: 'C-9' }, gone: ['/Site/', '/SLA/1'] },
  { path: '/Tickets', update: { id: 1234, summary: 'Changed' }, gone: ['/TicketType/', '/Site/', '/Agent/'] },
] as const;

describe('an update', () => {
  it.each(CASES)(`is merged before it is checked: $path ${verifies('post.merge')}`, async ({ path, update, gone }) => {
    const { id, ...change } = update;
    const record = (await halo.get(`${path}/${id}`)).body as Record<string, unknown>;
    const field: Record<string, string> = { '/Site/': 'site_id', '/TicketType/': 'tickettype_id', '/Agent/': 'agent_id' };
    for (const address of gone) {
      const found = field[address] === undefined ? address : `${address}${String(record[field[address]])}`;
      expect([found, (await halo.delete(found)).status]).toEqual([found, 200]);
    }
    const answer = await halo.post(path, [update]);
    expect([answer.status, answer.text.slice(0, 200)]).toEqual([201, expect.any(String)]);
    expect((await halo.get(`${path}/${id}`)).body).toMatchObject(change);
  });

  it('is checked where it sets a reference that leads nowhere', async () => {
    expect(await halo.post('/SalesOrder', [{ client_id: 2, lines: [{ item_id: 55_555 }] }])).toMatchObject({
      status: 400,
      body: { Message: 'Item 55555 not found' },
    });
    expect((await halo.post('/Tickets', [{ id: 1234, site_id: 55_555 }])).status).toBe(400);
    expect((await halo.post('/Tickets/vote', [{ vote: 1 }])).text).not.toContain('undefined');
  });

  it(`takes no number of more than 32 bits, and rounds none ${verifies('type.int32')}`, async () => {
    for (const id of ['2147483648', '9007199254740993', '123456789012345678901234567890']) {
      const answer = await halo.sandbox.fetch('http://sandbox.test/api/Tickets', {
        method: 'POST',
        headers: { authorization: await authorization(halo), 'content-type': 'application/json' },
        body: `[{"id":${id},"summary":"x"}]`,
      });
      expect([answer.status, await answer.json()]).toEqual([
        400,
        { '[0].id': [`JSON integer ${id} is too large or small for an Int32. Path '[0].id', line 1, position ${7 + id.length}.`] },
      ]);
      expect((await halo.get(`/Tickets/${id}`)).status).toBe(400);
    }
  });

  it(`gives a new agent a colour, and a time entry an agent that exists ${verifies('agents.colour', 'timesheet-events.agent-exists')}`, async () => {
    expect((await halo.post('/Agent', [{ name: 'Noor Visser' }])).body).toMatchObject({ colour: expect.stringMatching(/^#[0-9a-f]{6}$/) });
    const entry = { start_date: '2026-11-30T09:00:00', end_date: '2026-11-30T10:00:00', note: 'x' };
    expect((await halo.post('/TimesheetEvent', [{ ...entry, agent_id: 4242 }])).status).toBe(400);
    expect((await halo.post('/TimesheetEvent', [{ ...entry, agent_id: '11' }])).status).toBe(201);
  });

  it('has the columns of its own resource with includecolumns', async () => {
    for (const [path, field] of [
      ['/Client', 'toplevel_id'],
      ['/Asset', 'inventory_number'],
      ['/Tickets', 'summary'],
    ] as const) {
      const { columns } = (await halo.get(`${path}?includecolumns=true`)).body as { columns: { name: string }[] };
      expect(columns.map(({ name }) => name)).toContain(field);
    }
  });
});

async function authorization({ sandbox }: SignedIn): Promise<string> {
  const form = { grant_type: 'client_credentials', client_id: 'sandbox', client_secret: 'sandbox', scope: 'all' };
  const answer = await sandbox.fetch('http://sandbox.test/auth/token', { method: 'POST', body: new URLSearchParams(form) });
  return `Bearer ${((await answer.json()) as { access_token: string }).access_token}`;
}

describe("Halo's own endpoint for assistants", () => {
  it(`answers its handshake and lists tools ${verifies('mcp.handshake')}`, async () => {
    const ask = async (body: unknown): Promise<{ status: number; message: Record<string, unknown> }> => {
      const { status, text, headers } = await halo.post('/mcp', body);
      expect(headers.get('content-type')).toBe('text/event-stream');
      return { status, message: JSON.parse(text.replace(/^event: message\ndata: /, '')) as Record<string, unknown> };
    };
    const params = { protocolVersion: '2025-03-26', capabilities: {}, clientInfo: { name: 'test', version: '1' } };
    const { message } = await ask({ jsonrpc: '2.0', id: 1, method: 'initialize', params });
    expect(message).toMatchObject({ id: 1, result: { protocolVersion: '2025-03-26', capabilities: { tools: {} } } });
    expect((await halo.post('/mcp', { jsonrpc: '2.0', method: 'notifications/initialized' })).status).toBe(202);
    const { message: list } = await ask({ jsonrpc: '2.0', id: 2, method: 'tools/list' });
    expect((list.result as { tools: unknown[] }).tools.length).toBeGreaterThan(5);
    expect((await ask({ jsonrpc: '2.0', id: 'x', method: 'none' })).message).toMatchObject({ error: { code: -32601 } });
    for (const body of [[1], {}, { id: 1 }, { method: 7 }]) expect((await halo.post('/mcp', body)).status).toBe(400);
  });
});
