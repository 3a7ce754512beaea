import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSandbox, type RunningServer } from 'halopsa-sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../src/run.js';
import { halo, testHost } from './support/test-host.js';

const folder = mkdtempSync(join(tmpdir(), 'halo-recording-'));
const file = join(folder, 'acme.jsonl');
let upstream: RunningServer;
beforeAll(async () => {
  upstream = await createSandbox({ seed: 'small' }).serve();
});
afterAll(async () => {
  await upstream.close();
  rmSync(folder, { recursive: true });
});

/** Runs a command that listens, works with its address, and ends it as Ctrl-C does. */
async function whileListening(words: readonly string[], work: (env: Record<string, string>) => Promise<void>): Promise<string> {
  const stopped = new AbortController();
  const host = { ...testHost(), signal: stopped.signal };
  const running = run(['sandbox', ...words, '--port', '0', '--json'], host);
  while (!host.written.stdout.includes('}')) await new Promise((resolve) => setTimeout(resolve, 5));
  const { url } = JSON.parse(host.written.stdout) as { url: string };
  await work({ HALO_TENANT_URL: url, HALO_CLIENT_ID: 'sandbox', HALO_CLIENT_SECRET: 'sandbox' });
  stopped.abort();
  await running;
  return host.written.stderr;
}

describe('halo sandbox record, replay and parity', () => {
  it('record what a client is told, answer it again without the server, and compare the sandbox with it', async () => {
    const list = ['clients', 'list', '--json'];
    let told = '';
    const notes = await whileListening(['record', file, '--upstream', upstream.url, '--key', 'k'], async (env) => {
      told = (await halo(list, { env })).stdout;
    });
    expect(told).toContain('Acme');
    expect(notes).toMatch(/\d+ exchanges are kept in .*acme\.jsonl/);
    await whileListening(['replay', file], async (env) => {
      const replayed = (await halo(list, { env })).stdout;
      expect(replayed).not.toContain('Acme');
      expect((JSON.parse(replayed) as unknown[]).length).toBe((JSON.parse(told) as unknown[]).length);
    });
    const { exit, stdout, stderr } = await halo(['sandbox', 'parity', file, '--json']);
    expect([exit, JSON.parse(stdout)]).toEqual([0, []]);
    expect(stderr).toMatch(/0 differences in [1-9]\d* reads/);
  });

  it('say what is wrong with the file or the address', async () => {
    writeFileSync(join(folder, 'damaged.jsonl'), 'x\n');
    for (const [words, message] of [
      [['parity', join(folder, 'none.jsonl')], 'cannot be read (ENOENT)'],
      [['replay', join(folder, 'damaged.jsonl')], 'is damaged: line 1 is not a recorded exchange'],
      [['record', join(folder, 'damaged.jsonl'), '--upstream', upstream.url], 'is there already'],
      [['record', join(folder, 'new.jsonl'), '--upstream', 'acme'], 'is not the address of a server'],
    ] as const) {
      const { exit, stderr } = await halo(['sandbox', ...words]);
      expect([exit, stderr]).toEqual([2, expect.stringContaining(message)]);
    }
  });
});
