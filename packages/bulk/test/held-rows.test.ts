import { createPlan, openSource, readPlanRows } from 'halopsa-bulk';
import { expect, test } from 'vitest';
import { collect, openWorkshop } from './workshop.js';

test('fields inside lists that Halo would ignore are found with their row, before anything is sent', async () => {
  await using workshop = await openWorkshop();
  const rows = [
    { summary: 'good', details: 'x', customfields: [{ id: 1, value: 'a' }] },
    { summary: 'wrong', details: 'x', customfields: [{ id: 1, vlaue: 'a' }] },
  ];
  const source = await openSource(workshop.file('rows.json', JSON.stringify(rows)));
  const out = workshop.path('rows.plan');
  const request = { resource: 'tickets', mode: 'create', checkForms: false, source, out, tenant: workshop.tenant } as const;
  const { path, footer } = await createPlan(request);
  expect(footer.counts).toMatchObject({ create: 1, error: 1 });
  const planned = await collect(readPlanRows(path));
  expect(planned.find(({ action }) => action === 'error')).toMatchObject({
    row: 2,
    message: 'customfields[0].vlaue is not a field: did you mean value?',
  });
});
