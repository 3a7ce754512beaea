import { HaloUsageError, systemClock } from 'halopsa';
import { describe, expect, it } from 'vitest';
import { nearestName } from '../src/codec/nearest-name.js';
import { readJsonFile, writeJsonFile } from '../src/node/json-file.js';

describe('the computer’s clock', () => {
  it('sleeps, and ends with the signal', async () => {
    await systemClock.sleep(1);
    const reason = new Error('enough');
    await expect(systemClock.sleep(60_000, AbortSignal.abort(reason))).rejects.toBe(reason);
    const abort = new AbortController();
    const sleeping = systemClock.sleep(60_000, abort.signal);
    abort.abort(reason);
    await expect(sleeping).rejects.toBe(reason);
    await systemClock.sleep(1, new AbortController().signal);
  });
});

describe('files of the client', () => {
  it('that cannot be read or written are named', async () => {
    expect(await readJsonFile('/nowhere/at/all.json')).toBeUndefined();
    await expect(readJsonFile('/')).rejects.toBeInstanceOf(HaloUsageError);
    await expect(writeJsonFile('/dev/null/x.json', {})).rejects.toThrow();
  });
});

describe('nearest name', () => {
  const names = ['client_id', 'open_only', 'page_size', 'search'];
  it.each([
    ['clientid', 'client_id'],
    ['ClientID', 'client_id'],
    ['opne_only', 'open_only'],
    ['pagesze', 'page_size'],
    ['xyz', undefined],
    ['', undefined],
  ])('of %s is %s', (name, nearest) => {
    expect(nearestName(name, names)).toBe(nearest);
  });
});
