import { type ChildProcess, execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { interleave, median } from './interleave.js';
import type { Result } from './result.js';

const root = join(import.meta.dirname, '..');
const launcher = join(root, 'packages', 'cli', 'bin', 'halo.js');
const rounds = 20;
/** Rows of the list that is exported. */
const exported = 300_000;
const run = promisify(execFile);

/** Pairs run in the same moment differ by the command alone: the middle of their ratios is what it costs. */
const ratio = ({ first, second }: { first: number[]; second: number[] }): number =>
  median(first.map((time, at) => time / (second[at] ?? Number.NaN)));

/** What anybody would write to print the first page, with a token that is there already. */
const bareScript = `
const answer = await fetch(process.env.HALO_TENANT_URL + '/api/Tickets?page_size=100&pageinate=true&page_no=1', {
  headers: { accept: 'application/json', authorization: 'Bearer bench' },
});
const { tickets } = await answer.json();
const names = ['id', 'summary', 'client_name', 'status_id', 'priority_id', 'agent_id', 'dateoccurred'];
const lines = [names, ...tickets.map((ticket) => names.map((name) => String(ticket[name] ?? '')))];
const widths = names.map((_, at) => Math.max(...lines.map((line) => line[at].length)));
console.log(lines.map((line) => line.map((text, at) => text.padEnd(widths[at] + 2)).join('').trimEnd()).join('\\n'));
`;

/** What reads the same long list with the client alone, and prints nothing. */
const bareIteration = `
import { HaloClient } from 'halopsa';
const tenantUrl = process.env.HALO_TENANT_URL;
const halo = new HaloClient({ tenantUrl, clientId: 'bench', clientSecret: 'bench', budget: { requests: 1e9, windowMs: 1000 } });
let rows = 0;
for await (const row of halo.tickets.listAll()) rows += row.id > 0 ? 1 : 0;
if (rows === 0) process.exitCode = 1;
await halo.close();
`;

async function startServer(
  file: string,
  ...options: string[]
): Promise<{ child: ChildProcess; url: string }> {
  const child = fork(join(import.meta.dirname, file), options, {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const [port] = (await once(child.stdout ?? child, 'data')) as [Buffer];
  return { child, url: `http://127.0.0.1:${port.toString().trim()}` };
}

const inWords = ({ first, second }: { first: number[]; second: number[] }): string =>
  `${median(first).toFixed(0)} ms; ${median(second).toFixed(0)} ms (medians of ${first.length} pairs)`;

const environmentOf = (url: string, folder: string): NodeJS.ProcessEnv => ({
  ...process.env,
  NODE_OPTIONS: '',
  HALO_TENANT_URL: url,
  HALO_CLIENT_ID: 'bench',
  HALO_CLIENT_SECRET: 'bench',
  HALO_CONFIG: join(folder, 'config.yaml'),
  HALO_STATE_DIR: join(folder, 'state'),
});

/** The export of a very long list by the command, and the bare iteration over it. */
function exports(
  url: string,
  folder: string,
  base: NodeJS.ProcessEnv,
): [first: () => Promise<unknown>, second: () => Promise<unknown>] {
  const env = { ...base, HALO_TENANT_URL: url, HALO_RATE_LIMIT: 'off' };
  const output = join(folder, 'rows.ndjson');
  const words = ['tickets', 'list', '--all', '--output', 'ndjson', '--out', output];
  const bare = ['--input-type=module', '--eval', bareIteration];
  return [
    () => run(process.execPath, [launcher, ...words], { env }),
    () => run(process.execPath, bare, { cwd: root, env }),
  ];
}

/** What the command line costs over a Node that does nothing, and over a bare script that sends the same request. */
export async function benchCli(): Promise<Result[]> {
  const folder = mkdtempSync(join(tmpdir(), 'halo-bench-'));
  const { child, url } = await startServer('list-server.ts', '2000', '0');
  const endless = await startServer(
    '../tests/journeys/support/endless-server.ts',
    String(exported),
  );
  const env = environmentOf(url, folder);
  const node = (...options: string[]): Promise<unknown> =>
    run(process.execPath, options, { cwd: root, env, maxBuffer: 1e8 });
  const script = join(folder, 'bare.mjs');
  try {
    writeFileSync(script, bareScript);
    const nothing = (): unknown => node('-e', '0');
    const list = (): unknown => node(launcher, 'tickets', 'list');
    await list();
    const figures = [
      {
        name: 'halo --version, over an empty node',
        budget: 1.5,
        times: await interleave(rounds, () => node(launcher, '--version'), nothing),
      },
      {
        name: 'halo tickets list --help, over an empty node',
        budget: 2,
        times: await interleave(rounds, () => node(launcher, 'tickets', 'list', '--help'), nothing),
      },
      {
        name: 'halo tickets list, over a bare script',
        budget: 1.35,
        times: await interleave(rounds, list, () => node(script)),
      },
      {
        name: `export of ${exported} rows as NDJSON, over the client's iterator`,
        budget: 1 / 0.7,
        times: await interleave(5, ...exports(endless.url, folder, env)),
      },
    ];
    return figures.map(({ name, budget, times }) => ({
      name,
      budget,
      value: ratio(times),
      unit: 'x',
      measured: inWords(times),
    }));
  } finally {
    child.kill();
    endless.child.kill();
    rmSync(folder, { recursive: true });
  }
}
