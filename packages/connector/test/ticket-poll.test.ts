import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventQueue, TicketPoll } from 'halopsa-connector';
import { createVirtualClock, type SandboxClock } from 'halopsa-sandbox';
import { verifies } from 'halopsa-testkit';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Desk, openDesk } from './support/desk.js';

let folder: string;
let clock: SandboxClock;
let desk: Desk;
let queue: EventQueue;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'halo-poll-'));
  clock = createVirtualClock();
  desk = openDesk({ clock });
  queue = await EventQueue.open(join(folder, 'queue'));
});
afterEach(async () => {
  await queue.close();
  await rm(folder, { recursive: true, force: true });
});

const statePath = (): string => join(folder, 'poll.json');
const open = (): Promise<TicketPoll> => TicketPoll.open({ client: desk.client, queue, statePath: statePath(), clock });
const put = (ticket: Record<string, unknown>): number => Number(desk.sandbox.control.put('tickets', ticket).id);
async function told(): Promise<string[]> {
  const events: string[] = [];
  for await (const { event } of queue.list()) events.push(`${event.payload.object_id} ${event.payload.event}`);
  return events;
}
const ticketsThat = (closed: boolean): number[] =>
  desk.sandbox.control.records('tickets').flatMap(({ id, hasbeenclosed }) => ((hasbeenclosed === true) === closed ? [Number(id)] : []));

test(`changes of the list become events, each once, whenever they are looked at ${verifies('tickets.rows-without-names')}`, async () => {
  const poll = await open();
  expect(await poll.poll()).toBe(0);
  const [open1, open2] = ticketsThat(false) as [number, number];
  const [closed] = ticketsThat(true) as [number];
  expect(await poll.poll()).toBe(0);

  clock.advance(60_000);
  const made = put({ summary: 'new' });
  put({ id: open1, summary: 'another' });
  put({ id: open2, status_id: 9 });
  expect(await poll.poll()).toBe(5);
  expect((await told()).sort()).toEqual(
    [
      `${made} new ticket logged`,
      `${open1} ticket updated`,
      `${open2} ticket updated`,
      `${open2} ticket status changed`,
      `${open2} ticket closed`,
    ].sort(),
  );
  expect(await poll.poll()).toBe(0);

  clock.advance(600_000);
  put({ id: closed, status_id: 2 });
  expect(await poll.poll()).toBe(2);
  expect((await told()).slice(5).sort()).toEqual([`${closed} ticket status changed`, `${closed} ticket updated`]);
  expect(await poll.poll()).toBe(0);
});

test('a poll goes on where it was, and what a kill made it see again is no new event', async () => {
  await (await open()).poll();
  const stale = await open();
  clock.advance(60_000);
  const id = put({ summary: 'while nobody looked' });
  expect(await (await open()).poll()).toBe(1);
  expect(await stale.poll()).toBe(0);
  expect(await (await open()).poll()).toBe(0);
  clock.advance(1000);
  put({ id, summary: 'again' });
  expect(await (await open()).poll()).toBe(1);
  expect(await told()).toEqual([`${id} new ticket logged`, `${id} ticket updated`]);
});

test('a payload is like that of a webhook, with the row of the list as the ticket', async () => {
  const poll = await open();
  await poll.poll();
  clock.advance(60_000);
  const id = put({ summary: 'new' });
  await poll.poll();
  for await (const { event } of queue.list()) {
    expect(event).toMatchObject({ source: 'poll', receivedAt: new Date(clock.now()).toISOString() });
    expect(event.payload).toMatchObject({
      event: 'new ticket logged',
      message: `A new ticket has been logged for Ticket ID: ${String(id).padStart(7, '0')}.`,
      object_id: id,
      timestamp: new Date(clock.now()).toISOString(),
      ticket: { id, summary: 'new' },
    });
  }
});

test('a look that fails is reported and made up for', async () => {
  const poll = await open();
  await poll.poll();
  clock.advance(60_000);
  put({ summary: 'new' });
  desk.sandbox.control.faults.add({ kind: 'status', status: 503, operation: 'tickets.list', count: 1 });
  const stop = new AbortController();
  const failures: string[] = [];
  const running = poll.run(1000, stop.signal, ({ message }) => failures.push(message));
  while (queue.counts().waiting === 0) {
    await new Promise((resolve) => setImmediate(resolve));
    clock.advance(1000);
  }
  stop.abort();
  await running;
  expect([failures.length, failures[0]?.includes('503')]).toEqual([1, true]);
});

test('a clock of this computer that is ahead of the server hides no change', async () => {
  const ahead = { ...clock, now: () => clock.now() + 3_600_000 };
  const poll = await TicketPoll.open({ client: desk.client, queue, statePath: statePath(), clock: ahead });
  await poll.poll();
  clock.advance(60_000);
  const id = put({ summary: 'new' });
  expect(await poll.poll()).toBe(1);
  expect(await told()).toEqual([`${id} new ticket logged`]);
});

test('a ticket that was changed in the future hides no change', async () => {
  const poll = await open();
  await poll.poll();
  const [odd] = desk.sandbox.control.records('tickets');
  clock.advance(60_000);
  const now = clock.now();
  clock.advance(86_400_000);
  put({ id: odd!.id, summary: 'from the future' });
  const back = { ...clock, now: () => now };
  expect(await (await TicketPoll.open({ client: desk.client, queue, statePath: statePath(), clock: back })).poll()).toBe(1);
  const { cursor } = JSON.parse(await readFile(statePath(), 'utf8')) as { cursor: string };
  expect(cursor).toBe(new Date(now).toISOString());
});

test('two changes of one moment are both seen', async () => {
  const poll = await open();
  await poll.poll();
  clock.advance(60_000);
  const id = put({ summary: 'new' });
  expect(await poll.poll()).toBe(1);
  put({ id, status_id: 9 });
  expect(await poll.poll()).toBe(3);
  expect(await poll.poll()).toBe(0);
  expect((await told()).slice(1).sort()).toEqual([`${id} ticket closed`, `${id} ticket status changed`, `${id} ticket updated`]);
});

test.each(['', '{', '{}', '{"cursor":"","newest":1,"tickets":[]}'])(
  'a state that is damaged (%j) is told and left as it is',
  async (text) => {
    await writeFile(statePath(), text);
    await expect(open()).rejects.toThrow('is damaged');
  },
);
