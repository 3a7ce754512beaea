import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { propertyRuns } from 'halopsa-testkit';
import { afterEach, describe, expect, test } from 'vitest';
import { ChangeLog } from '../src/store/durable/change-log.js';
import { openStore } from '../src/store/open-store.js';
import type { HaloRecord, Key, Store } from '../src/store/port.js';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function logPath(): string {
  const folder = mkdtempSync(join(tmpdir(), 'halo-store-'));
  folders.push(folder);
  return join(folder, 'changes.log');
}

/** Every kind of store: how a new one is opened. */
const kinds: [kind: string, open: (seed?: HaloRecord[]) => Store][] = [
  ['memory', (seed = []) => openStore(seedWith(seed), undefined)],
  ['durable', (seed = []) => openStore(seedWith(seed), new ChangeLog(logPath()))],
];

const seedWith =
  (seed: readonly HaloRecord[]) =>
  (_name: string, collection: { put(key: Key, record: HaloRecord): void }): void => {
    for (const record of seed) collection.put(Number(record.id), record);
  };

const keys = fc.integer({ min: 1, max: 12 });
const steps = fc.array(fc.oneof(fc.tuple(fc.constant('put'), keys, fc.string()), fc.tuple(fc.constant('remove'), keys)));

describe.each(kinds)('a store of the kind %s', (_kind, open) => {
  test('seeds a collection once, when it is first asked for', () => {
    const store = open([{ id: 7, name: 'seven' }]);
    expect(store.names()).toEqual([]);
    expect([...store.collection('clients').scan()]).toEqual([{ id: 7, name: 'seven' }]);
    expect(store.collection('clients').remove(7)).toBe(true);
    expect(store.collection('clients').size).toBe(0);
    expect(store.names()).toEqual(['clients']);
    store.discard();
  });

  test('answers as a map does, whatever is written', () => {
    fc.assert(
      fc.property(steps, (history) => {
        const store = open();
        const model = new Map<Key, HaloRecord>();
        const collection = store.collection('clients');
        for (const [step, key, name] of history) {
          if (step === 'put') {
            collection.put(key, { id: key, name });
            model.set(key, { id: key, name });
          } else expect(collection.remove(key)).toBe(model.delete(key));
          store.commit();
        }
        expect(new Map(collection.entries())).toEqual(model);
        expect(collection.size).toBe(model.size);
        for (const [key, record] of model) {
          expect(collection.get(key)).toEqual(record);
          expect([...collection.matching('name', record.name)]).toContainEqual(record);
        }
        const { rows, count } = collection.select({ tests: [], order: { field: 'id', descending: true }, from: 1, size: 3 });
        expect(rows.map(({ id }) => id)).toEqual([...model.keys()].sort((a, b) => Number(b) - Number(a)).slice(1, 4));
        expect(count).toBe(model.size);
        store.discard();
      }),
      propertyRuns(40, 2_000),
    );
  });

  test('gives each new record a number that no record has had', () => {
    const store = open([{ id: 41 }]);
    const collection = store.collection('clients');
    const first = collection.nextId();
    collection.put(first, { id: first });
    collection.remove(first);
    expect(first).toBeGreaterThan(41);
    expect(collection.nextId()).toBeGreaterThan(first);
    store.discard();
  });

  test('keeps collections apart', () => {
    const store = open();
    store.collection('clients').put(1, { id: 1 });
    expect(store.collection('sites').get(1)).toBeUndefined();
    store.discard();
  });
});

test('a durable store holds after it is opened again what was committed', () => {
  const path = logPath();
  const before = openStore(seedWith([{ id: 1 }, { id: 2 }]), new ChangeLog(path));
  before.collection('clients').remove(2);
  before.collection('clients').put(3, { id: 3, name: 'three' });
  before.commit();
  before.close();
  const after = openStore(seedWith([{ id: 1 }, { id: 2 }]), new ChangeLog(path));
  expect([...after.collection('clients').scan()]).toEqual([{ id: 1 }, { id: 3, name: 'three' }]);
  expect(after.collection('clients').nextId()).toBe(4);
  after.discard();
});
