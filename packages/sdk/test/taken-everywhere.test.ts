import { type HaloWriteWarning, warningsOf } from 'halopsa';
import { findResource, resourceNames } from 'halopsa-catalogue/lookup';
import { type Field, findSchema } from 'halopsa-catalogue/schemas';
import { createSandbox } from 'halopsa-sandbox';
import { afterAll, describe, expect, it } from 'vitest';
import { inProcess } from './tenant.js';

type Fields = Record<string, unknown>;

const sandbox = createSandbox({ seed: 'demo' });
const halo = inProcess(sandbox, { maxRetries: 0 });
afterAll(async () => {
  await halo.close();
  sandbox.close();
});

const writable = resourceNames.filter((name) => findResource(name)!.operations['upsert']);

/** What a write says that was not as asked, by field. */
const unproven = (record: object): string[] =>
  warningsOf(record).flatMap((warning: HaloWriteWarning) => {
    if (warning.name === 'HaloNotTakenWarning') return Object.keys(warning.fields);
    return warning.name === 'HaloNotShownWarning' ? [...warning.fields] : [];
  });

const samples: Readonly<Record<string, unknown>> = {
  int: 3,
  long: 3,
  double: 1.5,
  bool: true,
  string: 'x1',
  datetime: '2026-11-30T09:00:00',
  uuid: '0a1b2c3d-0000-4000-8000-00000000abcd',
};

/** A value for each plain field that may be written. */
function filled(name: string): Fields {
  const fields = [...(findSchema(findResource(name)!.schema ?? '')?.fields.values() ?? [])];
  const own = fields.filter((field: Field) => field.set === 'writable' && field.name !== 'id' && field.type in samples);
  return Object.fromEntries(own.map((field) => [field.name, samples[field.type]]));
}

/** Fields whose samples contradict another field of the same record, which wins: no ticket that is open has a date of its closing. */
const contradicting = new Set(['client_id', 'site_id', 'team', 'user_email', 'field_name', 'dateclosed']);
/** What the sandbox works out of the events of the day, whatever was sent. */
const workedOut = new Set(['start_time', 'end_time', 'work_hours']);

/** Creates a record and changes it to the same; what the sandbox refuses says nothing of what is taken. */
async function alarms(name: string, { id: _, ...record }: Fields): Promise<string[]> {
  const rows = halo.resource(name);
  const made = await rows.create(record).catch(() => undefined);
  if (!made) return [];
  const changed = await rows.update({ ...record, id: made.id }).catch(() => made);
  return [...unproven(made), ...unproven(changed)].map((field) => `${name}.${field}`);
}

describe('a write that takes everything says so', () => {
  it('of a copy of each kind of record that is there', async () => {
    const found: string[] = [];
    let copies = 0;
    for (const name of writable) {
      const [record] = sandbox.control.records(name as never) as Fields[];
      if (!record) continue;
      copies += 1;
      found.push(...(await alarms(name, record)));
    }
    expect(copies).toBeGreaterThan(40);
    expect(found).toEqual([]);
  });

  it('of a record of each resource with every plain field filled', async () => {
    const found: string[] = [];
    for (const name of writable) found.push(...(await alarms(name, filled(name))));
    const field = (one: string): string => one.split('.')[1]!;
    expect(found.filter((one) => !contradicting.has(field(one)) && !workedOut.has(field(one)))).toEqual([]);
  });
});
