import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSandbox, type RunningServer } from 'halopsa-sandbox';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { splitWords } from '../src/aliases.js';
import { commandFacts } from '../src/reference/command-facts.js';
import { run } from '../src/run.js';
import { ownEntries } from './support/all-commands.js';
import { faultsOf, ownSchemas } from './support/json-schemas.js';
import { halo, type Spoken, testHost } from './support/test-host.js';

/** The files that the examples name. */
const files: Readonly<Record<string, string>> = {
  'tax.csv': 'id\n12\n42\n',
  'captured.json': '[{"id": 12, "item_tax_code": 1}]',
  'migration/import.yaml': 'files: [{ file: clients.csv, resource: clients, match: [name] }]',
  'migration/clients.csv': 'name\nMoved one\n',
  'refused.csv': 'id,colour\n12,#123456\n',
  'incidents.csv': 'Short description,Opened,Company\nPrinter,21/11/2026 10:00,Acme\n',
  'incidents.map.yaml': 'resource: tickets\nfields:\n  summary: Short description\n  client_id: { column: Company, find: clients }\n',
};

/** Commands that run until they are stopped, each with the words that stand for the world outside. */
const listening: Readonly<Record<string, () => string[]>> = {
  login: () => ['--port', '0'],
  mcp: () => ['--http', '0'],
  'connector serve': () => ['--port', '0'],
  'sandbox start': () => ['--port', '0'],
  'sandbox record': () => ['--port', '0', '--upstream', server.url],
  'sandbox replay': () => ['--port', '0'],
};

const here = process.cwd();
const folder = mkdtempSync(join(tmpdir(), 'halo-examples-'));
let server: RunningServer;
/** Where an event may go to. */
let receiver: string;
const inbox = createServer((request, response) => request.resume().on('end', () => response.end()));
let env: Record<string, string>;
beforeAll(async () => {
  const sandbox = createSandbox();
  server = await sandbox.serve();
  env = {
    HALO_TENANT_URL: server.url,
    HALO_CLIENT_ID: 'sandbox',
    HALO_CLIENT_SECRET: 'sandbox',
    HALO_CONFIG: join(folder, 'config.yaml'),
    HALO_STATE_DIR: join(folder, 'state'),
  };
  await once(inbox.listen(0, '127.0.0.1'), 'listening');
  receiver = `http://127.0.0.1:${(inbox.address() as AddressInfo).port}`;
  process.chdir(folder);
  mkdirSync('migration');
  for (const [name, text] of Object.entries(files)) writeFileSync(name, text);
  sandbox.control.faults.add({ kind: 'status', status: 400, operation: 'clients.upsert', count: 1 });
  await halo(['bulk', 'plan', 'clients', 'refused.csv'], { env });
  await halo(['bulk', 'apply', 'refused.plan'], { env });
});
afterAll(async () => {
  process.chdir(here);
  await server.close();
  inbox.close();
  rmSync(folder, { recursive: true });
});

/** Runs a line that listens, waits until it says how to stop it, and stops it as Ctrl-C does. */
async function untilListening(argv: readonly string[]): Promise<Spoken> {
  const stopped = new AbortController();
  const host = { ...testHost({ env }), signal: stopped.signal };
  host.stderr.on('data', () => {
    if (/Ctrl-C|Sign in at/.test(host.written.stderr)) setImmediate(() => stopped.abort());
  });
  const exit = await run(argv, host);
  return { exit, ...host.written };
}

/** Runs the words of an example; those of a running sandbox go to ours. */
function tell(words: string, argv: readonly string[]): Promise<Spoken> {
  const outside = listening[words];
  if (outside) return untilListening([...argv, ...outside()]);
  const pulls = (words.startsWith('sandbox ') && words !== 'sandbox parity') || words === 'trigger';
  const port = pulls ? ['--port', new URL(server.url).port] : [];
  return halo([...argv, ...port, ...(words === 'trigger' ? ['--to', receiver] : []), '--json'], { env });
}

it('the example of every command of ours runs, and prints with --json what its schema says', async () => {
  await halo(['teams', 'update', '7', '--data', 'name=Renamed'], { env });
  const problems: string[] = [];
  const printed = new Set<string>();
  const entries = (await ownEntries(testHost())).filter(({ command }) => command.commands.length === 0);
  // What ends a sandbox is tested with one that may end; a line with a pipe has a test of its own.
  for (const entry of entries.filter(({ words }) => words !== 'sandbox stop' && words !== 'connector run')) {
    const [line = ''] = commandFacts(entry).example?.split(' > ') ?? [];
    const { exit, stdout, stderr } = await tell(entry.words, splitWords(line).slice(1));
    if (exit !== (entry.words === 'login' ? 130 : 0)) problems.push(`${line} ended with ${exit}: ${stderr}`);
    const schema = ownSchemas[entry.words];
    if (!schema) continue;
    printed.add(entry.words);
    problems.push(...faultsOf(schema, JSON.parse(stdout)).map((fault) => `${line}: ${fault}`));
  }
  expect(problems).toEqual([]);
  expect([...printed].toSorted()).toEqual(Object.keys(ownSchemas).toSorted());
});

it('the example of connector run is one line that Swimlane reads', async () => {
  const [entry] = (await ownEntries(testHost())).filter(({ words }) => words === 'connector run');
  const [, input = '', line = ''] = /^echo '(.*)' \| (.*)$/.exec(commandFacts(entry!).example ?? '') ?? [];
  const asset = input.replace('https://company.halopsa.com', server.url).replaceAll('...', 'sandbox');
  const { exit, stdout } = await halo(splitWords(line).slice(1), { env, input: asset });
  expect(exit).toBe(0);
  expect(stdout).toMatch(/^::set-output .*"tickets"/);
});
