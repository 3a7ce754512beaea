import { spawn } from 'node:child_process';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { applyPlan, type BulkStoppedError, readStatus, resumePlan } from 'halopsa-bulk';
import { runs } from 'halopsa-testkit';
import { describe, expect, test } from 'vitest';
import { expectedState, planScenario, type Scenario, scenarios, scenariosOf, stateOf } from './scenarios.js';
import { openWorkshop, type Workshop } from './workshop.js';

const program = join(import.meta.dirname, 'apply-process.js');
const quick = { settleMs: 20, verify: 'none' } as const;
const journalOf = (plan: string): string => `${plan}.journal`;

/** A number from 0 up to 1 for each step of a run, the same every time. */
function randomOf(seed: number): () => number {
  let state = seed * 2_654_435_761;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 0x9e37_79b9) >>> 0;
    return state / 2 ** 32;
  };
}

/** Starts the program and kills it so many milliseconds after it began to work. */
async function killAfter(how: 'begin' | 'resume', plan: string, url: string, ms: number): Promise<void> {
  const child = spawn(process.execPath, [program, how, plan, url], { stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = new Promise((resolve) => child.once('close', resolve));
  child.stdout.once('data', () => setTimeout(() => child.kill('SIGKILL'), ms));
  await ended;
}

const isBegun = (plan: string): boolean => existsSync(journalOf(plan)) && statSync(journalOf(plan)).size > 0;

/** Goes on until the job is finished. */
async function finish(workshop: Workshop, plan: string): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    const begun = isBegun(plan) && (await readStatus(plan)).state !== 'planned';
    const error = await (begun ? resumePlan : applyPlan)(plan, workshop.newTenant(), quick).then(
      () => undefined,
      (failure: BulkStoppedError) => failure,
    );
    if (!error) return;
    if (attempt > 20 || error.code !== 'halo/bulk-stopped') throw error;
  }
}

async function killedRun(scenario: Scenario, seed: number): Promise<void> {
  const random = randomOf(seed);
  await using workshop = await openWorkshop();
  scenario.prepare(workshop.sandbox);
  const plan = await planScenario(workshop, scenario);
  const { faults } = workshop.sandbox.control;
  workshop.sandbox.control.setLatency(5);
  faults.add({ kind: 'reset', phase: 'after', operation: '*.upsert', probability: 0.1 });
  faults.add({ kind: 'reset', phase: 'before', operation: '*.delete', probability: 0.05 });
  await killAfter('begin', plan, workshop.url, random() * 120);
  if (isBegun(plan) && (await readStatus(plan)).state !== 'planned') await killAfter('resume', plan, workshop.url, random() * 120);
  // A server that dies takes the connections with it; its records outlive it.
  if (random() < 0.5) setTimeout(() => void workshop.bounce(), random() * 50);
  await finish(workshop, plan);
  faults.clear();
  expect(stateOf(workshop.sandbox)).toEqual(expectedState(scenario));
  expect(await readStatus(plan)).toMatchObject({ state: 'finished', unknown: 0, failed: 0, waiting: 0 });
}

describe.each(scenarios)('a killed $name', (scenario) => {
  test.each(Array.from({ length: runs(1, 75) }, (_, at) => at + 1))('ends as one that was left alone (run %i)', (seed) =>
    killedRun(scenario, seed * 10 + scenarios.indexOf(scenario)),
  );
});

// Two requests each: the last notes are short enough to cut them at every byte.
describe.each(scenariosOf(110))('the journal of $name, cut', (scenario) => {
  test('at any byte of its last notes is read, and resume neither loses nor doubles', { timeout: runs(60_000, 600_000) }, async () => {
    await using workshop = await openWorkshop();
    scenario.prepare(workshop.sandbox);
    const plan = await planScenario(workshop, scenario);
    await applyPlan(plan, workshop.tenant, quick);
    const whole = readFileSync(journalOf(plan));
    const starts = [...whole.keys()].filter((at) => at === 0 || whole[at - 1] === 0x0a);
    const from = starts.at(-4) ?? 0;
    const step = runs(Math.ceil((whole.length - from) / 6), 1);
    // Within a note one byte is like the next: those near its ends are all tried.
    const isWithin = (end: number): boolean => starts.every((at) => Math.abs(at - end) > 30);
    for (let end = from; end < whole.length; end += isWithin(end) ? Math.max(step, 7) : step) {
      writeFileSync(journalOf(plan), whole.subarray(0, end));
      await resumePlan(plan, workshop.tenant, quick);
      expect(stateOf(workshop.sandbox), `cut at ${end}`).toEqual(expectedState(scenario));
    }
  });
});
