import fc from 'fast-check';
import { propertyRuns } from 'halopsa-testkit';
import { describe, expect, it } from 'vitest';
import { MemoryCollection } from '../src/store/memory-collection.js';
import { type HaloRecord, type Order, passes, type Query } from '../src/store/port.js';
import { compareKeys, sortKey } from '../src/store/sort-key.js';

type Step =
  | readonly ['put', number, number | string | undefined, boolean]
  | readonly ['remove', number]
  | readonly ['select', number, boolean];

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(
    fc.constant('put' as const),
    fc.integer({ min: 1, max: 30 }),
    fc.oneof(fc.integer({ min: 0, max: 5 }), fc.constantFrom('a', 'B', undefined)),
    fc.boolean(),
  ),
  fc.tuple(fc.constant('remove' as const), fc.integer({ min: 1, max: 30 })),
  fc.tuple(fc.constant('select' as const), fc.integer({ min: 0, max: 8 }), fc.boolean()),
);

/** What the collection should answer, by sorting and filtering everything each time. */
function expected(model: Map<number, HaloRecord>, { tests, order, from, size }: Query): unknown {
  const test = tests[0] as { field: string; accepts: (value: unknown) => boolean };
  const rows = [...model.values()].filter((row) => test.accepts(row[test.field]));
  if (order) rows.sort((a, b) => compareKeys(sortKey(a[order.field]), sortKey(b[order.field])));
  // Rows that sort alike follow each other in an order that writes may change, so that only their keys are compared.
  const keys = rows.map((row) => sortKey(row[order?.field ?? 'id']));
  return { keys: (order?.descending ? keys.reverse() : keys).slice(from, from + size), count: rows.length };
}

/** Does the same to the collection and the model, and compares what they answer. */
function take([kind, number, value, flag]: Step, collection: MemoryCollection, model: Map<number, HaloRecord>): void {
  if (kind === 'put') {
    const record = { id: number, value, flag };
    collection.put(number, record);
    model.set(number, record);
  } else if (kind === 'remove') expect(collection.remove(number)).toBe(model.delete(number));
  else {
    const order: Order = { field: 'value', descending: value === true };
    const query: Query = { tests: [{ field: 'flag', accepts: (held) => held === true }], order, from: number, size: 5 };
    const { rows, count } = collection.select(query);
    expect({ keys: rows.map((row) => sortKey(row.value)), count }).toEqual(expected(model, query));
  }
}

describe('a collection in memory', () => {
  it('answers filtered and ordered pages as a plain sort would, whatever was written', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const collection = new MemoryCollection();
        const model = new Map<number, HaloRecord>();
        for (const one of steps) take(one, collection, model);
        expect([...collection.scan()].map((row) => row.id).sort()).toEqual([...model.keys()].map(Number).sort());
        for (const flag of [true, false]) {
          const held = [...collection.matching('flag', flag)].map((row) => row.id).sort();
          expect(held).toEqual(
            [...model.values()]
              .filter((row) => row.flag === flag)
              .map((row) => row.id)
              .sort(),
          );
        }
      }),
      { ...propertyRuns(150, 5000) },
    );
  });

  it('gives back the room of removed records without losing any', () => {
    const collection = new MemoryCollection();
    for (let id = 1; id <= 5000; id += 1) collection.put(id, { id, odd: id % 2 === 1 });
    const order = { field: 'id', descending: true };
    expect(collection.select({ tests: [], order, from: 0, size: 1 }).rows).toEqual([{ id: 5000, odd: false }]);
    for (let id = 1; id <= 4990; id += 1) collection.remove(id);
    expect(collection.select({ tests: [], order, from: 0, size: 20 })).toMatchObject({ count: 10, rows: { length: 10, 9: { id: 4991 } } });
    expect(collection.select({ tests: [{ field: 'odd', accepts: Boolean }], order: undefined, from: 0, size: 20 }).count).toBe(5);
    expect(collection.nextId()).toBe(5001);
  });

  it('finds text and whole numbers, whatever was written', () => {
    const text = fc.constantFrom('Printer', 'a printer here', 'VPN', '12 days', '', undefined);
    const write = fc.tuple(
      fc.integer({ min: 1, max: 20 }),
      fc.option(fc.record({ summary: text, note: text, ref: fc.integer({ min: -2, max: 130 }) })),
    );
    const wanted = fc.constantFrom('printer', 'vpn', '12', '1', '-2', 'r here', '120', 'x');
    fc.assert(
      fc.property(fc.array(fc.tuple(write, wanted), { maxLength: 60 }), (steps) => {
        const collection = new MemoryCollection();
        const model = new Map<number, HaloRecord>();
        for (const [[id, record], contains] of steps) {
          if (record) {
            collection.put(id, { id, ...record });
            model.set(id, { id, ...record });
          } else {
            collection.remove(id);
            model.delete(id);
          }
          const test = { fields: ['summary', 'note', 'ref'], contains };
          const found = collection.select({ tests: [test], order: undefined, from: 0, size: 100 });
          const expectedIds = [...model.values()].filter(({ summary, note, ref }) => {
            const texts = [summary, note].map((value) => String(value ?? '').toLowerCase());
            return texts.some((value) => value.includes(contains)) || String(ref) === contains;
          });
          expect(found.rows.map(({ id }) => id).sort()).toEqual(expectedIds.map(({ id }) => id).sort());
          expect(found.rows.every((row) => passes(row, test))).toBe(true);
        }
      }),
      propertyRuns(100, 2000),
    );
  });
});
