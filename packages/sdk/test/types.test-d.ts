/** Compiled, never run: right use compiles, and each wrong use named here does not. */
import type { HaloClient, NewRecord, Page, Patch, RowList } from 'halopsa';
import type { Agent, Client, Ticket, TicketListItem, TicketView } from 'halopsa-catalogue/types';

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const holds = <_Claim extends true>(): void => undefined;

export async function rightUse(halo: HaloClient): Promise<void> {
  const page = await halo.tickets.list({ client_id: 12, open_only: true, status: [1, 2], startdate: '2026-01-01', page_size: 10 });
  holds<Equal<typeof page, Page<TicketListItem>>>();
  const all = halo.tickets.listAll({}, { limit: 5, concurrency: 2 });
  holds<Equal<typeof all, RowList<TicketListItem>>>();
  const ticket = await halo.tickets.get(1234, { includedetails: true });
  holds<Equal<typeof ticket, Ticket>>();
  holds<Equal<typeof ticket.id, number>>();
  const clients = await halo.clients.batchUpdate([{ id: 12, item_tax_code: 1 }]);
  holds<Equal<typeof clients, Client[]>>();
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
