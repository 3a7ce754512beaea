import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { runs } from 'halopsa-testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { homeOf, launcher } from './support/halo-process.js';

const rows = runs(60_000, 1_000_000);
const megabyte = 1024;

let server: ChildProcess;
let url: string;
beforeAll(async () => {
  const path = fileURLToPath(new URL('./support/endless-server.ts', import.meta.url));
  server = fork(path, [String(rows)], { execArgv: ['--import', 'tsx'], stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  const [port] = (await once(server.stdout!, 'data')) as [Buffer];
  url = `http://127.0.0.1:${port.toString().trim()}`;
});
afterAll(() => void server.kill());

/** Runs a script to its end and counts the lines that it prints; its last line on the error stream is its peak of memory in KB. */
async function measure(argv: readonly string[]): Promise<{ lines: number; seconds: number; peak: number }> {
  const env = { ...process.env, ...homeOf(), HALO_TENANT_URL: url, HALO_CLIENT_ID: 'x', HALO_CLIENT_SECRET: 'x', HALO_RATE_LIMIT: 'off' };
  const tell = new URL('./support/tell-peak.mjs', import.meta.url).href;
  const started = performance.now();
  const child = spawn(process.execPath, ['--import', tell, ...argv], { env });
  let lines = 0;
  let said = '';
  child.stdout.on('data', (piece: Buffer) => {
    for (const byte of piece) if (byte === 10) lines += 1;
  });
  child.stderr.on('data', (piece: Buffer) => {
    said += piece;
  });
  const [exit] = (await once(child, 'close')) as [number];
  expect(exit, said).toBe(0);
  return { lines, seconds: (performance.now() - started) / 1000, peak: Number(said.trim().split('\n').at(-1)) };
}

describe(`an export of ${rows} rows`, () => {
  it('as NDJSON runs in flat memory', async () => {
    const exported = await measure([launcher, 'tickets', 'list', '--all', '--output', 'ndjson']);
    console.log(`${rows} rows in ${exported.seconds.toFixed(1)} s, ${Math.round(exported.peak / megabyte)} MB`);
    expect(exported.lines).toBe(rows);
    expect(exported.peak).toBeLessThan(160 * megabyte);
  }, 1_200_000);

  it('as CSV runs in flat memory too', async () => {
    const exported = await measure([launcher, 'tickets', 'list', '--all', '--output', 'csv']);
    expect(exported.lines).toBe(rows + 1);
    expect(exported.peak).toBeLessThan(160 * megabyte);
  }, 1_200_000);
});
