import { systemClock } from 'halopsa';
import { applyPlan, type BulkStoppedError, readResults, readStatus, resumePlan } from 'halopsa-bulk';
import type { FaultRule } from 'halopsa-sandbox';
import { useQuickWaits } from 'halopsa-testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectedState, idsOf, planScenario, scenarios, stateOf } from './scenarios.js';
import { collect, openWorkshop, type Workshop } from './workshop.js';

useQuickWaits(systemClock, { beforeAll, afterAll });
const quick = { settleMs: 20, verify: 'none' } as const;

/** Applies, and resumes until the job is finished, as a person would who keeps trying. */
async function finish(workshop: Workshop, plan: string): Promise<void> {
  let run = applyPlan(plan, workshop.newTenant(), quick);
  for (let attempt = 0; attempt < 30; attempt += 1) {
    const error = await run.then(
      () => undefined,
      (failure: BulkStoppedError) => failure,
    );
    if (!error) return;
    expect(error.code).toBe('halo/bulk-stopped');
    run = resumePlan(plan, workshop.newTenant(), quick);
  }
  await run;
}

const faults: readonly (readonly [string, FaultRule])[] = [
  [
    'the answer to every third write is lost after it took effect',
    { kind: 'reset', phase: 'after', operation: 'clients.upsert', probability: 0.34 },
  ],
  ['every third write is lost before it took effect', { kind: 'reset', phase: 'before', operation: 'clients.upsert', probability: 0.34 }],
  ['the gateway fails after the write', { kind: 'html', phase: 'after', operation: 'clients.upsert', probability: 0.3 }],
  ['answers are cut in the middle', { kind: 'cut', operation: 'clients.upsert', probability: 0.3 }],
  ['answers are half', { kind: 'truncated', operation: 'clients.upsert', probability: 0.3 }],
  ['a conflict is told after the write', { kind: 'status', status: 409, phase: 'after', operation: 'clients.upsert', probability: 0.3 }],
  ['deletes are lost', { kind: 'reset', phase: 'after', operation: 'clients.delete', probability: 0.2 }],
  ['everything fails now and then', { kind: 'status', status: 500, phase: 'after', probability: 0.15 }],
];

describe.each(scenarios)('$name', (scenario) => {
  test.each(faults)('%s: every row takes effect once', async (_, fault) => {
    await using workshop = await openWorkshop();
    scenario.prepare(workshop.sandbox);
    const plan = await planScenario(workshop, scenario);
    workshop.sandbox.control.faults.add(fault);
    await finish(workshop, plan);
    workshop.sandbox.control.faults.clear();
    expect(stateOf(workshop.sandbox)).toEqual(expectedState(scenario));
    expect(await readStatus(plan)).toMatchObject({ state: 'finished', failed: 0, unknown: 0, waiting: 0 });
  });
});

test.each(scenarios)('$name: records that cannot be read before the first row stop the job, which says how to go on', async (scenario) => {
  await using workshop = await openWorkshop();
  scenario.prepare(workshop.sandbox);
  const plan = await planScenario(workshop, scenario);
  for (const operation of ['clients.list', 'clients.get']) workshop.sandbox.control.faults.add({ kind: 'status', status: 500, operation });
  await expect(applyPlan(plan, workshop.tenant, quick)).rejects.toMatchObject({
    code: 'halo/bulk-stopped',
    nextStep: expect.stringMatching(/^Nothing was changed\. resumePlan\(".*"\) begins/) as string,
  });
  workshop.sandbox.control.faults.clear();
  await resumePlan(plan, workshop.tenant, quick);
  expect(stateOf(workshop.sandbox)).toEqual(expectedState(scenario));
});

test('creates without a key go one by one, and one whose answer is lost stays unknown and is never sent again', async () => {
  await using workshop = await openWorkshop();
  const create = { ...scenarios[1]!, match: [] };
  const plan = await planScenario(workshop, create);
  workshop.sandbox.control.faults.add({ kind: 'reset', phase: 'after', operation: 'clients.upsert', skip: 10, count: 1 });
  await finish(workshop, plan);
  expect(stateOf(workshop.sandbox)).toEqual(expectedState(create));
  const unknown = (await collect(readResults(plan))).filter(({ outcome }) => outcome === 'unknown');
  expect(unknown).toHaveLength(1);
  expect(unknown[0]?.error).toContain('no key');
  await resumePlan(plan, workshop.tenant, quick);
  expect(stateOf(workshop.sandbox)).toEqual(expectedState(create));
});

