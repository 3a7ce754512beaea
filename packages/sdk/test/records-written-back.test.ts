import { type HaloClient, warningsOf } from 'halopsa';
import { allResources, type Resource } from 'halopsa-catalogue';
import { createSandbox, type Sandbox } from 'halopsa-sandbox';
import { describe, expect, it } from 'vitest';
import { bodySchema, holdBody } from '../src/codec/body.js';
import { type Fields, fieldsOf } from '../src/codec/json-value.js';
import { inProcess } from './tenant.js';

/** The first records of a resource that the sandbox holds, as they are read: those of one kind differ in what stands inside them. */
async function readSome(halo: HaloClient, sandbox: Sandbox, { attribute, operations, needs }: Resource): Promise<Fields[]> {
  const details = 'includedetails' in (operations.get?.query ?? {}) ? { includedetails: true } : {};
  const found: Fields[] = [];
  for (const stored of sandbox.control.records(attribute).slice(0, 8)) {
    const needed = Object.fromEntries((needs.get ?? []).map((name) => [name, stored[name] as number]));
    const reading = halo.resource(attribute).get(stored.id as number, { ...needed, ...details });
    found.push(...(await reading.then((record) => [fieldsOf({ ...record })]).catch(() => [])));
  }
  return found;
}

describe('a record that was read', () => {
  it('of any kind of the sandbox can be written back', async () => {
    const sandbox = createSandbox({ seed: 'demo' });
    const halo = inProcess(sandbox);
    const refused: string[] = [];
    let read = 0;
    for (const resource of allResources()) {
      const { upsert, get } = resource.operations;
      if (!upsert || !get || !bodySchema(upsert, resource)) continue;
      const records = await readSome(halo, sandbox, resource);
      read += records.length;
      const problems = records.flatMap((record) => holdBody(upsert, resource, upsert.body === 'single' ? record : [record]).problems);
      refused.push(...problems.map(({ path, reason }) => `${resource.attribute}.${path} ${reason}`));
    }
    await halo.close();
    sandbox.close();
    expect(refused).toEqual([]);
    expect(read).toBeGreaterThan(100);
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
