import { beforeAll, expect, test } from 'vitest';
import { type Talk, talk } from './support/mcp-client.js';

/** What assistants search for, and the operation that does it. */
const phrases: readonly (readonly [query: string, id: string])[] = [
  ['create a ticket', 'tickets.upsert'],
  ['update ticket status', 'tickets.upsert'],
  ['list open tickets', 'tickets.list'],
  ['get ticket details', 'tickets.get'],
  ['delete ticket', 'tickets.delete'],
  ['add a note to a ticket', 'actions.upsert'],
  ['ticket history', 'actions.list'],
  ['ticket actions', 'actions.list'],
  ['find customer', 'clients.list'],
  ['new client', 'clients.upsert'],
  ['sites', 'sites.list'],
  ['create user', 'users.upsert'],
  ['who am I agent', 'agents.me'],
  ['list technicians', 'agents.list'],
  ['teams', 'teams.list'],
  ['assets of a client', 'assets.list'],
  ['add computer', 'assets.upsert'],
  ['asset types', 'assetTypes.list'],
  ['knowledge base articles', 'kbArticles.list'],
  ['write article', 'kbArticles.upsert'],
  ['appointments', 'appointments.list'],
  ['book appointment', 'appointments.upsert'],
  ['timesheets', 'timesheets.list'],
  ['invoices', 'invoices.list'],
  ['create invoice', 'invoices.upsert'],
  ['recurring invoices', 'recurringInvoices.list'],
  ['contracts', 'contracts.list'],
  ['quotations', 'quotations.list'],
  ['purchase orders', 'purchaseOrders.list'],
  ['sales orders', 'salesOrders.list'],
  ['suppliers', 'suppliers.list'],
  ['items', 'items.list'],
  ['reports', 'reports.list'],
  ['statuses', 'statuses.list'],
  ['priorities', 'priorities.list'],
  ['slas', 'slas.list'],
  ['categories', 'categories.list'],
  ['webhooks', 'webhooks.list'],
  ['attach a file', 'attachments.upsert'],
  ['opportunities', 'opportunities.list'],
];

let assistant: Talk;
beforeAll(async () => {
  assistant = await talk();
});

test('has forty phrases', () => expect(phrases).toHaveLength(40));

test.each(phrases)('"%s" finds %s among the first three', async (query, id) => {
  const { structured } = await assistant.call('search_operations', { query });
  expect((structured.operations as { id: string }[]).slice(0, 3).map((one) => one.id)).toContain(id);
});
