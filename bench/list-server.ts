/**
 * A server of a long list, in a process of its own so that its work is not the client's: it answers each page from memory,
 * after the latency that it was started with. Prints its port when it listens.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createSandbox } from 'halopsa-sandbox';

const [total = 20_000, latencyMs = 0] = process.argv.slice(2).map(Number);
const pageSize = 100;

/** Rows as in a tenant's list, each with its own id. */
async function readRows(): Promise<readonly object[]> {
  const { fetch } = createSandbox({ seed: 'demo' });
  const credentials = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: 'sandbox',
    client_secret: 'sandbox',
    scope: 'all',
  });
  const token = (await (
    await fetch('http://bench/auth/token', { method: 'POST', body: credentials })
  ).json()) as { access_token: string };
  const headers = { authorization: `Bearer ${token.access_token}` };
  const answer = await fetch('http://bench/api/Tickets?pageinate=true&page_no=1&page_size=100', {
    headers,
  });
  const { tickets } = (await answer.json()) as { tickets: object[] };
  return Array.from({ length: total }, (_, at) => ({
    ...tickets[at % tickets.length],
    id: total - at,
  }));
}

const rows = await readRows();
const pagesOf = (sorted: readonly object[], count: number): string[] =>
  Array.from({ length: count }, (_, at) =>
    JSON.stringify({
      page_no: at + 1,
      page_size: pageSize,
      record_count: total,
      tickets: sorted.slice(at * pageSize, (at + 1) * pageSize),
    }),
  );
const pages = pagesOf(rows, Math.ceil(total / pageSize));
/** The first page in the opposite order, which proves that the list is sorted as it is asked to be. */
const turned = pagesOf([...rows].reverse(), 1);
const token = JSON.stringify({
  access_token: 'bench',
  token_type: 'Bearer',
  expires_in: 3600,
  refresh_token: '',
  id_token: '',
  scope: 'all',
});
const empty = JSON.stringify({ page_size: pageSize, record_count: total, tickets: [] });
const counter = { lists: 0 };

const server = createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://bench');
  response.setHeader('content-type', 'application/json');
  request.resume();
  if (url.pathname.endsWith('/token')) return void response.end(token);
  if (url.pathname === '/lists') {
    response.end(String(counter.lists));
    counter.lists = 0;
    return;
  }
  counter.lists += 1;
  const sorted = url.searchParams.get('orderdesc') === 'false' ? turned : pages;
  const page = sorted[Number(url.searchParams.get('page_no') ?? 1) - 1] ?? empty;
  setTimeout(() => response.end(page), latencyMs);
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port));
