import { createPlan, openSource, type PlanRequest, readPlanRows } from 'halopsa-bulk';
import { verifies } from 'halopsa-testkit';
import { describe, expect, test } from 'vitest';
import { collect, openWorkshop, type Workshop } from './workshop.js';

async function plan(workshop: Workshop, text: string, more: Partial<PlanRequest> = {}) {
  const source = await openSource(workshop.file('rows.csv', text));
  const request = { resource: 'tickets', mode: 'create' as const, source, out: workshop.path('rows.plan'), tenant: workshop.tenant };
  return createPlan({ ...request, preflight: true, ...more });
}

const state = ({ sandbox }: Workshop): string => JSON.stringify(sandbox.control.records('tickets'));

describe(`a preflight ${verifies('tickets.validate-only', 'tickets.mandatory-fields-joined')}`, () => {
  test('has the server check every row, tells what it refuses line by line, and stores nothing', async () => {
    await using workshop = await openWorkshop({ seed: 'small' });
    const before = state(workshop);
    const rows = Array.from({ length: 250 }, (_, at) => `Row ${at},${at === 0 || at === 170 ? 30 : 1}`);
    const { footer, path } = await plan(workshop, `summary,tickettype_id\n${rows.join('\n')}\n`, { checkForms: false });
    expect(footer.counts).toMatchObject({ create: 248, error: 2 });
    const errors = (await collect(readPlanRows(path))).filter(({ action }) => action === 'error');
    expect(errors.map(({ line }) => line)).toEqual([2, 172]);
    expect(errors[1]!.message).toMatch(/answered 400: .*Impact is mandatory.*Urgency is mandatory/);
    expect(state(workshop)).toBe(before);
  });

  test('checks updates too', async () => {
    await using workshop = await openWorkshop({ seed: 'small' });
    const id = workshop.sandbox.control.put('tickets', { summary: 'One', tickettype_id: 2 }).id;
    const before = state(workshop);
    const { sample } = await plan(workshop, `id,status_id,summary\n${id},4,Two\n`, { mode: 'update' });
    expect(sample).toMatchObject([{ action: 'error', id, line: 2, message: 'tickets.upsert answered 400: Invalid Status' }]);
    expect(state(workshop)).toBe(before);
  });

  test('on a server that stores what it should check only ends with the first row', async () => {
    await using workshop = await openWorkshop({ seed: 'small', behaviours: { 'tickets.validate-only': false } });
    const count = workshop.sandbox.control.records('tickets').length;
    await expect(plan(workshop, 'summary\na\nb\nc\n')).rejects.toMatchObject({
      code: 'halo/preflight-stored',
      message: expect.stringMatching(/^This server stores what it is asked to check only: by line 2, ticket \d+ was made\./),
    });
    expect(workshop.sandbox.control.records('tickets')).toHaveLength(count + 1);
    const id = workshop.sandbox.control.put('tickets', { summary: 'One' }).id;
    await expect(plan(workshop, `id,summary\n${id},Two\n`, { mode: 'update' })).rejects.toThrow(`ticket ${id} was changed`);
  });

  test('of records that Halo has no check for is refused', async () => {
    await using workshop = await openWorkshop({ seed: 'small' });
    await expect(plan(workshop, 'name\nNew\n', { resource: 'clients' })).rejects.toThrow(
      'Halo has no way to check clients without storing them',
    );
  });
});
