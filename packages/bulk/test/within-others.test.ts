import { applyPlan, createPlan, openSource, type PlanRequest } from 'halopsa-bulk';
import { verifies } from 'halopsa-testkit';
import { describe, expect, test } from 'vitest';
import { openWorkshop, type Workshop } from './workshop.js';

/** Two tickets, and a file with a note for each. */
async function planNotes(workshop: Workshop, name: string, more: Partial<PlanRequest> = {}) {
  const tickets = workshop.sandbox.control.records('tickets').slice(0, 2);
  const text = `ticket_id,note,outcome_id\n${tickets.map(({ id }, at) => `${id},Written down ${at},7`).join('\n')}\n`;
  const source = await openSource(workshop.file(`${name}.csv`, text));
  const out = workshop.path(`${name}.plan`);
  return createPlan({ resource: 'actions', mode: 'create', match: ['ticket_id+note'], source, out, tenant: workshop.tenant, ...more });
}

const written = ({ sandbox }: Workshop): number =>
  sandbox.control.records('actions').filter(({ note }) => String(note).startsWith('Written down')).length;

describe(`actions, which have no list of their own ${verifies('actions.unfiltered-empty')}`, () => {
  test('are found within their tickets, so that a second run makes none again', async () => {
    await using workshop = await openWorkshop({ seed: 'small' });
    const { path, footer } = await planNotes(workshop, 'first');
    expect(footer.counts).toMatchObject({ create: 2 });
    expect(await applyPlan(path, workshop.tenant, { verify: 'all' })).toMatchObject({ done: 2 });
    const second = await planNotes(workshop, 'second');
    expect(second.footer.counts).toMatchObject({ create: 0, skip: 2 });
    expect(written(workshop)).toBe(2);
  });

  test('are found again after a lost answer', async () => {
    await using workshop = await openWorkshop({ seed: 'small' });
    const { path } = await planNotes(workshop, 'lost');
    workshop.sandbox.control.faults.add({ kind: 'reset', phase: 'after', operation: 'actions.upsert', count: 1 });
    expect(await applyPlan(path, workshop.tenant, { settleMs: 5 })).toMatchObject({ done: 2, unknown: 0 });
    expect(written(workshop)).toBe(2);
  });

  test('are made once where another has made them after they were planned', async () => {
    await using workshop = await openWorkshop({ seed: 'small' });
    const [one, other] = [await planNotes(workshop, 'one'), await planNotes(workshop, 'other')];
    await applyPlan(one.path, workshop.tenant);
    expect(await applyPlan(other.path, workshop.tenant)).toMatchObject({ done: 0, skipped: 2 });
    expect(written(workshop)).toBe(2);
  });

  test('are not matched by a key that does not name the ticket', async () => {
    await using workshop = await openWorkshop({ seed: 'small' });
    await expect(planNotes(workshop, 'bare', { match: ['note'] })).rejects.toThrow(
      'actions are listed within their ticket_id alone, so none is found by note',
    );
  });
});
