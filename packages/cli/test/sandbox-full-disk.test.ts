import fs, { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it, vi } from 'vitest';
import { run } from '../src/run.js';
import { testHost } from './support/test-host.js';

const folder = mkdtempSync(join(tmpdir(), 'halo-full-disk-'));
afterAll(() => rmSync(folder, { recursive: true }));

it('halo sandbox start says once that its disk is full, what is kept and what to do, and says when it is over', async () => {
  const host = testHost();
  const dataDir = join(folder, 'data');
  const running = run(['sandbox', 'start', '--port', '0', '--seed', 'empty', '--data-dir', dataDir], host);
  await vi.waitFor(() => expect(host.written.stdout).toContain('HALO_CLIENT_SECRET'), 10_000);
  const url = /HALO_TENANT_URL=(\S+)/.exec(host.written.stdout)![1]!;
  const put = async (text: string): Promise<number> =>
    (await fetch(`${url}/__sandbox/records/tags`, { method: 'POST', body: JSON.stringify({ text }) })).status;
  expect(await put('one')).toBe(200);
  const noted = host.written.stderr.length;

  const full = vi.spyOn(fs, 'writeSync').mockImplementation(() => {
    throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
  });
  expect([await put('two'), await put('three')]).not.toContain(200);
  full.mockRestore();
  const told = host.written.stderr.slice(noted);
  expect(told.match(/the disk is full/g)).toHaveLength(1);
  expect(told).toContain(`${dataDir} cannot be written: the disk is full.`);
  expect(told).toMatch(/What was answered before is kept.*Make room for it; nothing has to be restarted/s);

  expect(await put('four')).toBe(200);
  expect(host.written.stderr.slice(noted + told.length)).toContain('The data folder is written again');
  vi.spyOn(fs, 'writeSync').mockImplementation(() => {
    throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
  });
  expect(await put('five')).not.toBe(200);
  await fetch(`${url}/__sandbox/stop`, { method: 'POST' });
  await running;
  vi.restoreAllMocks();
  expect(host.written.stderr).toContain('The last changes could not be written to the data folder and are lost: the disk is full.');
});
