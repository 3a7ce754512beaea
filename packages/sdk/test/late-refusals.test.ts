import { HaloAPIError, type HaloError, outcomeOf } from 'halopsa';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startTenant, type Tenant } from './tenant.js';

const claims = /nothing was (?:changed|sent)|not (?:written|sent)|refused$/i;

describe('a refusal that comes after the server acted', () => {
  let tenant: Tenant;
  beforeAll(async () => {
    tenant = await startTenant();
  });
  afterEach(() => tenant.sandbox.control.faults.clear());
  afterAll(() => tenant[Symbol.asyncDispose]());
  const made = (summary: string): number => tenant.sandbox.control.records('tickets').filter((one) => one.summary === summary).length;
  const refused = async (status: number, work: () => Promise<unknown>): Promise<HaloError> => {
    tenant.sandbox.control.faults.add({ kind: 'status', status, phase: 'after', operation: 'tickets.upsert' });
    return work().then(
      () => expect.unreachable(),
      (error: HaloError) => error,
    );
  };

  it.each([302, 402, 408, 409, 410, 412, 413, 422, 423, 424, 425, 428, 431, 451, 499])(
    'by %i says to look the record up, and not that nothing was changed',
    async (status) => {
      const summary = `Late ${status}`;
      for (const work of [
        () => tenant.halo.tickets.create({ summary }),
        () => tenant.halo.call('tickets.upsert', { body: [{ summary }] }),
        () => tenant.halo.post('/Tickets', { body: { summary } }),
      ]) {
        const error = await refused(status, work);
        expect(error).toMatchObject({ status, nextStep: expect.stringMatching(/^Look the record up before you send it again/) });
        expect(`${error.message} ${error.nextStep}`).not.toMatch(claims);
        expect(outcomeOf({ error, records: [{}], uncertain: false })).toBe('unknown');
      }
      expect(made(summary)).toBe(3);
      const batch = await refused(status, () => tenant.halo.tickets.batchCreate([{ summary }, { summary }, { summary }], { batchSize: 2 }));
      expect(batch.records?.map(({ outcome }) => outcome)).toEqual(['unknown', 'unknown', 'not-sent']);
    },
  );

  it.each([400, 401, 403, 404, 405, 415])('by %i claims nothing either', async (status) => {
    const error = await refused(status, () => tenant.halo.tickets.create({ summary: `Late ${status}` }));
    expect(error).toBeInstanceOf(HaloAPIError);
    expect(`${error.message} ${error.nextStep}`).not.toMatch(/nothing was/i);
  });

  it('is plain where Halo could not read the body, which it does before it writes', async () => {
    tenant.sandbox.control.faults.add({
      kind: 'status',
      status: 400,
      operation: 'tickets.upsert',
      body: '{"[0].impact":["is no number"]}',
    });
    await expect(tenant.halo.tickets.create({ summary: 'x' })).rejects.toMatchObject({
      nextStep: 'Correct the fields named and send again; nothing was changed.',
    });
  });
});
