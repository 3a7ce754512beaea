import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileBudget, fileTokenStore } from 'halopsa/node';
import { ownIdentity } from 'halopsa-ground/node';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'halo-state-'));
  path = join(folder, 'state.json');
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

const limit = { requests: 3, windowMs: 60_000 };
const far = 253_402_300_799_000;
const { pid: dead } = spawnSync(process.execPath, ['-e', '']);
const lease = { ...ownIdentity(), id: 'other', count: 2, at: Date.now() };
const stored = (parts: object): string => JSON.stringify({ answered: [], pausedUntil: 0, leases: [], ...parts });

const contents: readonly [name: string, text: string, granted: number][] = [
  ['empty', '', 3],
  ['cut', stored({}).slice(0, 20), 3],
  ['null', 'null', 3],
  ['a list', '[1,2]', 3],
  ['of zeros', '\0\0\0\0', 3],
  ['of a wrong shape', '{"answered":"x","pausedUntil":"tomorrow","leases":{"1":"x"},"learned":7}', 3],
  ['paused until the year 9999', stored({ pausedUntil: far }), 3],
  ['paused by a clock that was set back', stored({ pausedUntil: Date.now() + 3_600_000 }), 3],
  ['with answers from the future', stored({ answered: [far, far, far] }), 3],
  ['with a limit learned for ever', stored({ learned: { requests: 1, windowMs: 1e300, until: far } }), 3],
  ['with a limit of nothing', stored({ learned: { requests: 0, windowMs: 1, until: Date.now() + 1000 } }), 3],
  ['with a lease of a reused number', stored({ leases: [{ ...lease, start: '1' }] }), 1],
  ['with a lease of a dead process', stored({ leases: [{ ...lease, pid: dead }] }), 1],
  ['with an old lease of another host', stored({ leases: [{ ...lease, host: 'elsewhere', at: Date.now() - 3_600_000 }] }), 1],
  ['with a lease of another host from the future', stored({ leases: [{ ...lease, host: 'elsewhere', at: far }] }), 1],
  ['with a lease that works', stored({ leases: [lease] }), 1],
];

async function granted(warnings: string[] = []): Promise<number> {
  const budget = fileBudget(path, limit, { onWarning: (line) => warnings.push(line) });
  const ending = new AbortController();
  const asked = Array.from({ length: 5 }, () => budget.acquire(ending.signal));
  await new Promise((resolve) => setTimeout(resolve, 60));
  ending.abort();
  return (await Promise.allSettled(asked)).filter(({ status }) => status === 'fulfilled').length;
}

describe('a budget file', () => {
  it.each(contents)('%s lets requests go on', async (_, text, expected) => {
    writeFileSync(path, text);
    expect(await granted()).toBe(expected);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toHaveProperty('answered');
  });

  it.each([
    ['is a folder', () => mkdirSync(path)],
    ['is a pipe to which nobody writes', () => spawnSync('mkfifo', [path])],
    ['has a file in its path', () => writeFileSync(join(folder, 'file'), '')],
    ['stands on a full disk', () => fail('ENOSPC')],
    ['may not be written', () => fail('EACCES')],
  ])('that %s leaves the budget to this process, with one line that says so', async (_, prepare) => {
    prepare();
    if (existsSync(join(folder, 'file'))) path = join(folder, 'file', 'state.json');
    const warnings: string[] = [];
    expect(await granted(warnings)).toBe(3);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(/^The budget file .*state\.json cannot be used \(.+\): this process counts its requests for itself\.$/);
  });

  it('comes back once its disk has room, and has lost nothing', async () => {
    const failing = fail('ENOSPC');
    const time = vi.spyOn(performance, 'now');
    const budget = fileBudget(path, limit);
    (await budget.acquire()).release();
    await budget.settled();
    expect(existsSync(path)).toBe(false);
    failing.mockRestore();
    time.mockImplementation(() => Number.MAX_SAFE_INTEGER);
    (await budget.acquire()).release();
    await budget.settled();
    expect(JSON.parse(readFileSync(path, 'utf8')).answered).toHaveLength(2);
    expect(readdirSync(folder)).toEqual(['state.json']);
  });

  it('leaks no handles while it fails', async () => {
    const handles = (): number => readdirSync('/proc/self/fd').length;
    if (!existsSync('/proc/self/fd')) return expect(process.platform).not.toBe('linux');
    mkdirSync(path);
    await granted();
    const before = handles();
    for (let n = 0; n < 30; n += 1) await granted();
    expect(handles()).toBeLessThan(before + 5);
  });
});

/** Every write of a file fails from now on. */
function fail(code: string): { mockRestore(): void } {
  return vi.spyOn(process.getBuiltinModule('node:fs'), 'writeSync').mockImplementation(() => {
    throw Object.assign(new Error(code), { code });
  });
}

describe('a token file', () => {
  const tokens = { accessToken: 'a', expiresAt: far, renewAt: far, refreshToken: undefined, scope: undefined, idToken: undefined };

  it.each([
    '',
    '{"accessToken":',
    'null',
    '[]',
    '{"accessToken":7}',
    '{"accessToken":"a"}',
    '{"accessToken":"a","expiresAt":"x","renewAt":1}',
  ])('that holds %s counts as none', async (text) => {
    writeFileSync(path, text);
    const store = fileTokenStore(path);
    expect(await store.exclusively(() => store.read())).toBeUndefined();
    await store.write(tokens);
    expect(await fileTokenStore(path).read()).toEqual(tokens);
  });

  it('that cannot be used is replaced by memory, with one line', async () => {
    mkdirSync(path);
    const warnings: string[] = [];
    const store = fileTokenStore(path, { onWarning: (line) => warnings.push(line) });
    await store.exclusively(() => store.write(tokens));
    expect(await store.read()).toEqual(tokens);
    expect(warnings).toEqual([expect.stringMatching(/^The token file .* cannot be used \(it is a folder\): tokens are kept in memory\.$/)]);
  });
});
