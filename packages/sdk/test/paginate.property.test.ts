import fc from 'fast-check';
import { propertyRuns } from 'halopsa-testkit';
import { describe, expect, it } from 'vitest';
import { type Change, ChangingList, checkHistory, type Habits, plain, read, sourceOf } from './changing-list.js';

const shares = (most: number): fc.Arbitrary<number[]> => fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { maxLength: most });
const change = (filtered: boolean): fc.Arbitrary<Change> =>
  fc.record({ creates: fc.integer({ min: 0, max: 3 }), deletes: shares(2), toggles: filtered ? shares(3) : fc.constant([]) });
/** A delete and a create, or one row out of the filter and one into it: the count stays as it was. */
const swap: fc.Arbitrary<Change> = fc.oneof(
  shares(1).map((deletes) => ({ creates: deletes.length, deletes, toggles: [] })),
  fc.record({
    creates: fc.constant(0),
    deletes: fc.constant([]),
    toggles: fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 2, maxLength: 2 }),
  }),
);
const quiet: Change = { creates: 0, deletes: [], toggles: [] };
const busy = (filtered: boolean): fc.Arbitrary<Change[]> => {
  const some = filtered
    ? fc.oneof(change(true), swap)
    : fc.oneof(
        change(false),
        shares(1).map((deletes) => ({ creates: deletes.length, deletes, toggles: [] })),
      );
  return fc.array(fc.oneof({ weight: 3, arbitrary: fc.constant(quiet) }, { weight: 2, arbitrary: some }), { maxLength: 40 });
};
const habits: fc.Arbitrary<Habits> = fc.record({
  cap: fc.integer({ min: 7, max: 12 }),
  sorts: fc.boolean(),
  repeatsLast: fc.boolean(),
  oddCounts: fc.oneof(
    { weight: 3, arbitrary: fc.constant(new Map<number, number>()) },
    {
      weight: 1,
      arbitrary: fc
        .array(fc.tuple(fc.integer({ min: 2, max: 20 }), fc.constantFrom(0, 1, 9, 99, 1000)), { maxLength: 4 })
        .map((pairs) => new Map(pairs)),
    },
  ),
  ownSize: fc.constant(false),
});

describe('pager under concurrent change', () => {
  it.each([true, false])(
    'yields every lasting row exactly once, or says that it cannot (filtered: %s)',
    async (filtered) => {
      let complete = 0;
      let total = 0;
      await fc.assert(
        fc.asyncProperty(
          fc.scheduler(),
          fc.nat(120),
          habits,
          busy(filtered),
          fc.integer({ min: 1, max: 8 }),
          async (scheduler, length, habit, changes, concurrency) => {
            const server = new ChangingList(length, habit, changes);
            const load = scheduler.scheduleFunction(server.load);
            const checked = checkHistory(server, sourceOf(load, { concurrency, filtered }));
            await scheduler.waitFor(checked);
            total += 1;
            if (await checked) complete += 1;
          },
        ),
        { ...propertyRuns(150, 10_000) },
      );
      expect(complete / total, 'giving up is the exception').toBeGreaterThan(0.8);
    },
    900_000,
  );

  it('does so for long lists without a filter, in pages side by side', async () => {
    let complete = 0;
    let total = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.integer({ min: 1001, max: 1400 }),
        busy(false),
        fc.integer({ min: 1, max: 8 }),
        async (scheduler, length, changes, concurrency) => {
          const server = new ChangingList(length, plain, changes);
          const load = scheduler.scheduleFunction(server.load);
          const checked = checkHistory(server, sourceOf(load, { concurrency, filtered: false, pageSize: 100 }));
          await scheduler.waitFor(checked);
          total += 1;
          if (await checked) complete += 1;
        },
      ),
      { ...propertyRuns(30, 2_000) },
    );
    expect(complete / total, 'giving up is the exception').toBeGreaterThan(0.8);
  }, 900_000);

  it.each([1, 4])(
    'keeps the row that a delete moves over a page border while a create hides it from the count (%i at a time)',
    async (concurrency) => {
      for (let at = 1; at < 14; at += 1) {
        const changes = Array.from({ length: 40 }, (_, request) =>
          request === at ? { creates: 1, deletes: [0.999], toggles: [] } : quiet,
        );
        const server = new ChangingList(1200, plain, changes);
        expect(await checkHistory(server, sourceOf(server.load, { concurrency, filtered: false, pageSize: 100 }))).toBe(true);
      }
    },
  );

  it('asks for one page more than there are on a long quiet list, whatever its ids', async () => {
    const server = new ChangingList(20_000, plain, []);
    const { ids, error } = await read(sourceOf(server.load, { filtered: false, pageSize: 100, concurrency: 8 }));
    expect([error, ids.length, server.requests]).toEqual([undefined, 20_000, 201]);
  });

  it('proves a filtered list by pages that overlap', async () => {
    const requestsFor = async (length: number): Promise<number> => {
      const server = new ChangingList(length, plain, []);
      const { ids, error } = await read(sourceOf(server.load, { pageSize: 100 }));
      expect([error, ids.length]).toEqual([undefined, length]);
      return server.requests;
    };
    expect(await Promise.all([100, 101, 450, 990, 20_000].map(requestsFor))).toEqual([2, 2, 5, 11, 228]);
  });

  it.each([0, 1, 99])('does not end at a count of %i where 100 rows came', async (count) => {
    const server = new ChangingList(450, { ...plain, oddCounts: new Map(Array.from({ length: 9 }, (_, n) => [n + 1, count])) }, []);
    const { ids, error } = await read(sourceOf(server.load, { pageSize: 100 }));
    expect([error, ids.length]).toEqual([undefined, 450]);
  });

  it('reads on through a stream of inserts without giving up', async () => {
    const changes = Array.from({ length: 500 }, (_, index) => ({ ...quiet, creates: index % 3 === 0 ? 1 : 0 }));
    for (const filtered of [true, false]) {
      const server = new ChangingList(1500, plain, changes);
      expect(await checkHistory(server, sourceOf(server.load, { concurrency: 1, filtered, pageSize: 100 }))).toBe(true);
    }
  });
});
