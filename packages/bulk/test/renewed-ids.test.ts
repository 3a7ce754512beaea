import { readFileSync } from 'node:fs';
import { applyPlan, createPlan, exportResults, openSource, planRetry, planUndo, readResults, resumePlan } from 'halopsa-bulk';
import { describe, expect, test } from 'vitest';
import { collect, openWorkshop, type Workshop } from './workshop.js';

const quick = { settleMs: 20, verify: 'all' } as const;

/** A tenant in which an appointment that gets another agent comes back under a new id (N7.14). */
const open = (): Promise<Workshop> => openWorkshop({ seed: 'demo', behaviours: { 'appointments.new-id': true } });

/** Plans to give three appointments of agent 2 to agent 3; a fourth is his already. All get other subjects. */
async function planMoves(workshop: Workshop): Promise<{ path: string; ids: number[] }> {
  const ids = [1, 2, 3, 4].map((day) => {
    const times = { start_date: `2026-03-0${day}T09:00:00`, end_date: `2026-03-0${day}T10:00:00` };
    return Number(workshop.sandbox.control.put('appointments', { subject: `Visit ${day}`, agent_id: day === 4 ? 3 : 2, ...times }).id);
  });
  const rows = ids.map((id, at) => `${id},3,Moved ${at + 1}`);
  const source = await openSource(workshop.file('moves.csv', `id,agent_id,subject\n${rows.join('\n')}\n`));
  const plan = { resource: 'appointments', mode: 'update', source, out: workshop.path('moves.plan'), tenant: workshop.tenant } as const;
  return { path: (await createPlan(plan)).path, ids };
}

const visits = ({ sandbox }: Workshop): string[] =>
  sandbox.control
    .records('appointments')
    .filter(({ subject }) => /^(?:Visit|Moved|Lost) /.test(String(subject)))
    .map(({ subject, agent_id: agent }) => `${String(subject)} of ${String(agent)}`)
    .sort();

const moved = ['Moved 1 of 3', 'Moved 2 of 3', 'Moved 3 of 3', 'Moved 4 of 3'];

const idOf = ({ sandbox }: Workshop, subject: string): unknown =>
  sandbox.control.records('appointments').find((record) => record.subject === subject)?.id;

describe('appointments that come back under new ids', () => {
  test('are done, with the new ids in the results, and undo goes by those', async () => {
    await using workshop = await open();
    const { path, ids } = await planMoves(workshop);
    expect(await applyPlan(path, workshop.tenant, quick)).toMatchObject({ done: 4, failed: 0, unknown: 0, verified: 4 });
    const results = await collect(readResults(path));
    const renewed = ['Moved 1', 'Moved 2', 'Moved 3'].map((subject) => idOf(workshop, subject));
    expect(results.map(({ id }) => id)).toEqual([...renewed, ids[3]]);
    expect(results.map(({ outcome }) => outcome)).toEqual(['updated', 'updated', 'updated', 'updated']);
    expect(renewed.some((id) => ids.includes(Number(id)))).toBe(false);

    await exportResults({ plan: path, success: workshop.path('done.csv') });
    expect(readFileSync(workshop.path('done.csv'), 'utf8')).toContain(`${String(renewed[0])},updated`);

    const undo = await planUndo({ plan: path, out: workshop.path('undo.plan'), tenant: workshop.tenant });
    expect(await applyPlan(undo.path, workshop.tenant, quick)).toMatchObject({ done: 4, failed: 0, skipped: 0 });
    expect(visits(workshop)).toEqual(['Visit 1 of 2', 'Visit 2 of 2', 'Visit 3 of 2', 'Visit 4 of 3']);
  });

  test('and do not show what was sent are failed by their new ids, which retry and undo take', async () => {
    await using workshop = await open();
    const { path } = await planMoves(workshop);
    const { control } = workshop.sandbox;
    const onProgress = (): void => {
      const second = control.records('appointments').find(({ subject }) => subject === 'Moved 2');
      if (second) control.put('appointments', { ...second, subject: 'Lost 2' });
    };
    expect(await applyPlan(path, workshop.tenant, { ...quick, onProgress })).toMatchObject({ done: 3, failed: 1 });
    const [, second] = await collect(readResults(path));
    expect(second).toMatchObject({ id: idOf(workshop, 'Lost 2'), outcome: 'failed' });
    const retry = await planRetry({ plan: path, out: workshop.path('retry.plan'), tenant: workshop.tenant });
    expect(await applyPlan(retry.path, workshop.tenant, quick)).toMatchObject({ done: 1, failed: 0 });
    expect(visits(workshop)).toEqual(moved);
  });

  test('after an answer that is lost are unknown and never sent again', async () => {
    await using workshop = await open();
    const { path, ids } = await planMoves(workshop);
    workshop.sandbox.control.faults.add({ kind: 'reset', phase: 'after', operation: 'appointments.upsert', count: 1 });
    expect(await applyPlan(path, workshop.tenant, quick)).toMatchObject({ done: 1, failed: 0, skipped: 0, unknown: 3 });
    expect(visits(workshop)).toEqual(moved);
    const [first] = await collect(readResults(path));
    expect(first).toMatchObject({ id: ids[0], outcome: 'unknown' });
    expect(first?.error).toContain('may have come back under a new id');
    await resumePlan(path, workshop.tenant, quick);
    expect(visits(workshop)).toEqual(moved);
  });
});
