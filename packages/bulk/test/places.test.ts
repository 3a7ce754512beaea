import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { applyPlan, createPlan, exportResults, openSource, reviewPage } from 'halopsa-bulk';
import { expect, test } from 'vitest';
import { openWorkshop } from './workshop.js';

test('a place that cannot be written is told by its file, and nothing is sent', async () => {
  await using workshop = await openWorkshop();
  const source = await openSource(workshop.file('place.csv', 'name\nOne\n'));
  const plan = workshop.path('place.plan');
  await createPlan({ resource: 'clients', mode: 'create', source, out: plan, tenant: workshop.tenant });
  const nowhere = workshop.path('no-folder/out');
  const refusal = { code: 'halo/usage', message: expect.stringMatching(/no-folder\/out.*: .*cannot be written: ENOENT/) };
  await expect(exportResults({ plan, failure: nowhere })).rejects.toMatchObject(refusal);
  await expect(reviewPage(plan, nowhere)).rejects.toMatchObject(refusal);
  mkdirSync(`${plan}.lock`);
  await expect(applyPlan(plan, workshop.tenant)).rejects.toMatchObject({ code: 'halo/usage' });
});

test('a link in the place of the draft is not followed while a plan is written, and leaves none behind', async () => {
  await using workshop = await openWorkshop();
  const source = await openSource(workshop.file('full.csv', 'name\nOne\n'));
  const out = workshop.path('full.plan');
  symlinkSync(workshop.path('elsewhere'), `${out}.part`);
  await expect(createPlan({ resource: 'clients', mode: 'create', source, out, tenant: workshop.tenant })).rejects.toMatchObject({
    code: 'halo/usage',
    message: expect.stringMatching(/full\.plan/),
  });
  expect([existsSync(out), existsSync(workshop.path('elsewhere'))]).toEqual([false, false]);
});
