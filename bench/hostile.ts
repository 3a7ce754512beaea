/**
 * The worst inputs of every tool, posted to the service and to MCP while another caller asks whether the service is well:
 * `tsx bench/hostile.ts`, on the built packages. Fails where the 99th percentile of that caller's answers is over 100 ms, or a
 * request takes more than 10 s. Desk and servers run in processes of their own, so that it is theirs alone what is measured.
 */
import { fork } from 'node:child_process';
import { HaloClient } from 'halopsa';
import { ActionRegistry, hashKey, readPolicy, serveActions, serveMcpHttp, toolsets } from 'halopsa-connector';
import { createSandbox } from 'halopsa-sandbox';

const secret = 'bench';
const mostMs = 100;
const longestMs = 10_000;

const [, , part, tenantUrl = ''] = process.argv;
if (part === 'desk') process.send?.((await createSandbox({ seed: 'small' }).serve()).url);
else if (part === 'servers') process.send?.(await serve(tenantUrl));
else await run();

interface Case {
  readonly name: string;
  readonly path: string;
  readonly body: string;
}

/** Inputs that were found to hold a server up, or that have what did. */
function cases(registry: ActionRegistry): Case[] {
  const members = (count: number): string => `{${Array.from({ length: count }, (_, at) => `"x${at}":1`).join()}}`;
  const action = (name: string, body: string, of: string): Case => ({ name: `${name}: ${of}`, path: `/v1/actions/${name}`, body });
  const found: Case[] = [];
  for (const { name, layout } of registry.curated()) {
    found.push(action(name, members(20_000), '20,000 unknown members'));
    found.push(action(name, `{"id":"${'9'.repeat(200_000)}","search":"${'a '.repeat(50_000)}"}`, '200 KB of digits'));
    if (layout === 'flat') found.push(action(name, `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`, '20,000 levels'));
  }
  const sql = (of: string, text: string): Case => action('run_sql_query', JSON.stringify({ sql: text }), of);
  found.push(sql('100,000 brackets', `SELECT ${'['.repeat(100_000)}`), sql('a chain of 50,000', `SELECT ${'1+'.repeat(50_000)}1 AS n`));
  found.push(sql('50,000 quotes', `SELECT ${"'a".repeat(50_001)}`), sql('blanks', `SELECT next${' '.repeat(150_000)}x`));
  found.push(
    action('halo_tickets_upsert', `{"json_body":[${Array.from({ length: 20_000 }, () => '{"id":null}').join()}]}`, '20,000 errors'),
  );
  found.push(action('halo_tickets_upsert', `{"json_body":[${members(60_000)}]}`, '60,000 unknown fields'));
  found.push(action('halo_tickets_list', `{"parameters":${members(20_000)}}`, '20,000 unknown parameters'));
  found.push(action('get_tickets', `{"a":"${'\\u0041'.repeat(5_000_000)}"}`, '30 MB of escapes'));
  found.push(action('get_tickets', `[${'1,'.repeat(10_000_000)}1]`, '20 MB of numbers'));
  return found;
}

/** Starts the service and MCP, and gives their addresses. */
async function serve(desk: string): Promise<readonly [service: string, mcp: string]> {
  const client = new HaloClient({ tenantUrl: desk, clientId: 'sandbox', clientSecret: 'sandbox', maxRetries: 0 });
  const registry = new ActionRegistry();
  const keys = [{ name: 'bench', hash: hashKey(secret), toolsets, writes: true, deletes: false }];
  const service = await serveActions({ registry, client, keys, version: '0.0.0', perMinute: 1e6 });
  const access = { kind: 'key', key: secret, client } as const;
  const mcp = await serveMcpHttp({ registry, policy: readPolicy({ toolsets: ['all'] }), version: '0.0.0', access });
  return [service.url, mcp.url];
}

async function run(): Promise<void> {
  const desk = fork(import.meta.filename, ['desk']);
  const told = (child: ReturnType<typeof fork>): Promise<unknown> => new Promise((resolve) => child.once('message', resolve));
  const servers = fork(import.meta.filename, ['servers', String(await told(desk))]);
  const [service, mcp] = (await told(servers)) as [string, string];
  const posted = [...cases(new ActionRegistry()), ...mcpCases()];
  const watching = watch(service);
  let longest = { name: '', ms: 0 };
  for (const { name, path, body } of posted) {
    const started = performance.now();
    const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/json', accept: '*/*' };
    const answer = await fetch(`${path === '/mcp' ? mcp : service}${path}`, { method: 'POST', headers, body });
    await answer.text();
    const ms = performance.now() - started;
    if (ms > longest.ms) longest = { name, ms };
    if (answer.status === 500) console.log(`${name}: answered 500`);
  }
  const waits = (await watching()).sort((a, b) => a - b);
  const p99 = waits[Math.floor(waits.length * 0.99)] ?? 0;
  console.log(
    `/healthz: ${waits.length} answers, p99 ${Math.round(p99)} ms, longest ${Math.round(waits.at(-1) ?? 0)} ms (budget ${mostMs} ms)`,
  );
  console.log(`longest request: ${longest.name}, ${Math.round(longest.ms)} ms`);
  servers.kill();
  desk.kill();
  if (p99 > mostMs || longest.ms > longestMs) process.exitCode = 1;
}

/** Calls without a session are refused once they have been read, which is what they cost. */
function mcpCases(): Case[] {
  const message = (input: string): string =>
    `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"find_tickets","arguments":${input}}}`;
  const batch = `[${Array.from({ length: 10_000 }, (_, id) => `{"jsonrpc":"2.0","id":${id},"method":"ping"}`).join()}]`;
  return [
    { name: 'mcp: 20,000 members', path: '/mcp', body: message(`{${Array.from({ length: 20_000 }, (_, at) => `"x${at}":1`).join()}}`) },
    { name: 'mcp: 100,000 levels', path: '/mcp', body: `${'['.repeat(100_000)}${']'.repeat(100_000)}` },
    { name: 'mcp: a batch of 10,000', path: '/mcp', body: batch },
  ];
}

/** Asks `/healthz` every 10 ms and gives how long each answer took, once it is told to end. */
function watch(url: string): () => Promise<number[]> {
  const waits: number[] = [];
  let ended = false;
  const watching = (async () => {
    while (!ended) {
      const started = performance.now();
      await (await fetch(`${url}/healthz`, { headers: { connection: 'close' } })).text();
      waits.push(performance.now() - started);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  })();
  return async () => {
    ended = true;
    await watching;
    return waits;
  };
}
