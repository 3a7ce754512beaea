import fc from 'fast-check';
import { HaloIncompleteListError } from 'halopsa';
import { propertyRuns } from 'halopsa-testkit';
import { describe, expect, it } from 'vitest';
import { type Change, ChangingList, checkHistory, type Habits, plain, read, sourceOf } from './changing-list.js';

const share = fc.double({ min: 0, max: 0.999, noNaN: true });
const shares = (most: number): fc.Arbitrary<number[]> => fc.array(share, { maxLength: most });
const quiet: Change = { creates: 0, deletes: [], toggles: [] };

const nothing = { creates: fc.constant(0), deletes: fc.constant<number[]>([]), toggles: fc.constant<number[]>([]) };
/** Mostly updates, each of which moves a row to the top. */
const busy = (filtered: boolean): fc.Arbitrary<Change[]> =>
  fc.array(
    fc.oneof(
      { weight: 8, arbitrary: fc.constant(quiet) },
      { weight: 2, arbitrary: fc.record({ ...nothing, updates: shares(2) }) },
      { weight: 3, arbitrary: fc.record({ ...nothing, creates: fc.nat(1), deletes: shares(2), updates: shares(2) }) },
      { weight: 1, arbitrary: filtered ? fc.record({ ...nothing, toggles: shares(2), updates: shares(1) }) : fc.constant(quiet) },
    ),
    { maxLength: 40 },
  );
/** Old rows that move up unread, and new ones that go: as many rows come as are counted. */
const sly: fc.Arbitrary<Change[]> = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 14 }), fc.double({ min: 0, max: 0.6, noNaN: true }), fc.double({ min: 0.6, max: 0.999 })), {
    maxLength: 3,
  })
  .map((moves) => {
    const changes: Change[] = Array.from({ length: 15 }, () => quiet);
    for (const [at, up, gone] of moves) changes[at] = { ...quiet, updates: [up], deletes: [gone] };
    return changes;
  });
const history = (filtered: boolean): fc.Arbitrary<Change[]> => fc.oneof(busy(filtered), sly);

describe('a server that sorts by the last update and ignores the order asked for', () => {
  it.each([
    ['filtered', 'free', 120, 10],
    ['whole', 'free', 120, 10],
    ['filtered', 'fixed', 120, 10],
    ['filtered', 'asked', 60, 7],
    ['whole', 'free', 1300, 100],
  ] as const)(
    'loses no row silently: a %s list in an order that is %s, up to %i rows',
    async (kind, order, most, cap) => {
      const filtered = kind === 'filtered';
      await fc.assert(
        fc.asyncProperty(
          fc.scheduler(),
          fc.integer({ min: most > 1000 ? 1001 : 0, max: most }),
          history(filtered),
          fc.integer({ min: 1, max: 6 }),
          async (scheduler, length, changes, concurrency) => {
            const server = new ChangingList(length, { ...plain, cap, byUpdate: true }, changes);
            const load = scheduler.scheduleFunction(server.load);
            const checked = checkHistory(server, sourceOf(load, { concurrency, filtered, order, pageSize: cap }));
            await scheduler.waitFor(checked);
            await checked;
          },
        ),
        { ...propertyRuns(most > 1000 ? 40 : 300, most > 1000 ? 2_000 : 10_000) },
      );
    },
    900_000,
  );

  it.each([3, 12, 40, 95])('is read to its end where nothing changes (%i rows)', async (length) => {
    const server = new ChangingList(length, { ...plain, byUpdate: true }, []);
    expect(await checkHistory(server, sourceOf(server.load))).toBe(true);
  });

  it('is seen where an update moves a row to the top that was not read yet, and the count stays', async () => {
    for (let at = 1; at < 8; at += 1) {
      // One row moves up unread, and one that was read goes: as many rows come as are counted.
      const moved = { ...quiet, updates: [0.105], deletes: [0.95] };
      const changes = Array.from({ length: 12 }, (_, request) => (request === at ? moved : quiet));
      const server = new ChangingList(60, { ...plain, byUpdate: true, cap: 10 }, changes);
      await checkHistory(server, sourceOf(server.load, { concurrency: 1 }));
    }
  });
});

describe('a server that caps its pages below what is asked for and counts the page alone', () => {
  const habits: fc.Arbitrary<Habits> = fc.record({
    cap: fc.integer({ min: 2, max: 60 }),
    sorts: fc.boolean(),
    repeatsLast: fc.boolean(),
    oddCounts: fc.constant(new Map<number, number>()),
    ownSize: fc.boolean(),
    countsPage: fc.constant(true),
  });

  it('is read to its end, or the list ends as incomplete', async () => {
    let complete = 0;
    let total = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.nat(150),
        habits,
        fc.constantFrom('free', 'asked', 'fixed'),
        fc.boolean(),
        fc.option(fc.integer({ min: 1, max: 200 }), { nil: Number.POSITIVE_INFINITY }),
        async (length, habit, order, filtered, limit) => {
          const server = new ChangingList(length, habit, []);
          const { ids, error } = await read(sourceOf(server.load, { pageSize: Math.min(100, limit), order, filtered, limit }));
          total += 1;
          if (error !== undefined) {
            expect(error).toBeInstanceOf(HaloIncompleteListError);
            return;
          }
          complete += 1;
          expect(ids).toHaveLength(Math.min(limit, length));
          expect(new Set(ids).size).toBe(ids.length);
        },
      ),
      { ...propertyRuns(300, 5_000) },
    );
    expect(complete / total, 'giving up is the exception').toBeGreaterThan(0.7);
  }, 900_000);

  it.each([25, 37])('of %i rows, as pages of a cap that nobody knows', async (cap) => {
    for (const length of [cap - 1, cap, cap + 1, 2 * cap, 3 * cap + 5]) {
      const server = new ChangingList(length, { ...plain, cap, countsPage: true }, []);
      const { ids, error } = await read(sourceOf(server.load, { pageSize: 100 }));
      expect([error, ids.length]).toEqual([undefined, length]);
    }
  });
});
