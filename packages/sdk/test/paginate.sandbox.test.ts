import fc from 'fast-check';
import { HaloClient, HaloIncompleteListError } from 'halopsa';
import { createSandbox, type Sandbox } from 'halopsa-sandbox';
import { propertyRuns, runs } from 'halopsa-testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** What others do before a request is answered: tickets made, and tickets deleted or moved out of or into the filter, by their share of all. */
interface Change {
  readonly creates: number;
  readonly deletes: readonly number[];
  readonly moves: readonly number[];
}

const shares = (most: number): fc.Arbitrary<number[]> => fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { maxLength: most });
const quiet: fc.Arbitrary<Change> = fc.constant({ creates: 0, deletes: [], moves: [] });
const change: fc.Arbitrary<Change> = fc.record({ creates: fc.nat(2), deletes: shares(2), moves: shares(2) });
/** The count stays as it was. */
const swap: fc.Arbitrary<Change> = fc.record({
  creates: fc.constant(1),
  deletes: fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 1, maxLength: 1 }),
  moves: fc.constant([]),
});
const history = fc.array(fc.oneof({ weight: 3, arbitrary: quiet }, { weight: 1, arbitrary: change }, { weight: 1, arbitrary: swap }), {
  maxLength: 20,
});

interface Ticket {
  readonly id: number;
  readonly shown: boolean;
}

/** The ids of a list, up to where it fails. */
async function readIds(list: AsyncIterable<{ readonly id: number }>): Promise<{ ids: number[]; failure: unknown }> {
  const ids: number[] = [];
  try {
    for await (const { id } of list) ids.push(id);
    return { ids, failure: undefined };
  } catch (failure) {
    return { ids, failure };
  }
}

describe('a list of the sandbox that others change', () => {
  let sandbox: Sandbox;
  let writer: HaloClient;
  let before: (() => Promise<void>) | undefined;
  /** The client whose tickets are listed, and one that tickets move to. */
  let here: number;
  let elsewhere: number;
  const connect = (fetch: typeof globalThis.fetch): HaloClient =>
    new HaloClient({
      tenantUrl: 'https://sandbox.halopsa.example',
      clientId: 'sandbox',
      clientSecret: 'sandbox',
      budget: { requests: 1_000_000, windowMs: 1_000 },
      fetch,
    });
  beforeAll(() => {
    sandbox = createSandbox({ seed: 'small', rateLimit: 'off' });
    writer = connect(sandbox.fetch as typeof fetch);
    [here, elsewhere] = sandbox.control
      .records('clients')
      .slice(-2)
      .map(({ id }) => Number(id)) as [number, number];
  });
  afterAll(() => sandbox.close());

  /** Every ticket and whether it is one of the client whose list is read. */
  const tickets = (): Ticket[] =>
    sandbox.control.records('tickets').map(({ id, client_id }) => ({ id: Number(id), shown: client_id === here }));
  const make = async (count: number): Promise<void> => {
    const record = { summary: 'x', details: 'x', client_id: here, tickettype_id: 1 };
    if (count > 0) await writer.tickets.batchCreate(Array.from({ length: count }, () => record));
  };
  const move = ({ id, shown }: Ticket): Promise<unknown> => writer.tickets.update({ id, client_id: shown ? elsewhere : here });
  /** Makes a change and gives the ids that it touched. */
  const apply = async ({ creates, deletes, moves }: Change): Promise<number[]> => {
    const all = tickets();
    const chosen = (of: readonly number[]): Ticket[] => [...new Set(of.flatMap((share) => all[Math.floor(share * all.length)] ?? []))];
    const gone = chosen(deletes);
    const moved = chosen(moves).filter((ticket) => !gone.includes(ticket));
    for (const { id } of gone) await writer.tickets.delete(id);
    for (const ticket of moved) await move(ticket);
    await make(creates);
    return [...gone, ...moved].map(({ id }) => id);
  };

  it.each([true, false])(
    'gives every ticket that stands there all the time, once, or ends as incomplete (filtered: %s)',
    async (filtered) => {
      let [complete, total] = [0, 0];
      const isListed = ({ shown }: { shown: boolean }): boolean => shown || !filtered;
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 0, max: 45 }), history, fc.integer({ min: 1, max: 4 }), async (length, changes, concurrency) => {
          before = undefined;
          const listed = tickets().filter(isListed);
          for (const { id } of listed.slice(length)) await writer.tickets.delete(id);
          await make(length - listed.length);
          const lasting = new Set(
            tickets()
              .filter(isListed)
              .map(({ id }) => id),
          );

          const left = changes.map((next) => (filtered ? next : { ...next, moves: [] }));
          // One change after the other, each whole before the request that it comes before is answered; a failed one fails the test.
          let changing: Promise<void> = Promise.resolve();
          before = () => {
            changing = changing.then(async () => {
              const next = left.shift();
              for (const id of next ? await apply(next) : []) lasting.delete(id);
            });
            return changing;
          };
          const reader = connect(async (...request) => {
            const url = String(request[0] instanceof Request ? request[0].url : request[0]);
            if (url.includes('/api/Tickets')) await before?.();
            return sandbox.fetch(new Request(...request));
          });
          const query = { ...(filtered && { client_id: here }), page_size: 5 };
          const { ids, failure } = await readIds(reader.tickets.listAll(query, { concurrency }));
          reader.close();
          await changing;
          total += 1;
          expect(new Set(ids).size, 'no row twice').toBe(ids.length);
          if (failure !== undefined) {
            expect(failure).toBeInstanceOf(HaloIncompleteListError);
            return;
          }
          complete += 1;
          const got = new Set(ids);
          expect(
            [...lasting].filter((id) => !got.has(id)),
            'no row silently lost',
          ).toEqual([]);
        }),
        propertyRuns(60, 10_000),
      );
      expect(complete / total, 'giving up is the exception').toBeGreaterThan(0.8);
    },
    runs(120_000, 3_600_000),
  );
});
