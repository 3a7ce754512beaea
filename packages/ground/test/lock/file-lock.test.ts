import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileLock, LockTakenError, ownIdentity } from 'halopsa-ground/node';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'halo-lock-'));
  path = join(folder, 'lock');
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

const leave = (owner: object): void => writeFileSync(path, JSON.stringify({ ...ownIdentity(), token: '0123456789abcdef', ...owner }));
const fast = { beatEveryMs: 20, silentMs: 200 };

describe('a lock', () => {
  it('is had by one at a time, in order, and leaves nothing behind', async () => {
    const lock = new FileLock(path);
    let inside = 0;
    let most = 0;
    const order: number[] = [];
    const work = async (n: number): Promise<void> => {
      most = Math.max(most, ++inside);
      await new Promise((resolve) => setImmediate(resolve));
      order.push(n);
      inside -= 1;
    };
    await Promise.all(Array.from({ length: 20 }, (_, n) => lock.run(() => work(n))));
    await expect(lock.run(() => Promise.reject(new Error('inside')))).rejects.toThrow('inside');
    expect({ most, order, left: readdirSync(folder) }).toEqual({ most: 1, order: Array.from({ length: 20 }, (_, n) => n), left: [] });
  });

  it('says who has it, and when waiting is over', async () => {
    const first = new FileLock(path).try();
    const second = new FileLock(path);
    expect(second.try()).toMatchObject({ heldBy: { pid: process.pid, host: ownIdentity().host }, isCertain: true });
    expect(await second.tryForLong()).toMatchObject({ heldBy: { pid: process.pid } });
    await expect(second.take({ patienceMs: 30 })).rejects.toThrow(LockTakenError);
    const reason = new Error('enough');
    await expect(second.take({ signal: AbortSignal.timeout(20) })).rejects.toThrow(/timeout/);
    await expect(second.take({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    if ('held' in first) first.held.release();
    expect(second.try()).toHaveProperty('held');
  });

  it('that says nothing, or whose owner has been silent, is taken by an impatient process too', async () => {
    for (const text of ['', 'garbage', JSON.stringify({ ...ownIdentity(), token: '0123456789abcdef', host: 'elsewhere' })]) {
      writeFileSync(path, text);
      const held = await new FileLock(path, ownIdentity(), fast).take({ patienceMs: 20 });
      expect(readdirSync(folder)).toEqual(['lock']);
      held.release();
    }
  });

  it('whose owner elsewhere shows life is not waited for beyond the patience', async () => {
    leave({ host: 'elsewhere' });
    const beat = setInterval(() => utimesSync(path, new Date(), new Date(Date.now() + Math.random() * 1000)), 20);
    const from = performance.now();
    await expect(new FileLock(path, ownIdentity(), fast).take({ patienceMs: 100 })).rejects.toThrow('elsewhere');
    expect(performance.now() - from).toBeLessThan(2_000);
    clearInterval(beat);
  });

  it.each([
    ['a dead process', { pid: 2 ** 30 }],
    ['an earlier process of this number', { start: '1' }],
  ])('of %s is taken at once, whatever the clock says', async (_, owner) => {
    leave(owner);
    vi.spyOn(Date, 'now').mockReturnValue(0);
    const asked = Array.from({ length: 20 }, () => new FileLock(path).try());
    expect(asked.filter((one) => 'held' in one)).toHaveLength(1);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ pid: process.pid });
    expect(readdirSync(folder)).toEqual(['lock']);
  });

  it.each([
    ['of another host', (): void => leave({ host: 'elsewhere' })],
    ['of another container', (): void => leave({ realm: 'elsewhere' })],
    ['that is empty', (): void => writeFileSync(path, '')],
    ['that was cut', (): void => writeFileSync(path, '{"pid":')],
    ['of another shape', (): void => writeFileSync(path, '{"id":"x","pid":1}')],
  ])('%s is taken after it has shown no life for long enough', async (_, prepare) => {
    prepare();
    const started = performance.now();
    const lock = new FileLock(path, ownIdentity(), fast);
    expect(lock.try()).toMatchObject({ isCertain: false });
    expect(await lock.tryForLong()).toHaveProperty('held');
    expect(performance.now() - started).toBeGreaterThanOrEqual(fast.silentMs);
  });

  it('of another host that shows life stays where it is', async () => {
    const other = new FileLock(path, { ...ownIdentity(), host: 'elsewhere' }, fast).try();
    expect(await new FileLock(path, ownIdentity(), fast).tryForLong()).toMatchObject({ heldBy: { host: 'elsewhere' } });
    if ('held' in other) other.held.release();
    expect(existsSync(path)).toBe(false);
  });

  it('whose takeover died with its process is taken all the same, and swept', () => {
    leave({ pid: 2 ** 30 });
    const claim = { ...ownIdentity(), pid: 2 ** 30, token: 'fedcba9876543210' };
    writeFileSync(`${path}.0123456789abcdef`, JSON.stringify(claim));
    writeFileSync(`${path}.0123456789abcdef.fedcba9876543210`, JSON.stringify({ ...claim, token: '00000000000000aa' }));
    writeFileSync(`${path}.aaaaaaaaaaaaaaaa~`, '');
    writeFileSync(`${path}.notes.txt`, 'of somebody else');
    expect(new FileLock(path).try()).toHaveProperty('held');
    expect(readdirSync(folder).sort()).toEqual(['lock', 'lock.notes.txt']);
  });

  it('leaves alone what is another’s by the time it is let go', () => {
    const first = new FileLock(path).try();
    rmSync(path);
    const second = new FileLock(path).try();
    if ('held' in first) first.held.release();
    expect(existsSync(path)).toBe(true);
    if ('held' in second) second.held.release();
    expect(existsSync(path)).toBe(false);
  });

  it.each(['EPERM', 'ENOTSUP'])('works where a file system has no links (%s)', (code) => {
    vi.spyOn(process.getBuiltinModule('node:fs'), 'linkSync').mockImplementation(() => {
      throw Object.assign(new Error(code), { code });
    });
    const attempt = new FileLock(path).try();
    expect(new FileLock(path).try()).toMatchObject({ isCertain: true });
    if ('held' in attempt) attempt.held.release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('on a full disk says so and leaves nothing', () => {
    vi.spyOn(process.getBuiltinModule('node:fs'), 'writeSync').mockReturnValue(0);
    expect(() => new FileLock(path).try()).toThrow(/no space left/);
    expect(readdirSync(folder)).toEqual([]);
  });
});
