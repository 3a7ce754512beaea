import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createVirtualClock, type SandboxClock } from 'halopsa-sandbox';
import { verifies } from 'halopsa-testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rowsOf, type SignedIn, signIn } from './signed-in.js';

type Body = Record<string, unknown>;
interface Received {
  readonly body: unknown;
  readonly text: string;
  readonly headers: IncomingHttpHeaders;
}

let received: Received[];
let statuses: number[];
let url: string;
let halo: SignedIn;
let clock: SandboxClock;
let close: () => void;
beforeEach(async () => {
  received = [];
  statuses = [];
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    request.on('end', () => {
      received.push({ body: JSON.parse(text), text, headers: request.headers });
      response.writeHead(statuses.shift() ?? 200).end('thanks');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  clock = createVirtualClock();
  halo = await signIn({ clock });
  close = () => {
    halo.sandbox.close();
    server.close();
    server.closeAllConnections();
  };
});
afterEach(() => close());

const post = async (path: string, record: Body): Promise<Body> => (await halo.post(path, [record])).body as Body;
/** A webhook that is bound to an event by a notification, as the web screen does it. */
async function bind(name: string, webhook: Body = {}): Promise<Body> {
  const made = await post('/Webhook', { name: `${name} hook`, url, ...webhook });
  const events = rowsOf(await halo.get('/Lookup?lookupid=64'));
  const eventno = events.find((row) => row.name === name)!.id;
  const { id } = await post('/Notification', { guid: null, eventno, type: -2, delivery_method: 6, webhook_id: made.id });
  return { ...made, notification_id: id };
}
const log = async (): Promise<Body[]> => rowsOf(await halo.get('/WebhookEvent'), 'events');
const delivered = (): Promise<void> => halo.sandbox.control.delivered();
/** Lets real sockets do their work until the receiver has heard this often. */
async function heard(times: number): Promise<void> {
  while (received.length < times) await new Promise((resolve) => setImmediate(resolve));
  const rows = async (): Promise<number> => halo.sandbox.control.records('webhookEvents').length;
  while ((await rows()) < times) await new Promise((resolve) => setImmediate(resolve));
}

describe('a delivery', () => {
  it(`has the body of a live one ${verifies('webhooks.delivered-body', 'webhooks.message-padded-id')}`, async () => {
    const { id, notification_id: notificationId } = await bind('ticket status changed');
    await post('/Tickets', { id: 1234, status_id: 8 });
    await delivered();
    expect(received).toHaveLength(1);
    const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
    expect(received[0]!.body).toMatchObject({
      id: expect.stringMatching(guid) as string,
      webhook_id: id,
      notification_id: notificationId,
      escmsg_id: expect.stringMatching(guid) as string,
      event: 'ticket status changed',
      message: 'The status has been changed for Ticket ID: 0001234.',
      object_id: 1234,
      agent_id: 10,
      timestamp: expect.stringMatching(/^2026-11-02T09:00:00\.\d{7}Z$/) as string,
      ticket: { id: 1234, status_id: 8, customfields: expect.any(Array) as unknown[] },
    });
    expect(received[0]!.headers['content-type']).toBe('application/json');
  });

  it(`of an action has the ticket beside it ${verifies('webhooks.action-beside-ticket')}`, async () => {
    await bind('new action');
    await post('/Actions', { ticket_id: 1234, outcome_id: 3, note: 'hello' });
    await delivered();
    expect(received).toMatchObject([{ body: { event: 'new action', action: { note: 'hello', ticket_id: 1234 }, ticket: { id: 1234 } } }]);
  });

  it('comes for new, updated, closed and deleted tickets, and for no others', async () => {
    for (const name of ['new ticket logged', 'ticket updated', 'ticket closed', 'ticket deleted']) await bind(name);
    const { id } = await post('/Tickets', { summary: 'x' });
    await post('/Tickets', { id, status_id: 9 });
    await halo.delete(`/Tickets/${String(id)}`);
    await post('/Tags', { text: 'nobody listens' });
    await delivered();
    expect(received.map(({ body }) => (body as Body).event).sort()).toEqual([
      'new ticket logged',
      'ticket closed',
      'ticket deleted',
      'ticket updated',
    ]);
  });

  it(`is authenticated by Basic where the webhook says so, and the log hides it ${verifies('webhooks.basic-authentication', 'webhooks.delivery-log')}`, async () => {
    const { id } = await bind('new ticket logged', { authentication_type: 1, basic_username: 'user', basic_password: 'pass' });
    await post('/Tickets', { summary: 'x' });
    await delivered();
    expect(received[0]!.headers.authorization).toBe(`Basic ${btoa('user:pass')}`);
    const [row] = await log();
    expect(row).toMatchObject({ webhook_id: id, responsestatus: 200, responsebody: 'thanks', error: false, status: 2 });
    expect(JSON.parse(String(row!.requestbody))).toEqual(received[0]!.body);
    expect(JSON.stringify(row)).not.toContain(btoa('user:pass'));
    expect((await halo.get(`/Webhook/${String(id)}?includedetails=true`)).text).not.toContain('"pass"');
  });

  it(`is signed over its body where the webhook says so, and the log hides it ${verifies('webhooks.signed')}`, async () => {
    const signing = { authentication_type: '3', authentication_header: 'Token', basic_password: 'shared secret', algorithm: 0 };
    await bind('new ticket logged', signing);
    await post('/Tickets', { summary: 'Zürich' });
    await delivered();
    const signature = createHmac('sha256', 'shared secret').update(received[0]!.text).digest('base64');
    expect(received[0]!.headers.token).toBe(signature);
    expect(JSON.stringify(await log())).not.toContain(signature);
  });

  it(`has as much in it as the webhook says ${verifies('webhooks.payload-types')}`, async () => {
    const event = 'new ticket logged';
    await bind(event, { payload_type: 1 });
    await bind(event, { payload_type: 2 });
    await bind(event, { custom_payload: true, mappings: [{ key: 'title', finame: 'summary' }] });
    await post('/Tickets', { summary: 'x', details: 'long' });
    await delivered();
    const bodies = received.map(({ body }) => body as Body);
    expect(bodies.find(({ ticket }) => ticket)?.ticket).not.toHaveProperty('details');
    expect(bodies.find((body) => body.event && !body.ticket)).toMatchObject({ object_id: expect.any(Number) as number });
    expect(bodies).toContainEqual({ title: 'x' });
  });

  it(`is bound by a notification, which the webhook shows ${verifies('webhooks.events-by-notification', 'webhooks.events-dropped')}`, async () => {
    const lone = await post('/Webhook', { name: 'Lone', url, events: [{ eventno: 1 }] });
    await post('/Tickets', { summary: 'x' });
    await delivered();
    expect(received).toEqual([]);
    expect((await halo.get(`/Webhook/${String(lone.id)}`)).body).toMatchObject({ events: [] });
    const { id } = await bind('new ticket logged');
    expect((await halo.get(`/Webhook/${String(id)}`)).body).toMatchObject({ events: [{ eventno: 1, webhook_id: id }] });
  });
});

describe('deliveries', () => {
  it(`are gathered by number and by time ${verifies('webhooks.batching')}`, async () => {
    await bind('new ticket logged', { batch_method: 1, batch_limit: 3, batch_delay_seconds: 30 });
    for (let time = 0; time < 4; time += 1) await post('/Tickets', { summary: `${time}` });
    await heard(1);
    expect(received[0]!.body).toHaveLength(3);
    clock.advance(30_000);
    await delivered();
    expect(received[1]!.body).toMatchObject([{ ticket: { summary: '3' } }]);
  });

  it(`that fail are tried again after a while ${verifies('webhooks.retries', 'webhooks.delivery-log', 'webhooks.log-newest-first')}`, async () => {
    statuses = [500, 503];
    await bind('new ticket logged');
    await post('/Tickets', { summary: 'x' });
    for (const [times, wait] of [
      [1, 60_000],
      [2, 300_000],
    ] as const) {
      await heard(times);
      clock.advance(wait);
    }
    await delivered();
    expect(received).toHaveLength(3);
    expect(new Set(received.map(({ body }) => (body as Body).id)).size).toBe(1);
    expect((await log()).map(({ responsestatus }) => responsestatus)).toEqual([200, 503, 500]);
  });

  it(`end where a webhook fails too often ${verifies('webhooks.auto-disable')}`, async () => {
    statuses = [500, 500];
    const { id } = await bind('new ticket logged', { auto_disable_attempts: 2 });
    await post('/Tickets', { summary: 'x' });
    await heard(1);
    clock.advance(60_000);
    await heard(2);
    clock.advance(300_000);
    await delivered();
    expect(received).toHaveLength(2);
    expect((await halo.get(`/Webhook/${String(id)}`)).body).toMatchObject({
      disabled: true,
      last_auto_disable_date: '2026-11-02T09:01:00',
    });
    await post('/Tickets', { summary: 'unheard' });
    await delivered();
    expect(received).toHaveLength(2);
    await post('/Webhook', { id, disabled: false });
    await post('/Tickets', { summary: 'heard' });
    await delivered();
    expect(received).toHaveLength(3);
  });

  it('to nobody are written down as failures and end with the sandbox', async () => {
    await bind('new ticket logged', { url: 'http://127.0.0.1:1/' });
    await post('/Tickets', { summary: 'x' });
    while (halo.sandbox.control.records('webhookEvents').length === 0) await new Promise((resolve) => setImmediate(resolve));
    expect(await log()).toMatchObject([{ error: true, responsestatus: 0 }]);
    halo.sandbox.close();
    await delivered();
  });
});

describe('a triggered event', () => {
  const trigger = (event: string, more: Body = {}): unknown => halo.sandbox.control.trigger(event, more);

  it(`is delivered as if it had happened, to what is bound and to an address that is bound by it ${verifies('webhooks.delivered-body')}`, async () => {
    await bind('ticket closed');
    expect(trigger('Ticket-Closed', { ticketId: 1234 })).toEqual({ event: 'ticket closed', ticket_id: 1234, webhooks: 1 });
    const to = `${url}/other`;
    expect(trigger('new action', { to, username: 'u', password: 'p' })).toMatchObject({ webhooks: 1 });
    expect(trigger('new action', { to })).toMatchObject({ webhooks: 1 });
    await delivered();
    expect(received.map(({ body }) => (body as Body).event)).toEqual(['ticket closed', 'new action', 'new action']);
    expect(received[0]!.body).toMatchObject({ message: 'The ticket has been closed for Ticket ID: 0001234.', object_id: 1234 });
    expect(received[2]!.headers.authorization).toBe(`Basic ${btoa('u:p')}`);
    expect(received[2]!.body).toMatchObject({ action: { ticket_id: expect.any(Number) as number } });
  });

  it('is refused where there is no such event or ticket', () => {
    expect(() => trigger('ticket eaten')).toThrow('"new ticket logged"');
    expect(() => trigger('ticket closed', { ticketId: 999_999 })).toThrow('no ticket 999999');
    expect(trigger('ticket closed')).toMatchObject({ webhooks: 0 });
  });
});
