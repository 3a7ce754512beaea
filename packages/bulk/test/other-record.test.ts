import { applyPlan, createPlan, openSource, planRetry, readResults } from 'halopsa-bulk';
import type { HaloRecord } from 'halopsa-sandbox';
import { describe, expect, test } from 'vitest';
import { recordsOf } from './server-count.js';
import { collect, openWorkshop, type Workshop } from './workshop.js';

const quick = { settleMs: 5, verify: 'none' } as const;
const [old, fresh] = ['#111111', '#222222'];

async function planTwo(
  workshop: Workshop,
  mode: 'update' | 'upsert' | 'delete',
  match: string,
): Promise<{ path: string; acme: HaloRecord }> {
  const { control } = workshop.sandbox;
  const acme = control.put('clients', { name: 'Acme', ref: 'A-1', colour: old });
  const beta = control.put('clients', { name: 'Beta', ref: 'B-1', colour: old });
  const rows = match === 'id' ? [acme.id, beta.id] : match === 'name' ? ['Acme', 'Beta'] : ['Acme,A-1', 'Beta,B-1'];
  const source = await openSource(
    workshop.file('rows.csv', `${match.replace('+', ',')},colour\n${rows.map((row) => `${row},${fresh}`).join('\n')}\n`),
  );
  const plan = { resource: 'clients', mode, match: [match], source, out: workshop.path('rows.plan'), tenant: workshop.tenant };
  return { path: (await createPlan(plan)).path, acme };
}

const held = async (workshop: Workshop): Promise<unknown[]> =>
  (await recordsOf(workshop.url, '/Client', 'clients')).slice(1).map(({ name, colour }) => `${name} ${colour}`);

describe('a record that has another name by the time its row is sent', () => {
  test.each(['name', 'name+ref'])('is not changed by a row that names it by %s', async (match) => {
    for (const mode of ['update', 'upsert'] as const) {
      await using workshop = await openWorkshop();
      const { path, acme } = await planTwo(workshop, mode, match);
      workshop.sandbox.control.put('clients', { ...acme, name: 'Globex' });
      expect(await applyPlan(path, workshop.tenant, quick)).toMatchObject({ done: 1, skipped: 1 });
      expect(await held(workshop)).toEqual([`Globex ${old}`, `Beta ${fresh}`]);
      const [row] = await collect(readResults(path));
      expect(row).toMatchObject({ outcome: 'skipped', error: 'name was "Acme" when it was planned and is "Globex" now' });
    }
  });

  test.each(['name', 'name+ref', 'id'])('is not deleted by a row that names it by %s', async (match) => {
    await using workshop = await openWorkshop();
    const { path, acme } = await planTwo(workshop, 'delete', match);
    workshop.sandbox.control.put('clients', { ...acme, name: 'Globex' });
    expect(await applyPlan(path, workshop.tenant, quick)).toMatchObject({ done: 1, skipped: 1 });
    expect(await held(workshop)).toEqual([`Globex ${old}`]);
    const [row] = await collect(readResults(path));
    expect(row).toMatchObject({ outcome: 'skipped', error: 'name was "Acme" when it was planned and is "Globex" now' });
  });

  test('is changed by force, and by a row that names it by its id; upper and lower case are the same name', async () => {
    for (const [match, name, force] of [
      ['name', 'Globex', true],
      ['id', 'Globex', false],
      ['name', 'ACME', false],
    ] as const) {
      await using workshop = await openWorkshop();
      const { path, acme } = await planTwo(workshop, 'update', match);
      workshop.sandbox.control.put('clients', { ...acme, name });
      expect(await applyPlan(path, workshop.tenant, { ...quick, force })).toMatchObject({ done: 2 });
    }
  });

  test('is not changed where the row has failed and is tried again', async () => {
    await using workshop = await openWorkshop();
    const { path, acme } = await planTwo(workshop, 'update', 'name');
    workshop.sandbox.control.faults.add({ kind: 'status', status: 400, operation: 'clients.upsert' });
    expect(await applyPlan(path, workshop.tenant, quick)).toMatchObject({ failed: 2 });
    workshop.sandbox.control.faults.clear();
    const again = await planRetry({ plan: path, out: workshop.path('again.plan'), tenant: workshop.tenant });
    workshop.sandbox.control.put('clients', { ...acme, name: 'Globex' });
    expect(await applyPlan(again.path, workshop.tenant, quick)).toMatchObject({ done: 1, skipped: 1 });
    expect(await held(workshop)).toEqual([`Globex ${old}`, `Beta ${fresh}`]);
  });
});
