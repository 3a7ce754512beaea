/**
 * A sandbox of 100,000 tickets in a process of its own, beside a bare server that answers the bytes of its first page; tells the
 * parent where they are, how long filtered and ordered lists take, and how much memory a ticket takes beyond its JSON text.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createSandbox } from 'halopsa-sandbox';

const collect = (globalThis as { gc?: () => void }).gc ?? ((): void => undefined);
const heap = (): number => {
  collect();
  return process.memoryUsage().heapUsed;
};

const sandbox = createSandbox({ seed: 'large' });
const credentials = new URLSearchParams({
  grant_type: 'client_credentials',
  scope: 'all',
  client_id: 'sandbox',
  client_secret: 'sandbox',
});
const answer = await sandbox.fetch('http://bench/auth/token', {
  method: 'POST',
  body: credentials,
});
const { access_token: token } = (await answer.json()) as { access_token: string };
const headers = { authorization: `Bearer ${token}` };
const get = async (path: string): Promise<string> =>
  (await sandbox.fetch(`http://bench/api${path}`, { headers })).text();

await get('/Status?count=1');
const before = heap();
const tickets = sandbox.control.records('tickets');
const text = tickets.reduce((sum, ticket) => sum + JSON.stringify(ticket).length, 0);
const count = tickets.length;
tickets.length = 0;

/** Lists of all kinds, each with other values, so that none is a repetition. */
const lists = Array.from(
  { length: 400 },
  (_, at) =>
    `/Tickets?pageinate=true&page_size=50&page_no=${1 + (at % 7)}&order=${['id', 'dateoccurred', 'priority_id', 'client_id'][at % 4]}` +
    `&orderdesc=${at % 2 === 0}&${[`status_id=${1 + (at % 9)}`, `client_id=${2 + at}`, `open_only=true&agent_id=${1 + (at % 40)}`, `requesttype=${1 + (at % 4)}`][at % 4]}`,
);
for (const list of lists.slice(0, 40)) await get(list);
const times: number[] = [];
for (const list of lists) {
  const start = performance.now();
  await get(list);
  times.push(performance.now() - start);
}
times.sort((a, b) => a - b);
const p99Ms = times[Math.floor(times.length * 0.99)] ?? Number.POSITIVE_INFINITY;

// Measured last, so that the indexes and texts that lists leave behind count as well.
const bytesPerTicket = (heap() - before - text) / count;
const page = await get('/Tickets?pageinate=true&page_no=1&page_size=50');
const plain = createServer((request, response) => {
  request.resume();
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(page);
});
await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve));
const server = await sandbox.serve();
process.send?.({
  sandboxUrl: server.url,
  plainUrl: `http://127.0.0.1:${(plain.address() as AddressInfo).port}`,
  token,
  figures: { p99Ms, bytesPerTicket },
});
