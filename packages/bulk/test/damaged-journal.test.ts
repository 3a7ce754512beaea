import { readFileSync, writeFileSync } from 'node:fs';
import { applyPlan, createPlan, openSource, planUndo, readResults, readStatus, resumePlan } from 'halopsa-bulk';
import { LineLog } from 'halopsa-ground/node';
import { runs } from 'halopsa-testkit';
import { describe, expect, test } from 'vitest';
import { expectedState, planScenario, type Scenario, scenarios, scenariosOf, stateOf } from './scenarios.js';
import { collect, openWorkshop, type Workshop } from './workshop.js';

const quick = { settleMs: 20, verify: 'none' } as const;
const journalOf = (plan: string): string => `${plan}.journal`;

/** A job of this scenario that was killed half-way: the server has carried out two requests, and the end of the second is not noted. */
async function halfDone(workshop: Workshop, scenario: Scenario): Promise<string> {
  scenario.prepare(workshop.sandbox);
  const plan = await planScenario(workshop, scenario);
  const { faults } = workshop.sandbox.control;
  const operation = scenario.mode === 'delete' ? 'clients.delete' : 'clients.upsert';
  faults.add({ kind: 'status', status: 403, operation, skip: 2 });
  await expect(applyPlan(plan, workshop.tenant, quick)).rejects.toThrow();
  faults.clear();
  const bytes = readFileSync(journalOf(plan));
  const ends = linesOf(bytes).filter(({ at, size }) => bytes.toString('utf8', at, at + size).includes('{"t":"done"'));
  expect(ends).toHaveLength(2);
  writeFileSync(journalOf(plan), bytes.subarray(0, ends[1]!.at));
  return plan;
}

const linesOf = (bytes: Buffer): readonly { at: number; size: number }[] => {
  const starts = [...bytes.keys()].filter((at) => at === 0 || bytes[at - 1] === 0x0a);
  return starts.map((at, index) => ({ at, size: (starts[index + 1] ?? bytes.length) - at }));
};

/** Flips a bit in some lines of a journal. */
function damage(plan: string, wanted: (line: number, last: number) => boolean, place: number): void {
  const bytes = readFileSync(journalOf(plan));
  const lines = linesOf(bytes);
  for (const [line, { at, size }] of lines.entries()) if (wanted(line, lines.length - 1)) bytes[at + (place % size)]! ^= 1 << (place % 8);
  writeFileSync(journalOf(plan), bytes);
}

describe.each(scenariosOf(260))('a journal of $name that is damaged', (scenario) => {
  const patterns: readonly (readonly [string, (line: number, last: number) => boolean])[] = [
    ['in its first note of a request', (line) => line === 1],
    ['in its last note', (line, last) => line === last],
    ['in every note but the first', (line) => line > 0],
    ['in every second note', (line) => line > 0 && line % 2 === 0],
  ];

  test.each(patterns)('%s: nothing is lost, doubled or called done that is not', async (_, wanted) => {
    for (let place = 30; place < runs(60, 240); place += runs(30, 7)) {
      await using workshop = await openWorkshop();
      const plan = await halfDone(workshop, scenario);
      damage(plan, wanted, place);
      const warnings: string[] = [];
      const goOn = (): Promise<unknown> => resumePlan(plan, workshop.tenant, { ...quick, onWarning: (text) => void warnings.push(text) });
      await goOn();
      expect(stateOf(workshop.sandbox), `damaged at ${place}`).toEqual(expectedState(scenario));
      expect(await readStatus(plan)).toMatchObject({ state: 'finished', unknown: 0, failed: 0, waiting: 0 });
      expect(warnings).toEqual([expect.stringMatching(/damaged \(kept in .*job\.plan\.journal\.damaged\)/)]);
      await goOn();
      expect(warnings).toHaveLength(1);
    }
  });

  test('and a kill after that was put aside, before it was taken into account', async () => {
    await using workshop = await openWorkshop();
    const plan = await halfDone(workshop, scenario);
    damage(plan, (line) => line > 0, 50);
    LineLog.open(journalOf(plan), () => undefined).close();
    expect(await readStatus(plan)).toMatchObject({ waiting: 0, done: 0 });
    await resumePlan(plan, workshop.tenant, quick);
    expect(stateOf(workshop.sandbox)).toEqual(expectedState(scenario));
    expect(await readStatus(plan)).toMatchObject({ state: 'finished', unknown: 0, failed: 0, waiting: 0 });
  });
});

test('rows without a key are not sent again where the notes of a journal are damaged, and undo does not say that nothing was changed', async () => {
  await using workshop = await openWorkshop();
  const source = await openSource(workshop.file('new.csv', `name\n${Array.from({ length: 30 }, (_, at) => `New ${at}`).join('\n')}\n`));
  const out = workshop.path('job.plan');
  const { path } = await createPlan({ resource: 'clients', mode: 'create', source, out, tenant: workshop.tenant });
  workshop.sandbox.control.faults.add({ kind: 'status', status: 403, operation: 'clients.upsert', skip: 9 });
  await expect(applyPlan(path, workshop.tenant, quick)).rejects.toThrow();
  workshop.sandbox.control.faults.clear();
  damage(path, (line) => line > 0 && line < 9, 30);
  const made = (): number => workshop.sandbox.control.records('clients').filter(({ name }) => String(name).startsWith('New ')).length;
  expect(made()).toBe(9);
  const undo = await planUndo({ plan: path, out: workshop.path('undo.plan') });
  expect(undo.footer.counts.skip).toBe(0);
  const { done, unknown } = await resumePlan(path, workshop.tenant, quick);
  expect([made(), unknown + done]).toEqual([9, 30]);
  expect((await collect(readResults(path)))[0]).toMatchObject({
    outcome: 'unknown',
    error: expect.stringContaining('its notes in the journal were damaged'),
  });
});

test('a journal that is damaged where it tells its plan is refused, and nothing is sent', async () => {
  await using workshop = await openWorkshop();
  const scenario = scenarios[0]!;
  scenario.prepare(workshop.sandbox);
  const plan = await planScenario(workshop, scenario);
  await applyPlan(plan, workshop.tenant, quick);
  damage(plan, (line) => line === 0, 40);
  workshop.sandbox.control.requestLog.clear();
  await expect(resumePlan(plan, workshop.tenant, quick)).rejects.toThrow(
    /job\.plan\.journal: the journal is damaged where it tells which plan/,
  );
  damage(plan, () => true, 30);
  await expect(resumePlan(plan, workshop.tenant, quick)).rejects.toThrow(/is damaged where it tells which plan/);
  await expect(applyPlan(plan, workshop.tenant, quick)).rejects.toThrow(/is damaged where it tells which plan/);
  expect(workshop.sandbox.control.requestLog.list()).toEqual([]);
});

test('a journal is read while the job is at work on it, and stays as it is', async () => {
  await using workshop = await openWorkshop();
  const plan = await halfDone(workshop, scenarios[0]!);
  damage(plan, (line) => line === 1, 20);
  const torn = Buffer.concat([readFileSync(journalOf(plan)), Buffer.from('0000ffff 0badf00d {"t":"int')]);
  writeFileSync(journalOf(plan), torn);
  await readStatus(plan);
  expect(readFileSync(journalOf(plan))).toEqual(torn);
});
