import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { HaloClient } from 'halopsa';
import { interleave, median } from './interleave.js';
import type { Result } from './result.js';

const total = 20_000;
const pageSize = 100;

interface ListServer extends AsyncDisposable {
  readonly url: string;
  /** List requests since the last call. */
  countLists(): Promise<number>;
}

async function startServer(latencyMs: number): Promise<ListServer> {
  const options = {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'] as ('ignore' | 'pipe' | 'inherit' | 'ipc')[],
  };
  const child = fork(
    join(import.meta.dirname, 'list-server.ts'),
    [String(total), String(latencyMs)],
    options,
  );
  const [port] = (await once(child.stdout ?? child, 'data')) as [Buffer];
  const url = `http://127.0.0.1:${port.toString().trim()}`;
  return {
    url,
    countLists: async () => Number(await (await fetch(`${url}/lists`)).text()),
    [Symbol.asyncDispose]: async () => {
      const ended = once(child, 'exit');
      child.kill();
      await ended;
    },
  };
}

/** What anybody would write without a client: pages read by so many loops side by side. */
async function plainFetch(url: string, ways: number): Promise<number> {
  const counts = Array.from({ length: ways }, () => 0);
  let next = 1;
  const loop = async (way: number): Promise<void> => {
    while (next <= total / pageSize) {
      const page = next++;
      const response = await fetch(
        `${url}/api/Tickets?pageinate=true&page_no=${page}&page_size=${pageSize}`,
        {
          headers: { authorization: 'Bearer bench' },
        },
      );
      const { tickets } = JSON.parse(await response.text()) as { tickets: unknown[] };
      counts[way] = (counts[way] ?? 0) + tickets.length;
    }
  };
  await Promise.all(counts.map((_, way) => loop(way)));
  return counts.reduce((sum, count) => sum + count, 0);
}

function expectAll(rows: number): void {
  if (rows !== total) throw new Error(`${rows} of ${total} rows arrived`);
}

async function compare(latencyMs: number, concurrency: number, rounds: number): Promise<Result[]> {
  await using server = await startServer(latencyMs);
  await using halo = new HaloClient({
    tenantUrl: server.url,
    clientId: 'bench',
    clientSecret: 'bench',
    budget: { requests: 1e9, windowMs: 1000 },
  });
  // Both count the rows and keep none, so that neither pays for the other's memory.
  const ours = async (): Promise<void> => {
    let rows = 0;
    for await (const page of halo.tickets.listAll({}, { concurrency }).pages()) rows += page.length;
    expectAll(rows);
  };
  const plain = async (): Promise<void> => expectAll(await plainFetch(server.url, concurrency));
  await ours();
  await plain();
  await server.countLists();
  await ours();
  const requests = await server.countLists();
  const times = await interleave(rounds, ours, plain);
  const [mine, theirs] = [median(times.first), median(times.second)];
  const name = `list ${total.toLocaleString('en-GB')} tickets, ${latencyMs} ms latency, ${concurrency} at a time`;
  const measured = `${mine.toFixed(0)} ms; plain fetch ${theirs.toFixed(0)} ms (medians of ${rounds})`;
  return [
    { name, measured, value: mine / theirs, budget: 1.15, unit: 'x' },
    {
      name: `${name}: list requests`,
      measured: `${total / pageSize} pages`,
      value: requests,
      budget: total / pageSize + 1,
      unit: '',
    },
  ];
}

/** Reading a long list, against plain `fetch`. */
export async function benchListing(): Promise<Result[]> {
  return [...(await compare(100, 8, 5)), ...(await compare(0, 1, 15))];
}
