/** A server of as many small tickets as are wanted, made when they are asked for. Prints its port when it listens. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const total = Number(process.argv[2]);
const token = JSON.stringify({
  access_token: 'endless',
  token_type: 'Bearer',
  expires_in: 3600,
  refresh_token: '',
  id_token: '',
  scope: 'all',
});

const server = createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://endless');
  request.resume();
  response.setHeader('content-type', 'application/json');
  if (url.pathname.endsWith('/token')) return void response.end(token);
  const size = Number(url.searchParams.get('page_size') ?? 50);
  const first = (Number(url.searchParams.get('page_no') ?? 1) - 1) * size;
  const tickets = Array.from({ length: Math.max(0, Math.min(size, total - first)) }, (_, at) => {
    const id = total - first - at;
    return {
      id,
      summary: `Ticket number ${id}`,
      client_id: id % 97,
      status_id: id % 9,
      dateoccurred: '2026-11-20T10:11:12',
      inactive: false,
    };
  });
  response.end(JSON.stringify({ page_size: size, record_count: total, tickets }));
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port));
