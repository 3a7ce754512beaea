import { warningsOf } from 'halopsa';
import { allResources } from 'halopsa-catalogue';
import { createSandbox } from 'halopsa-sandbox';
import { describe, expect, it } from 'vitest';
import { bodySchema, holdBody } from '../src/codec/body.js';
import { inProcess } from './tenant.js';

describe('a record that was read', () => {
  it('of any kind of the sandbox can be written back', async () => {
    const sandbox = createSandbox({ seed: 'demo' });
    const halo = inProcess(sandbox);
    const refused: string[] = [];
    let read = 0;
    for (const resource of allResources()) {
      const { upsert, get } = resource.operations;
      const [first] = sandbox.control.records(resource.attribute);
      if (!upsert || !get || first?.id === undefined || !bodySchema(upsert, resource)) continue;
      const needs = Object.fromEntries((resource.needs.get ?? []).map((name) => [name, first[name] as number]));
      const details = 'includedetails' in get.query ? { includedetails: true } : {};
      const record = await halo
        .resource(resource.attribute)
        .get(first.id as number, { ...needs, ...details })
        .catch(() => undefined);
      if (!record) continue;
      read += 1;
      for (const { path, reason } of holdBody(upsert, resource, upsert.body === 'single' ? { ...record } : [{ ...record }]).problems)
        refused.push(`${resource.attribute}.${path} ${reason}`);
    }
    await halo.close();
    sandbox.close();
    expect(refused).toEqual([]);
    expect(read).toBeGreaterThan(30);
  });

  it('may be changed in one field, and what was left out is named', async () => {
    const sandbox = createSandbox({ seed: 'small' });
    const dropped: string[] = [];
    const halo = inProcess(sandbox, { onDropped: ({ fields }) => dropped.push(...fields) });
    const ticket = await halo.tickets.get(1234, { includedetails: true });
    const written = await halo.resource('tickets').update({ ...ticket, summary: 'Changed' });
    expect(written).toMatchObject({ summary: 'Changed' });
    expect(dropped).toEqual(expect.arrayContaining(['status_name', 'client_name']));
    expect(warningsOf(written)).toMatchObject([{ name: 'HaloDroppedFieldsWarning' }]);
    expect(JSON.stringify(written)).not.toContain('Dropped');
    await halo.close();
    sandbox.close();
  });
});
