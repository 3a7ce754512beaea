import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { runs } from 'halopsa-testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';

const worker = fileURLToPath(new URL('worker.ts', import.meta.url));
const KILLS = runs(12, 200);
const WRITERS = 6;
const PARTS = 3;

let folder: string;
let program: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'halo-kill-'));
  const outdir = join(folder, 'program');
  // Compiled once: a loader would do it at every start.
  buildSync({
    entryPoints: [worker],
    outdir,
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    outExtension: { '.js': '.mjs' },
  });
  program = join(outdir, 'worker.mjs');
});
afterAll(() => rm(folder, { recursive: true }));

interface Running {
  readonly child: ChildProcess;
  readonly url: string;
  readonly headers: Record<string, string>;
}

async function start(): Promise<Running> {
  const child = spawn(process.execPath, [program, join(folder, 'data')], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(child.stdout!, 'data')) as [Buffer];
  const url = line.toString().trim();
  const body = new URLSearchParams({ grant_type: 'client_credentials', scope: 'all', client_id: 'sandbox', client_secret: 'sandbox' });
  const { access_token: token } = (await (await fetch(`${url}/auth/token`, { method: 'POST', body })).json()) as { access_token: string };
  return { child, url, headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' } };
}

/** What the writers were answered before the process died. */
interface Told {
  readonly created: Map<string, number[]>;
  readonly tried: Set<string>;
  readonly updates: Map<number, number>;
}

/** Creates batches of tickets and acts on them until the server is gone. */
async function write({ url, headers }: Running, name: string, told: Told): Promise<void> {
  const post = async (path: string, records: unknown): Promise<unknown> => {
    const answer = await fetch(`${url}/api${path}`, { method: 'POST', headers, body: JSON.stringify(records) });
    expect(answer.status).toBe(201);
    return answer.json();
  };
  for (let round = 1; ; round += 1) {
    const summary = `${name}-${round}`;
    told.tried.add(summary);
    const records = Array.from({ length: PARTS }, () => ({ summary }));
    const stored = (await post('/Tickets?returnall=true', records)) as { id: number }[];
    told.created.set(
      summary,
      stored.map(({ id }) => id),
    );
    const id = stored[0]!.id;
    await post('/Actions', [{ ticket_id: id, outcome_id: 3, note: 'x', new_priority: 1 }]);
    told.updates.set(id, 1);
  }
}

function grouped(tickets: readonly Record<string, unknown>[]): Map<string, Record<string, unknown>[]> {
  const groups = new Map<string, Record<string, unknown>[]>();
  for (const ticket of tickets) {
    const summary = String(ticket.summary);
    const group = groups.get(summary);
    if (group) group.push(ticket);
    else groups.set(summary, [ticket]);
  }
  return groups;
}

async function check({ url }: Running, told: Told): Promise<void> {
  const read = async (name: string): Promise<Record<string, unknown>[]> =>
    (await (await fetch(`${url}/__sandbox/records/${name}`)).json()) as Record<string, unknown>[];
  const bySummary = grouped(await read('tickets'));
  for (const [summary, ids] of told.created) expect(bySummary.get(summary)?.map(({ id }) => id)).toEqual(ids);
  for (const summary of told.tried) expect([0, PARTS]).toContain(bySummary.get(summary)?.length ?? 0);
  const actions = new Set((await read('actions')).map(({ ticket_id: id }) => id));
  for (const [id] of told.updates) expect(actions.has(id)).toBe(true);
  // An action and what it does to its ticket are there together or not at all.
  for (const ticket of [...told.tried].flatMap((summary) => bySummary.get(summary) ?? []))
    expect(ticket.priority_id).toBe(actions.has(ticket.id) ? 1 : 3);
}

it(
  `keeps every acknowledged write, and none by half, through ${KILLS} kills`,
  async () => {
    const told: Told = { created: new Map(), tried: new Set(), updates: new Map() };
    for (let kill = 0; kill < KILLS; kill += 1) {
      const running = await start();
      await check(running, told);
      const gone = once(running.child, 'exit');
      const writers = Array.from({ length: WRITERS }, (_, writer) =>
        write(running, `${kill}.${writer}`, told).catch((error: unknown) => error),
      );
      setTimeout(() => running.child.kill('SIGKILL'), 10 + Math.random() * 150);
      await gone;
      for (const end of await Promise.all(writers)) expect(end).toBeInstanceOf(TypeError);
    }
    const last = await start();
    await check(last, told);
    // How many get through before each kill is the machine's affair.
    expect(told.created.size).toBeGreaterThan(0);
    last.child.kill('SIGKILL');
    await once(last.child, 'exit');
  },
  runs(120_000, 1_200_000),
);