test('a poison row is isolated and named; its neighbours take effect', async () => {
  await using workshop = await openWorkshop();
  const scenario = scenarios[0]!;
  scenario.prepare(workshop.sandbox);
  const plan = await planScenario(workshop, scenario);
  const victim = idsOf(workshop.sandbox)[77]!;
  const tenant = workshop.newTenant();
  // Deleted between the conflict check and the write, so that the server itself refuses the row.
  const write = tenant.write.bind(tenant);
  let deleted = false;
  tenant.write = async (...given) => {
    if (!deleted) await workshop.tenant.remove('clients', victim);
    deleted = true;
    return write(...given);
  };
  const result = await applyPlan(plan, tenant, quick);
  expect(result).toMatchObject({ done: 259, failed: 1 });
  const [failed] = (await collect(readResults(plan))).filter(({ outcome }) => outcome === 'failed');
  expect(failed).toMatchObject({ id: victim, error: expect.stringContaining('Record not found') });
});

test('an expired token and a refused one: the first is renewed, the second stops the job with the rest unsent', async () => {
  await using workshop = await openWorkshop();
  const scenario = scenarios[0]!;
  scenario.prepare(workshop.sandbox);
  const plan = await planScenario(workshop, scenario);
  workshop.sandbox.control.expireTokens();
  workshop.sandbox.control.faults.add({ kind: 'status', status: 403, operation: 'clients.upsert', skip: 1 });
  await expect(applyPlan(plan, workshop.tenant, quick)).rejects.toMatchObject({
    message: expect.stringMatching(/stopped: .*403/) as string,
    nextStep: expect.stringMatching(/^What was done is noted/) as string,
  });
  expect(await readStatus(plan)).toMatchObject({ state: 'begun', done: 100, unknown: 0, waiting: 160 });
  workshop.sandbox.control.faults.clear();
  expect(await resumePlan(plan, workshop.tenant, quick)).toMatchObject({ done: 260, waiting: 0 });
});

test('a record changed after it was planned is left alone and told, unless forced', async () => {
  await using workshop = await openWorkshop();
  const scenario = scenarios[0]!;
  scenario.prepare(workshop.sandbox);
  const plan = await planScenario(workshop, scenario);
  const second = await planScenario(workshop, scenario, 'forced.plan');
  const [first] = idsOf(workshop.sandbox);
  const { id: tax } = workshop.sandbox.control.put('taxes', { name: 'Third' });
  workshop.sandbox.control.put('clients', { id: first, item_tax_code: tax });
  expect(await applyPlan(plan, workshop.tenant, { verify: 'all' })).toMatchObject({ done: 259, skipped: 1, verified: 259 });
  const [skipped] = await collect(readResults(plan));
  expect(skipped).toMatchObject({ outcome: 'skipped', error: `item_tax_code was 2 when it was planned and is ${String(tax)} now` });
  await applyPlan(second, workshop.tenant, { force: true });
  expect(stateOf(workshop.sandbox)).toEqual(expectedState(scenario));
});

test('Ctrl-C stops before the next request; resume goes on', async () => {
  await using workshop = await openWorkshop();
  const scenario = scenarios[3]!;
  scenario.prepare(workshop.sandbox);
  const plan = await planScenario(workshop, scenario);
  const stop = new AbortController();
  let finished = 0;
  const onProgress = (rows: number): void => {
    finished += rows;
    if (finished >= 10) stop.abort(new Error('stopped by hand'));
  };
  await expect(applyPlan(plan, workshop.newTenant(stop.signal), { ...quick, onProgress })).rejects.toThrow('stopped by hand');
  expect((await readStatus(plan)).waiting).toBeGreaterThan(30);
  expect(await resumePlan(plan, workshop.tenant, quick)).toMatchObject({ waiting: 0, unknown: 0, failed: 0 });
  expect(stateOf(workshop.sandbox)).toEqual([]);
});

test.each([408, 460, 499])('an answer of %i says that somebody stopped waiting, and not that the row was refused', async (status) => {
  await using workshop = await openWorkshop();
  const create = { ...scenarios[1]!, match: [] };
  const plan = await planScenario(workshop, create);
  workshop.sandbox.control.faults.add({ kind: 'status', status, phase: 'after', operation: 'clients.upsert', count: 1 });
  expect(await applyPlan(plan, workshop.tenant, quick)).toMatchObject({ done: create.count - 1, failed: 0, unknown: 1 });
  expect(stateOf(workshop.sandbox)).toEqual(expectedState(create));
});
