import {
  connect,
  HaloAuthenticationError,
  HaloClient,
  type HaloClientOptions,
  HaloNotFoundError,
  HaloRateLimitError,
  HaloValidationError,
} from 'halopsa';

/** Lists, reads, creates, updates and deletes a ticket. */
export async function quickStart(halo: HaloClient): Promise<number> {
  const page = await halo.tickets.list({ page_size: 10, open_only: true });
  for (const ticket of page.items) console.log(ticket.id, ticket.summary);
  const ticket = await halo.tickets.get(1234);
  console.log(ticket.summary, ticket.status_name);
  const made = await halo.tickets.create({ summary: 'Server down', client_id: 42 });
  const updated = await halo.tickets.update({ id: made.id, status_id: 5 });
  await halo.tickets.delete(made.id);
  return updated.status_id ?? 0;
}

/** One page with its total, then every row of the whole list. */
export async function readPages(
  halo: HaloClient,
): Promise<{ total: number | undefined; read: number }> {
  const page = await halo.tickets.list({ page_size: 50, page_no: 1 });
  console.log(`${page.recordCount} tickets in all`);
  let read = 0;
  for await (const ticket of halo.tickets.listAll({ page_size: 100 }))
    read += ticket.id > 0 ? 1 : 0;
  return { total: page.recordCount, read };
}

/** A client that closes itself at the end of the block. */
export async function closeByItself(
  options: HaloClientOptions,
): Promise<{ agents: number; me: number }> {
  await using halo = new HaloClient(options);
  const agents = await halo.agents.list();
  const me = await halo.agents.me();
  return { agents: agents.items.length, me: me.id };
}

/** What went wrong, by the kind of error. */
export async function explainFailure(work: () => Promise<unknown>): Promise<string> {
  try {
    await work();
    return 'nothing went wrong';
  } catch (error) {
    if (error instanceof HaloNotFoundError) return 'Ticket not found';
    if (error instanceof HaloAuthenticationError) return 'Authentication failed';
    if (error instanceof HaloValidationError)
      return `Validation error: ${JSON.stringify(error.errors)}`;
    if (error instanceof HaloRateLimitError)
      return `Rate limited; try again after ${error.retryAfter} seconds`;
    throw error;
  }
}

/** Raw requests to any path, with methods that Halo's own routes lack. */
export async function rawRequests(halo: HaloClient): Promise<unknown> {
  const statuses = (await halo.get('/Status')) as unknown[];
  await halo.get('/Priority');
  await halo.post('/CustomTable', { body: { name: 'CustomEntry' } });
  const put = await halo.put('/CustomEndpoint/123', { body: { field: 'new_value' } });
  await halo.patch('/CustomEndpoint/123', { body: { field: 'new_value' } });
  return { statuses: statuses.length, put };
}

/** Connects in one call, with a header that lifts throttling, and changes one field of several clients. */
export async function bulkChange(url: string, ids: readonly number[]): Promise<number[]> {
  const halo = await connect(url, 'sandbox', 'sandbox', { 'X-Bypass': 'given-by-halo' }, 'all');
  const changed = await halo.clients.batchUpdate(ids.map((id) => ({ id, item_tax_code: 1 })));
  await halo.close();
  return changed.map(({ item_tax_code: code }) => code ?? 0);
}
