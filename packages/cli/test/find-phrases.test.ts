import { expect, it } from 'vitest';
import { halo } from './support/test-host.js';

/** What people ask for, and the command that does it. */
const phrases: readonly (readonly [phrase: string, command: string])[] = [
  ['create ticket', 'tickets create'],
  ['new ticket', 'tickets create'],
  ['raise an incident', 'tickets create'],
  ['log a request', 'tickets create'],
  ['close ticket', 'tickets close'],
  ['resolve ticket', 'tickets close'],
  ['reopen ticket', 'tickets reopen'],
  ['assign ticket', 'tickets assign'],
  ['reassign ticket', 'tickets assign'],
  ['give ticket to agent', 'tickets assign'],
  ['show ticket', 'tickets show'],
  ['add note', 'tickets note'],
  ['comment on ticket', 'tickets note'],
  ['log time', 'tickets log-time'],
  ['book time on ticket', 'tickets log-time'],
  ['attach file to ticket', 'tickets attach'],
  ['update ticket', 'tickets update'],
  ['change ticket', 'tickets update'],
  ['list tickets', 'tickets list'],
  ['all tickets', 'tickets list'],
  ['delete ticket', 'tickets delete'],
  ['ticket history', 'tickets actions'],
  ['ticket types', 'ticket-types list'],
  ['upload', 'attachments upload'],
  ['upload file', 'attachments upload'],
  ['download attachment', 'attachments download'],
  ['sla', 'slas list'],
  ['breach', 'slas list'],
  ['priorities', 'priorities list'],
  ['statuses', 'statuses list'],
  ['categories', 'categories list'],
  ['find client', 'clients list'],
  ['customer', 'clients list'],
  ['add company', 'clients create'],
  ['rename client', 'clients update'],
  ['sites of a client', 'clients sites'],
  ['add user', 'users create'],
  ['new contact', 'users create'],
  ['technicians', 'agents list'],
  ['device', 'assets list'],
  ['look up asset', 'assets get'],
  ['add computer', 'assets create'],
  ['search knowledge base', 'kb-articles list'],
  ['write article', 'kb-articles create'],
  ['calendar', 'appointments list'],
  ['appointments today', 'appointments today'],
  ['invoices', 'invoices list'],
  ['create invoice', 'invoices create'],
  ['recurring invoices', 'recurring-invoices list'],
  ['contracts', 'contracts list'],
  ['new quote', 'quotations create'],
  ['purchase orders', 'purchase-orders list'],
  ['sales orders', 'sales-orders list'],
  ['suppliers', 'suppliers list'],
  ['products', 'items list'],
  ['run report', 'reports run'],
  ['webhooks', 'webhooks list'],
  ['teams', 'teams list'],
  ['undo', 'undo'],
  ['change from excel', 'bulk plan'],
];

it('has sixty phrases', () => expect(phrases).toHaveLength(60));

it.each(phrases)('"%s" finds halo %s among the first three', async (phrase, command) => {
  const { stdout } = await halo(['find', ...phrase.split(' '), '--json']);
  const found = (JSON.parse(stdout) as { command: string }[]).map((row) => row.command);
  expect(found.slice(0, 3)).toContain(`halo ${command}`);
});
