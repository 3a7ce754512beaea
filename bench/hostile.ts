/**
 * The worst inputs of every tool, posted to the service and within a session of MCP while another caller asks whether the service is
 * well: `tsx bench/hostile.ts [part of a case's name]`, on the built packages. Fails where the 99th percentile of that caller's answers
 * is over 100 ms, or a request takes more than 10 s. Desk, servers and that caller run in processes of their own, so that it
 * is the servers' alone what is measured.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HaloClient } from 'halopsa';
import {
  ActionRegistry,
  hashKey,
  readPolicy,
  serveActions,
  serveMcpHttp,
  toolsets,
} from 'halopsa-connector';
import { createSandbox } from 'halopsa-sandbox';
import { planBulkChange } from '../packages/cli/src/connector/plan-bulk-change.js';
import type { Host } from '../packages/cli/src/host.js';
import { hostileCases } from './hostile-cases.js';

const secret = 'bench';
const mostMs = 100;
const longestMs = 10_000;
const headers = {
  authorization: `Bearer ${secret}`,
  'content-type': 'application/json',
  accept: '*/*',
};

const [, , part = '', tenantUrl = '', folder = ''] = process.argv;
if (part === 'desk') process.send?.((await createSandbox({ seed: 'small' }).serve()).url);
else if (part === 'servers') {
  process.send?.(await serve(tenantUrl, folder));
  watchTurns();
} else if (part === 'watch') watch(tenantUrl);
else await run(part);

/** What a request took, how long the other caller waited, and the longest turn of the event loop in processor time. */
interface Measured {
  readonly name: string;
  readonly ms: number;
  readonly p99: number;
  readonly turn: number;
}

/** Notes how long the event loop is held, by the processor time between two timers: what else the machine does shows in the wait alone. */
function watchTurns(): void {
  let longest = 0;
  let [used, at] = [process.cpuUsage(), performance.now()];
  setInterval(() => {
    const { user, system } = process.cpuUsage(used);
    longest = Math.max(longest, Math.min((user + system) / 1000, performance.now() - at));
    [used, at] = [process.cpuUsage(), performance.now()];
  }, 2);
  process.on('message', () => {
    process.send?.(longest);
    longest = 0;
  });
}

/** Starts the service and MCP, and returns their addresses. */
async function serve(
  desk: string,
  state: string,
): Promise<readonly [service: string, mcp: string]> {
  const client = new HaloClient({
    tenantUrl: desk,
    clientId: 'sandbox',
    clientSecret: 'sandbox',
    maxRetries: 0,
  });
  const registry = new ActionRegistry().register(
    planBulkChange({ env: { HALO_STATE_DIR: state } } as unknown as Host),
  );
  const keys = [{ name: 'bench', hash: hashKey(secret), toolsets, writes: true, deletes: false }];
  const service = await serveActions({ registry, client, keys, version: '0.0.0', perMinute: 1e6 });
  const access = { kind: 'key', key: secret, client } as const;
  const policy = readPolicy({ toolsets: ['all'], allowWrites: true, allowDeletes: true });
  const mcp = await serveMcpHttp({ registry, policy, version: '0.0.0', access });
  return [service.url, mcp.url];
}

async function run(wanted: string): Promise<void> {
  const state = mkdtempSync(join(tmpdir(), 'halo-bench-'));
  const desk = fork(import.meta.filename, ['desk']);
  const servers = fork(import.meta.filename, ['servers', String(await told(desk)), state]);
  const [service, mcp] = (await told(servers)) as [string, string];
  const session = await openSession(mcp);
  const watcher = fork(import.meta.filename, ['watch', service]);
  const waits: number[] = [];
  const worst: Measured[] = [];
  for (const { name, path, body } of hostileCases(new ActionRegistry()).filter((one) =>
    one.name.includes(wanted),
  )) {
    watcher.send('begin');
    const started = performance.now();
    const [url, more] = path === '/mcp' ? [mcp, { 'mcp-session-id': session }] : [service, {}];
    const answer = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: { ...headers, ...more },
      body,
    });
    await answer.text();
    const ms = performance.now() - started;
    if (answer.status === 500) console.log(`${name}: answered 500`);
    watcher.send('end');
    const seen = (await told(watcher)) as number[];
    waits.push(...seen);
    servers.send('turn');
    worst.push({ name, p99: percentile(seen), ms, turn: Number(await told(servers)) });
  }
  report(waits, worst);
  for (const child of [watcher, servers, desk]) child.kill();
  rmSync(state, { recursive: true });
}

function told(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve) => child.once('message', resolve));
}

async function openSession(mcp: string): Promise<string> {
  const post = (body: object, more: Record<string, string> = {}): Promise<Response> =>
    fetch(`${mcp}/mcp`, {
      method: 'POST',
      headers: { ...headers, ...more },
      body: JSON.stringify(body),
    });
  const params = {
    protocolVersion: '2025-06-18',
    capabilities: {},
    clientInfo: { name: 'bench', version: '1' },
  };
  const answer = await post({ jsonrpc: '2.0', id: 1, method: 'initialize', params });
  await answer.text();
  const session = answer.headers.get('mcp-session-id') ?? '';
  await (
    await post(
      { jsonrpc: '2.0', method: 'notifications/initialized' },
      { 'mcp-session-id': session },
    )
  ).text();
  return session;
}

function percentile(waits: readonly number[]): number {
  const sorted = [...waits].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length * 0.99)] ?? 0;
}

function report(waits: readonly number[], worst: readonly Measured[]): void {
  const byTurn = [...worst].sort((a, b) => b.turn - a.turn).slice(0, 10);
  for (const { name, p99, ms, turn } of byTurn)
    console.log(
      `${String(Math.round(turn)).padStart(6)} ms in one turn  ${name} (${Math.round(ms)} ms, /healthz p99 ${Math.round(p99)} ms)`,
    );
  const [p99, most] = [percentile(waits), Math.max(...waits)];
  const longest = [...worst].sort((a, b) => b.ms - a.ms)[0];
  console.log(
    `/healthz: ${waits.length} answers, p99 ${Math.round(p99)} ms, longest ${Math.round(most)} ms (budget ${mostMs} ms)`,
  );
  console.log(
    `longest of ${worst.length} requests: ${longest?.name}, ${Math.round(longest?.ms ?? 0)} ms`,
  );
  if (p99 > mostMs || (longest?.ms ?? 0) > longestMs) process.exitCode = 1;
}

/** Asks `/healthz` every 10 ms between two messages, and answers the second with how long each answer took. */
function watch(url: string): void {
  let waits: number[] = [];
  let isEnded = true;
  const ask = async (): Promise<void> => {
    do {
      const started = performance.now();
      await (await fetch(`${url}/healthz`, { headers: { connection: 'close' } })).text();
      waits.push(performance.now() - started);
      await new Promise((resolve) => setTimeout(resolve, 10));
    } while (!isEnded);
    process.send?.(waits);
  };
  process.on('message', (said) => {
    isEnded = said === 'end';
    if (isEnded) return;
    waits = [];
    void ask();
  });
}
