import { createPlan, openSource } from 'halopsa-bulk';
import { expect, test } from 'vitest';
import { openWorkshop, type Workshop } from './workshop.js';

async function statusesPlanned(workshop: Workshop, resource: string, rows: readonly string[]): Promise<unknown[]> {
  const source = await openSource(workshop.file(`${resource}.csv`, `id,status_name\n${rows.join('\n')}\n`));
  const mapping = { columns: { status_name: 'status_id' } };
  const out = workshop.path(`${resource}.plan`);
  const plan = await createPlan({ resource, mode: 'update', match: ['id'], source, mapping, out, tenant: workshop.tenant });
  return plan.sample.map(({ set, message }) => message ?? set?.['status_id']);
}

test('the statuses of tickets are those of the type 0, and an asset has one of a ticket only where no other has the name', async () => {
  await using workshop = await openWorkshop();
  const put = (...given: Parameters<typeof workshop.sandbox.control.put>): number => Number(workshop.sandbox.control.put(...given).id);
  const status = (name: string, type?: number): number => put('statuses', { name, ...(type !== undefined && { type }) });
  const [ofTickets, ofAssets, ofOrders, untyped] = [status('Retired', 0), status('Retired', 3), status('Dispatched', 1), status('Parked')];
  const tickets = [1, 2, 3, 4].map(() => put('tickets', { summary: 'x', status_id: untyped }));
  const names = ['Retired', 'Dispatched', 'Parked', String(ofOrders)];

  expect(
    await statusesPlanned(
      workshop,
      'tickets',
      names.map((name, at) => `${tickets[at]},${name}`),
    ),
  ).toEqual([ofTickets, 'no status is named "Dispatched"', 'has these values already', ofOrders]);

  const assets = names.map((name) => put('assets', { inventory_number: name }));
  const reopened = status('Reopened', 0);
  expect(await statusesPlanned(workshop, 'assets', [`${assets[0]},Retired`, `${assets[1]},Dispatched`, `${assets[2]},Reopened`])).toEqual([
    ofAssets,
    ofOrders,
    reopened,
  ]);
});
