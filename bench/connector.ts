import { HaloClient } from 'halopsa';
import { ActionRegistry, hashKey, serveActions, toolsets } from 'halopsa-connector';
import { createSandbox } from 'halopsa-sandbox';

/** How a run of the service under load is set up. */
interface Load {
  readonly name: string;
  readonly seconds: number;
  readonly perMinute: number;
  /** Requests that the sandbox takes in 300 s. */
  readonly allowed: number;
  readonly deadlineMs: number;
}

const secret = 'bench';
const callsOf = (ticket: unknown): readonly [action: string, input: object][] => [
  ['get_tickets', { page_size: 10 }],
  ['get_ticket_by_id', { id: ticket }],
  ['get_clients', { page_size: 5 }],
  ['get_statuses', {}],
  ['get_agents', {}],
];

const megabytes = (): number => Math.round(process.memoryUsage().rss / 1024 / 1024);
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** How a request ended, in a word or two. */
async function outcomeOf(answer: Promise<Response>): Promise<string> {
  try {
    const response = await answer;
    await response.text();
    return response.status === 429 && !response.headers.has('retry-after')
      ? '429 without Retry-After'
      : String(response.status);
  } catch {
    return 'lost';
  }
}

/** Sends requests at an even pace and returns how each ended; a request without an answer counts as lost. */
async function run({ name, seconds, perMinute, allowed, deadlineMs }: Load): Promise<boolean> {
  const limit = { requests: allowed, windowMs: 300_000 };
  const sandbox = createSandbox({ seed: 'small', rateLimit: limit });
  const server = await sandbox.serve();
  sandbox.control.faults.add({ kind: 'status', status: 503, probability: 0.01, method: 'GET' });
  sandbox.control.faults.add({ kind: 'reset', probability: 0.005, method: 'GET' });
  const client = new HaloClient({
    tenantUrl: server.url,
    clientId: 'sandbox',
    clientSecret: 'sandbox',
    budget: limit,
  });
  const keys = [{ name: 'bench', hash: hashKey(secret), toolsets, writes: false, deletes: false }];
  const service = await serveActions({
    registry: new ActionRegistry(),
    client,
    keys,
    version: '0.0.0',
    perMinute: 1e6,
    deadlineMs,
  });
  const calls = callsOf(sandbox.control.records('tickets')[0]?.id);
  const answers = new Map<string, number>();
  const note = (answer: string): void => void answers.set(answer, (answers.get(answer) ?? 0) + 1);
  const total = Math.round((seconds * perMinute) / 60);
  const sent: Promise<void>[] = [];
  const started = performance.now();
  let early = 0;
  for (let index = 0; index < total; index += 1) {
    await pause(started + (index * 60_000) / perMinute - performance.now());
    const [action, input] = calls[index % calls.length]!;
    const options = {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}` },
      body: JSON.stringify(input),
    };
    sent.push(outcomeOf(fetch(`${service.url}/v1/actions/${action}`, options)).then(note));
    if (index === Math.round(total / 4)) early = megabytes();
  }
  await Promise.all(sent);
  const told = [...answers].map(([answer, count]) => `${answer}: ${count}`).join(', ');
  console.log(
    `${name}: ${total} requests in ${Math.round((performance.now() - started) / 1000)} s; ${told}; ${early} MB after a quarter, ${megabytes()} MB at the end`,
  );
  await service.close();
  await client.close();
  await server.close();
  return !answers.has('lost') && !answers.has('429 without Retry-After');
}

const seconds = Number(process.argv[2] ?? 120);
const ample = await run({
  name: 'ample budget',
  seconds,
  perMinute: 2000,
  allowed: 12_000,
  deadlineMs: 55_000,
});
const scarce = await run({
  name: 'scarce budget',
  seconds: seconds / 2,
  perMinute: 2000,
  allowed: 500,
  deadlineMs: 10_000,
});
if (!ample || !scarce) process.exitCode = 1;
