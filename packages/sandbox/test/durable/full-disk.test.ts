import fs from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSandbox, type Sandbox } from 'halopsa-sandbox';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { ChangeLog } from '../../src/store/durable/change-log.js';

let folder: string;
let count = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'halo-full-'));
});
afterAll(() => rm(folder, { recursive: true }));
afterEach(() => void vi.restoreAllMocks());

const fresh = (): string => {
  count += 1;
  return join(folder, `case-${count}`);
};
const full = (): never => {
  throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
};
const fillDisk = (): ReturnType<typeof vi.spyOn> => vi.spyOn(fs, 'writeSync').mockImplementation(full);

const problems: (string | undefined)[] = [];
const open = (dataDir: string): Sandbox => {
  problems.length = 0;
  return createSandbox({ seed: 'small', dataDir, tenants: { acme: {} }, onProblem: (problem) => void problems.push(problem) });
};
const tags = (sandbox: Sandbox, tenant?: string): unknown[] => sandbox.control.records('tags', tenant).map(({ text }) => text);

describe('a sandbox whose disk is full for a moment', () => {
  it('says so once, says when it is over, and keeps what was changed meanwhile', () => {
    const dataDir = fresh();
    const first = open(dataDir);
    first.control.put('tags', { text: 'before' });
    fillDisk();
    expect(() => first.control.put('tags', { text: 'while' })).toThrow('ENOSPC');
    expect(() => first.control.put('tags', { text: 'while, too' })).toThrow('ENOSPC');
    expect(() => first.control.put('tags', { text: 'elsewhere' }, 'acme')).toThrow('ENOSPC');
    expect(problems).toEqual([`${dataDir} cannot be written: the disk is full`]);
    vi.restoreAllMocks();
    first.control.put('tags', { text: 'after' });
    expect(problems).toHaveLength(1);
    first.control.put('tags', { text: 'after' }, 'acme');
    expect(problems.slice(1)).toEqual([undefined]);
    first.close();
    const second = open(dataDir);
    expect(tags(second)).toEqual(expect.arrayContaining(['before', 'while', 'while, too', 'after']));
    expect(tags(second, 'acme')).toEqual(expect.arrayContaining(['elsewhere', 'after']));
    second.close();
  });

  it('gives its folder up at the end all the same, and says that its last changes are lost', () => {
    const dataDir = fresh();
    const first = open(dataDir);
    first.control.put('tags', { text: 'before' });
    fillDisk();
    expect(() => first.control.put('tags', { text: 'lost' })).toThrow('ENOSPC');
    expect(() => first.close()).toThrow('ENOSPC');
    vi.restoreAllMocks();
    const second = open(dataDir);
    expect(tags(second)).toContain('before');
    expect(tags(second)).not.toContain('lost');
    second.close();
  });

  it('is as it was where it could not be reset', () => {
    const sandbox = open(fresh());
    sandbox.control.put('tags', { text: 'stays' });
    fillDisk();
    expect(() => sandbox.control.reset()).toThrow('ENOSPC');
    vi.restoreAllMocks();
    expect(tags(sandbox)).toContain('stays');
    sandbox.control.put('tags', { text: 'more' });
    sandbox.control.reset();
    expect(tags(sandbox)).not.toContain('stays');
    sandbox.control.put('tags', { text: 'anew' });
    sandbox.close();
  });

  it('is reset although changes wait that nobody needs any more', () => {
    const dataDir = fresh();
    const sandbox = open(dataDir);
    fillDisk();
    expect(() => sandbox.control.put('tags', { text: 'gone' })).toThrow('ENOSPC');
    vi.restoreAllMocks();
    sandbox.control.reset();
    expect(problems).toEqual([expect.stringContaining('the disk is full'), undefined]);
    sandbox.close();
    const second = open(dataDir);
    expect(tags(second)).not.toContain('gone');
    second.close();
  });

  it('keeps a log that it has no room to rewrite', () => {
    const path = join(folder, 'big.log');
    const log = new ChangeLog(path);
    const write = fs.writeSync.bind(fs) as (...args: unknown[]) => number;
    const open = fs.openSync.bind(fs);
    let draft: number | undefined;
    vi.spyOn(fs, 'openSync').mockImplementation((file, ...rest) => {
      const opened = open(file, ...rest);
      if (String(file).endsWith('.draft')) draft = opened;
      return opened;
    });
    vi.spyOn(fs, 'writeSync').mockImplementation((...args: unknown[]) => (args[0] === draft ? full() : write(...args)));
    for (let round = 0; round < 60; round += 1) {
      log.add(['tags', 1, { id: 1, round, text: 'x'.repeat(100_000) }]);
      log.commit();
    }
    expect(draft).toBeDefined();
    vi.restoreAllMocks();
    log.close();
    const again = new ChangeLog(path);
    expect(again.changesOf('tags').get(1)?.round).toBe(59);
    again.close();
  });
});
