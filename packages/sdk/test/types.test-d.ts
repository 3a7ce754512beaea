/** Compiled, never run: right use compiles, and each wrong use named here does not. */
import type { Entity, Field, HaloClient, NewRecord, Page, Patch, RowEntity, RowList } from 'halopsa';
import type { Agent, Ticket, TicketView } from 'halopsa-catalogue/types';

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const holds = <_Claim extends true>(): void => undefined;

export async function rightUse(halo: HaloClient): Promise<void> {
  const page = await halo.tickets.list({ client_id: 12, open_only: true, status: [1, 2], startdate: '2026-01-01', page_size: 10 });
  holds<Equal<typeof page, Page<RowEntity<'tickets'>>>>();
  const all = halo.tickets.listAll({}, { limit: 5, concurrency: 2 });
  holds<Equal<typeof all, RowList<RowEntity<'tickets'>>>>();
  const ticket = await halo.tickets.get(1234, { includedetails: true });
  holds<Equal<typeof ticket, Entity<'tickets'>>>();
  holds<Equal<typeof ticket.id, number>>();
  const clients = await halo.clients.batchUpdate([{ id: 12, item_tax_code: 1 }]);
  holds<Equal<typeof clients, Entity<'clients'>[]>>();
  const priority = await halo.priorities.get('8b0c6a2e-6d0b-4a58-9f5b-3a1b7b2c9d10');
  holds<Equal<typeof priority.id, string>>();
  await halo.actions.get(1, { ticket_id: 1234 });
  await halo.actions.delete(1, { ticket_id: 1234 });
  const raw = await halo.request('GET', '/Tickets', { query: { client_id: 1 } });
  holds<Equal<typeof raw, TicketView>>();
  const one = await halo.request('GET', '/Agent/{id}', { path: { id: 1 } });
  holds<Equal<typeof one, Agent>>();
  const unknown = await halo.request('PUT', '/CustomEndpoint/1', { body: { any: 'thing' } });
  holds<Equal<typeof unknown, unknown>>();
  await halo.agents.me();
  await halo.invoices.void({ params: { id: 5 } });
  const made: NewRecord<'clients'> = { name: 'Acme' };
  const change: Patch<'clients'> = { id: 12, name: 'Acme' };
  await halo.clients.create(made);
  await halo.clients.update(change);
}

declare module 'halopsa' {
  interface CustomFields {
    tickets: { CFOrderNumber: string; CFWarranty: boolean };
  }
}

export async function recordsThatAct(halo: HaloClient): Promise<void> {
  const ticket = await halo.tickets.get(1234);
  const plain: Ticket = ticket;
  holds<Equal<typeof plain.id, number>>();
  await ticket.update({ status_id: 2 });
  await ticket.addAction({ note_html: '<p>x</p>', outcome_id: 1 });
  await ticket.setCustomFields({ CFOrderNumber: 'A-1', CFWarranty: true, 45: 'x' });
  const custom = await ticket.getCustomFields();
  holds<Equal<typeof custom.CFOrderNumber, string | null | undefined>>();
  const anyField = await (await halo.clients.get(12)).getCustomFields();
  holds<Equal<typeof anyField, Record<string, unknown>>>();
  const sites = await (await halo.clients.get(12)).getSites();
  holds<Equal<typeof sites, RowEntity<'sites'>[]>>();
  const fields = await (await halo.ticketTypes.get(24)).getFields();
  holds<Equal<typeof fields, Field[]>>();
  const me = await halo.agents.me();
  holds<Equal<typeof me, Entity<'agents'>>>();
  const found = await halo.search('server', { resources: ['tickets', 'assets'] });
  holds<Equal<typeof found.found.assets, readonly RowEntity<'assets'>[]>>();
  const acme = await halo.resolve('clients', 'Acme');
  if (acme.outcome === 'exact') holds<Equal<typeof acme.record, RowEntity<'clients'>>>();
  const rows = await halo.reports.query<{ n: number }>('SELECT 1 AS n');
  for (const row of rows) holds<Equal<typeof row.n, number>>();
  const table = halo.customTable<{ Name: string }>('Regions');
  const [row] = await table.list();
  holds<Equal<typeof row, ({ Name: string } & { readonly id: number }) | undefined>>();
  // An incoming email has a field of its own named delete, which hides the method.
  const email = await halo.incomingEmails.get(1);
  holds<Equal<Extract<typeof email.delete, (...input: never[]) => unknown>, never>>();
}

export async function recordsThatDoNot(halo: HaloClient): Promise<void> {
  const ticket = await halo.tickets.get(1234);
  // @ts-expect-error no such field
  await ticket.update({ sumary: 'x' });
  // @ts-expect-error the value of this custom field is a text
  await ticket.setCustomFields({ CFOrderNumber: 5 });
  // @ts-expect-error no custom field of this name is declared
  await ticket.setCustomFields({ CFOther: 'x' });
  // @ts-expect-error a ticket has no software
  await ticket.getSoftware();
  // @ts-expect-error statuses cannot be searched
  await halo.statuses.search('x');
  // @ts-expect-error statuses cannot be searched
  await halo.search('x', { resources: ['statuses'] });
  // @ts-expect-error there are four types of category
  await halo.categories.getByType(5);
  // @ts-expect-error Halo has no route to change a feed row
  await (await halo.feed.list()).items[0]?.update({});
}

export async function wrongUse(halo: HaloClient): Promise<void> {
  // @ts-expect-error no such parameter
  await halo.tickets.list({ clientid: 12 });
  // @ts-expect-error a number is no truth value
  await halo.tickets.list({ open_only: 1 });
  // @ts-expect-error a new record has no id
  await halo.tickets.create({ id: 5, summary: 'x' });
  // @ts-expect-error a patch needs its id
  await halo.tickets.update({ summary: 'x' });
  // @ts-expect-error no such field
  await halo.tickets.create({ sumary: 'x' });
  // @ts-expect-error the id of a ticket is a number
  await halo.tickets.get('1234');
  // @ts-expect-error Halo has no route to delete an expense
  await halo.expenses.delete(1);
  // @ts-expect-error no such resource
  await halo.tikets.list();
  // @ts-expect-error the route needs its id
  await halo.request('GET', '/Tickets/{id}', { path: { seq: 1 } });
  // @ts-expect-error no such operation
  await halo.call('tickets.explode');
}
