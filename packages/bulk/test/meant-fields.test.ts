import { createPlan, openSource } from 'halopsa-bulk';
import { allResources, findResource } from 'halopsa-catalogue';
import { expect, test } from 'vitest';
import { nearestFields, schemaOf } from '../src/mapping/find-field.js';
import { openWorkshop } from './workshop.js';

test('a heading that is no field is met with the one that people mean by it', async () => {
  await using workshop = await openWorkshop();
  const source = await openSource(workshop.file('rows.csv', 'name\nPrinter\n'));
  const request = { resource: 'tickets', mode: 'create', source, out: workshop.path('a.plan'), tenant: workshop.tenant } as const;
  await expect(createPlan(request)).rejects.toMatchObject({ nextStep: expect.stringMatching(/^Is it summary\? /) });
});

test.each([
  ['tickets', 'name', ['summary']],
  ['appointments', 'name', ['subject']],
  ['tickets', 'statusname1', ['status_id']],
  ['tickets', 'staus_name', ['status_id']],
  ['users', 'client name', ['client_id']],
  ['attachments', 'a', []],
])('of %s, "%s" leads to %j first', (attribute, heading, first) => {
  const near = nearestFields(findResource(attribute)!, heading);
  expect(near.slice(0, 1)).toEqual(first);
});

test('a part of the name of a field that Halo sets does not lead to what sets it', () => {
  for (const resource of allResources()) expect(nearestFields(resource, 'name').filter((name) => name.endsWith('_id'))).toEqual([]);
});

test('whatever is offered can be written, and drives no request', () => {
  const words = ['name', 'status', 'state', 'type', 'client', 'client name', 'note', 'phone', 'email', 'agent', 'date', 'price', 'test'];
  for (const resource of allResources())
    for (const word of words)
      for (const offered of nearestFields(resource, word)) {
        expect(schemaOf(resource)!.fields.get(offered)?.set, `${resource.attribute}: ${word} -> ${offered}`).not.toBe('computed');
        expect(offered, `${resource.attribute}: ${word}`).not.toMatch(/^_/);
      }
});
