/**
 * Runs the built client in Bun, in Deno and in a worker thread, against a sandbox: sign in, list everything, write, read an error.
 * Both runtimes come as ready-made binaries from the package registry, into a folder of their own.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import { createSandbox } from 'halopsa-sandbox';

/** Asynchronous, since the server that the program talks to lives in this process. */
const exec = promisify(execFile);
const root = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'halo-runtimes-'));
const server = await createSandbox({ seed: 'small' }).serve();
const client = pathToFileURL(join(root, 'packages', 'sdk', 'dist', 'index.js')).href;

const program = join(folder, 'smoke.mjs');
writeFileSync(
  program,
  `import { HaloClient, HaloNotFoundError } from '${client}';
const halo = new HaloClient({ tenantUrl: '${server.url}', clientId: 'sandbox', clientSecret: 'sandbox' });
const page = await halo.tickets.list({ page_size: 1 });
const all = await halo.tickets.listAll().toArray();
if (all.length !== page.recordCount) throw new Error(all.length + ' of ' + page.recordCount);
const ticket = await halo.tickets.create({ summary: 'Smoke' });
if ((await halo.tickets.get(ticket.id)).summary !== 'Smoke') throw new Error('not written');
const error = await halo.tickets.get(99999).catch((thrown) => thrown);
if (!(error instanceof HaloNotFoundError)) throw error;
await halo.close();
console.log('ok: ' + all.length + ' tickets');
`,
);

/** A runtime's executable, from its package; its own install step only links it, so it is not run. */
async function install(name: string, executable: string): Promise<string> {
  writeFileSync(join(folder, 'package.json'), '{"private": true}');
  await exec('npm', ['install', '--no-save', '--ignore-scripts', '--silent', name], {
    cwd: folder,
  });
  return join(folder, 'node_modules', executable);
}

const inWorker = (): Promise<string> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(program, { stdout: true });
    let output = '';
    worker.stdout.on('data', (text: Buffer) => {
      output += text.toString();
    });
    worker.on('error', reject);
    worker.on('exit', (code) =>
      code === 0 ? resolve(output) : reject(new Error(`the worker ended with ${code}`)),
    );
  });

const run = async (file: string, options: readonly string[]): Promise<string> =>
  (await exec(file, [...options, program], { timeout: 60_000 })).stdout;

const platform = `${process.platform}-${process.arch}`;
const runtimes: Record<string, () => Promise<string>> = {
  'a worker thread': inWorker,
  Bun: async () => run(await install('bun', `@oven/bun-${platform}/bin/bun`), ['run']),
  Deno: async () =>
    run(
      await install(
        'deno',
        `@deno/${platform}${process.platform === 'linux' ? '-glibc' : ''}/deno`,
      ),
      ['run', '--allow-net', '--allow-read', '--allow-env'],
    ),
};

try {
  for (const [name, start] of Object.entries(runtimes))
    console.log(`${name}: ${(await start()).trim()}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
}
