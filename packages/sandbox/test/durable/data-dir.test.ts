import fs from 'node:fs';
import { appendFile, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ownIdentity } from 'halopsa-ground/node';
import { createSandbox, type Sandbox } from 'halopsa-sandbox';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ChangeLog } from '../../src/store/durable/change-log.js';

let folder: string;
let count = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'halo-data-'));
});
afterAll(() => rm(folder, { recursive: true }));
const fresh = (): string => {
  count += 1;
  return join(folder, `case-${count}`);
};
const open = (dataDir: string, tenants?: Record<string, object>): Sandbox =>
  createSandbox({ seed: 'small', dataDir, ...(tenants && { tenants }) });
const reopen = (sandbox: Sandbox, dataDir: string): Sandbox => {
  sandbox.close();
  return open(dataDir);
};
const tenantLogs = async (dataDir: string): Promise<string[]> => (await readdir(dataDir)).filter((name) => /^tenant.*\.log$/.test(name));
const logOf = async (dataDir: string): Promise<string> => join(dataDir, (await tenantLogs(dataDir))[0]!);

describe('a folder for the state', () => {
  it('keeps what was created, changed and deleted, and the seed beneath it', async () => {
    const dataDir = fresh();
    const first = open(dataDir);
    const { id } = first.control.put('tickets', { summary: 'Kept' });
    first.control.put('tickets', { id: 1234, summary: 'Changed' });
    const count = first.control.records('tickets').length;
    const second = reopen(first, dataDir);
    expect(second.control.records('tickets')).toHaveLength(count);
    expect(second.control.records('tickets').find((ticket) => ticket.id === id)).toMatchObject({ summary: 'Kept' });
    expect(second.control.records('tickets').find((ticket) => ticket.id === 1234)).toMatchObject({ summary: 'Changed' });
    expect(second.control.put('tickets', { summary: 'Next' }).id).toBe(Number(id) + 1);
    second.close();
  });

  it('keeps what is written after the disk was full, and was full in the middle of a line', async () => {
    const dataDir = fresh();
    const first = open(dataDir);
    const put = async (text: string): Promise<number> => {
      const form = { grant_type: 'client_credentials', client_id: 'sandbox', client_secret: 'sandbox', scope: 'all' };
      const answer = await first.fetch('http://x/auth/token', { method: 'POST', body: new URLSearchParams(form) });
      const { access_token: token } = (await answer.json()) as { access_token: string };
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const body = JSON.stringify([{ text }]);
      return first.fetch('http://x/api/Tags', { method: 'POST', headers, body }).then(
        ({ status }) => status,
        () => 0,
      );
    };
    expect(await put('before')).toBe(201);
    const written = fs.writeSync.bind(fs) as (...write: unknown[]) => number;
    const full = vi.spyOn(fs, 'writeSync').mockImplementation((...write: unknown[]) => {
      const [file, bytes, , , place] = write;
      if (!String(bytes).includes('while full')) return written(...write);
      written(file, bytes, 0, 9, place);
      throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
    });
    expect(await put('while full')).not.toBe(201);
    full.mockRestore();
    expect(await put('after')).toBe(201);
    const second = reopen(first, dataDir);
    const tags = second.control.records('tags').map(({ text }) => text);
    expect(tags).toEqual(expect.arrayContaining(['before', 'after']));
    second.close();
  });

  it('is started from scratch by a reset and by another seed', async () => {
    const dataDir = fresh();
    const first = open(dataDir);
    first.control.put('tags', { text: 'gone' });
    first.control.reset();
    first.control.put('tags', { text: 'here' });
    const second = reopen(first, dataDir);
    expect(second.control.records('tags').map(({ text }) => text)).not.toContain('gone');
    expect(second.control.records('tags').map(({ text }) => text)).toContain('here');
    second.control.seed('empty');
    const third = reopen(second, dataDir);
    expect(third.control.records('tickets')).toEqual([]);
    expect(await tenantLogs(dataDir)).toHaveLength(1);
    third.close();
  });

  it('hands out other ids and tokens after each start', async () => {
    const dataDir = fresh();
    const first = open(dataDir);
    const webhook = first.control.put('webhooks', { name: 'a', url: 'https://a.example' });
    const second = reopen(first, dataDir);
    expect(second.control.put('webhooks', { name: 'b', url: 'https://b.example' }).id).not.toBe(webhook.id);
    expect(second.control.records('webhooks').map(({ name }) => name)).toEqual(expect.arrayContaining(['a', 'b']));
    second.close();
  });

  it('loses a torn last line and nothing before it', async () => {
    const dataDir = fresh();
    const first = open(dataDir);
    first.control.put('tags', { text: 'whole' });
    first.close();
    const log = await logOf(dataDir);
    const before = (await stat(log)).size;
    for (const torn of ['', '0', '00000000 [["tags",9,{"text":"torn"', '00000000 [["tags",9,{"id":9,"text":"wrong sum"}]]\n']) {
      await appendFile(log, torn);
      const next = open(dataDir);
      expect(next.control.records('tags').map(({ text }) => text)).toEqual(expect.arrayContaining(['whole']));
      expect(JSON.stringify(next.control.records('tags'))).not.toMatch(/torn|wrong sum/);
      next.close();
      expect((await stat(log)).size).toBe(before);
    }
  });

  it('is readable by its owner alone, and holds every file of its own', async () => {
    const dataDir = fresh();
    const sandbox = open(dataDir, { '../../outside': {} });
    sandbox.control.put('tags', { text: 'x' }, '../../outside');
    sandbox.close();
    for (const name of await readdir(dataDir)) expect((await stat(join(dataDir, name))).mode & 0o077).toBe(0);
    expect((await readdir(dataDir)).filter((name) => name.includes('outside'))).toHaveLength(2);
    expect((await readdir(folder)).every((name) => /^case-\d+$/.test(name))).toBe(true);
  });

  it('serves one sandbox at a time, and the next after a kill', async () => {
    const dataDir = fresh();
    open(dataDir).close();
    const left = (owner: object): Promise<void> =>
      writeFile(join(dataDir, 'lock'), JSON.stringify({ ...ownIdentity(), token: '0123456789abcdef', ...owner }));
    // A process of this number that was killed, as the first one of a container always is.
    await left({ start: '1' });
    const sandbox = open(dataDir);
    expect(() => open(dataDir)).toThrow(`in use by the sandbox of process ${process.pid}`);
    sandbox.close();
    await left({ pid: 999_999_999 });
    open(dataDir).close();
    await left({});
    expect(() => open(dataDir)).toThrow(`in use by the sandbox of process ${process.pid}`);
  });

  it('keeps bytes', async () => {
    const dataDir = fresh();
    const first = open(dataDir);
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array([0, 255, 10])], { type: 'image/png' }), 'a.png');
    const headers = async (sandbox: Sandbox): Promise<{ authorization: string }> => {
      const body = new URLSearchParams({ grant_type: 'client_credentials', scope: 'all', client_id: 'sandbox', client_secret: 'sandbox' });
      const token = (await (await sandbox.fetch('http://x/auth/token', { method: 'POST', body })).json()) as { access_token: string };
      return { authorization: `Bearer ${token.access_token}` };
    };
    const sent = await first.fetch('http://x/api/Attachment/image', { method: 'POST', body: form, headers: await headers(first) });
    const { id } = (await sent.json()) as { id: string };
    const second = reopen(first, dataDir);
    const image = await second.fetch(`http://x/api/Attachment/image/${id}`, { headers: await headers(second) });
    expect([...new Uint8Array(await image.arrayBuffer())]).toEqual([0, 255, 10]);
    second.close();
  });
});

describe('a log that has grown', () => {
  it('is rewritten with each record once', async () => {
    const path = join(folder, 'grown.log');
    const log = new ChangeLog(path);
    const text = 'x'.repeat(10_000);
    for (let round = 0; round < 1000; round += 1) {
      log.add(['tags', round % 10, { id: round % 10, round, text }]);
      log.commit();
    }
    log.add(['tags', 3, null]);
    log.close();
    expect((await stat(path)).size).toBeLessThan(5_000_000);
    const again = new ChangeLog(path);
    const held = again.changesOf('tags');
    expect([held.size, held.get(3), held.get(9)?.round]).toEqual([10, null, 999]);
    again.close();
    expect((await readFile(path, 'utf8')).split('\n').length).toBeLessThan(500);
  });
});
