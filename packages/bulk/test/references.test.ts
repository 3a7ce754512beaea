import { createPlan, openSource, type PlanRow, readPlanRows } from 'halopsa-bulk';
import { allResources, findResource, type Resource } from 'halopsa-catalogue';
import { type Reference, referencesOf } from 'halopsa-catalogue/references';
import { findSchema } from 'halopsa-catalogue/schemas';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dependentsOf } from '../src/run/dependents.js';
import { idOf, tenantOf } from './made-up-tenant.js';
import { collect, openWorkshop, type Workshop } from './workshop.js';

let workshop: Workshop;
beforeAll(async () => {
  workshop = await openWorkshop();
});
afterAll(() => workshop[Symbol.asyncDispose]());

interface Referring {
  readonly resource: Resource;
  readonly field: string;
  readonly reference: Reference;
}

/** Every field that holds the number of a record which has a name, in records that can be changed by their ids. */
const referring: readonly Referring[] = allResources()
  .filter(({ operations, key }) => operations.list && operations.upsert && key.length === 1 && key[0] === 'id')
  .flatMap((resource) =>
    referencesOf(resource.attribute)
      .filter(([name, { names }]) => {
        const field = findSchema(resource.schema!)!.fields.get(name)!;
        return names.length > 0 && field.set === 'writable' && !field.readonly && /^(int|long|double)$/.test(field.type);
      })
      .map(([field, reference]) => ({ resource, field, reference })),
  );

test('the name of a record stands for the key that the field holds, for every field of every resource', async () => {
  const other = { id: 2, name: 'Two', outcome: 'Two', priorityid: 3, id_int: 4, type: 0 };
  const wrong: string[] = [];
  for (const { resource, field, reference } of referring) {
    if (reference.resource === resource.attribute) continue;
    const record = { id: idOf(resource, 1), [field]: 1 };
    const source = await openSource(workshop.file('rows.json', JSON.stringify([{ id: record.id, [field]: 'Two' }])));
    const tenant = tenantOf(resource, [record], [other]);
    const out = workshop.path(`${resource.attribute}.${field}.plan`);
    const { path } = await createPlan({ resource: resource.attribute, mode: 'update', checkForms: false, source, out, tenant });
    const [row] = await collect<PlanRow>(readPlanRows(path));
    const expected = { id: 2, priorityid: 3, id_int: 4 }[reference.key];
    if (row?.set?.[field] !== expected) wrong.push(`${resource.attribute}.${field}: ${JSON.stringify(row)}`);
  }
  expect(wrong).toEqual([]);
  expect(referring.length).toBeGreaterThan(300);
  expect(new Set(referring.map(({ reference }) => reference.key))).toEqual(new Set(['id', 'priorityid', 'id_int']));
});

test('what refers to a record by any field is looked at before the record is deleted', () => {
  const dependents = (name: string): string[] =>
    dependentsOf(findResource(name)!).map(({ resource, field }) => `${resource.attribute}.${field}`);
  expect(dependents('clients')).toEqual(expect.arrayContaining(['sites.client_id', 'users.client_id', 'tickets.client_id']));
  expect(dependents('topLevels')).toContain('clients.toplevel_id');
  expect(dependents('assetTypes')).toContain('assets.assettype_id');
  expect(dependents('clients').filter((one) => one.startsWith('mailboxCredentials'))).toEqual([]);
});
