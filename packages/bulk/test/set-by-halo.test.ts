import { createPlan, openSource, type PlanRequest, type PlanResult, type PlanRow, readPlanRows, type Tenant } from 'halopsa-bulk';
import { allResources, findResource, type Resource } from 'halopsa-catalogue';
import { nameKeysOf } from 'halopsa-catalogue/names';
import { type Field, findSchema } from 'halopsa-catalogue/schemas';
import { runs } from 'halopsa-testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { idOf, tenantOf } from './made-up-tenant.js';
import { collect, openWorkshop, type Workshop } from './workshop.js';

let workshop: Workshop;
let files = 0;

beforeAll(async () => {
  workshop = await openWorkshop();
});

afterAll(() => workshop[Symbol.asyncDispose]());

type Fields = Readonly<Record<string, unknown>>;

interface Sheet {
  readonly resource: string;
  readonly tenant: Tenant | undefined;
  readonly rows: readonly Fields[];
  readonly more?: Partial<PlanRequest>;
}

async function plan({ resource, tenant, rows, more = {} }: Sheet): Promise<{ result: PlanResult; planned: PlanRow[] }> {
  files += 1;
  const source = await openSource(workshop.file(`${files}.json`, JSON.stringify(rows)));
  const out = workshop.path(`${files}.plan`);
  const result = await createPlan({ resource, mode: 'update', checkForms: false, source, out, tenant, ...more });
  return { result, planned: await collect(readPlanRows(result.path)) };
}

interface OfHalo {
  readonly resource: Resource;
  readonly field: Field;
}

/** Every field of the catalogue that Halo sets itself, in records that can be changed by their ids; but for words that take names of records. */
const fieldsOfHalo: readonly OfHalo[] = allResources()
  .filter(({ operations, key, schema }) => operations.list && operations.upsert && key.length === 1 && key[0] === 'id' && schema)
  .flatMap((resource) =>
    [...findSchema(resource.schema!)!.fields.values()]
      .filter(({ name, set, readonly }) => name !== 'id' && (set === 'computed' || readonly) && !nameKeysOf(resource.attribute).has(name))
      // A column halo_id is one of our own exports, and a record's own list is not the list of others here.
      .filter(({ instead }) => instead !== 'halo_id' && instead !== `${resource.singular}_id`)
      .map((field) => ({ resource, field })),
  );

const chosen = fieldsOfHalo.filter((_, at) => at % runs(12, 1) === 0);

const [one, other] = [
  { id: 1, name: 'One', outcome: 'One', priorityid: 1, id_int: 1 },
  { id: 2, name: 'Two', outcome: 'Two', priorityid: 2, id_int: 2 },
];

function sampleOf(type: string, which: 0 | 1): unknown {
  if (type.endsWith('[]')) return [sampleOf(type.slice(0, -2), which)];
  if (type === 'string') return ['One', 'Two'][which];
  if (type === 'datetime') return ['2026-01-01T00:00:00', '2026-02-02T00:00:00'][which];
  if (type === 'bool') return which === 1;
  return /^(int|long|double|decimal|float)$/.test(type) ? which + 1 : { id: which + 1, name: ['One', 'Two'][which] };
}

const plainField = (resource: Resource, besides: readonly (string | undefined)[]): Field | undefined =>
  [...findSchema(resource.schema!)!.fields.values()].find(
    ({ name, type, set, readonly }) =>
      type === 'string' && set === 'writable' && !readonly && name !== 'id' && !name.startsWith('_') && !besides.includes(name),
  );

/** No row sends a field that Halo sets: it would be dropped, and the row called done. */
const expectNoneOf = (name: string, planned: readonly PlanRow[]): void => {
  for (const row of planned) expect(Object.keys({ ...row.set, ...row.before })).not.toContain(name);
};

/** A field that Halo sets, the one that sets it, and one that has nothing to do with either; with a record that holds all. */
interface Case {
  readonly resource: Resource;
  readonly name: string;
  readonly type: string;
  readonly sets: Field | undefined;
  readonly plain: Field | undefined;
  readonly record: Fields;
  readonly about: string;
}

function caseOf({ resource, field: { name, type, instead } }: OfHalo): Case {
  const sets = instead === undefined ? undefined : findSchema(resource.schema!)!.fields.get(instead);
  const plain = plainField(resource, [name, instead]);
  const record = {
    id: idOf(resource, 1),
    [name]: sampleOf(type, 0),
    ...(sets ? { [sets.name]: sampleOf(sets.type, 0) } : {}),
    ...(plain ? { [plain.name]: 'as it was' } : {}),
  };
  return { resource, name, type, sets, plain, record, about: `${resource.attribute}.${name}` };
}

const planOf = (
  { resource, record }: Case,
  row: Fields,
  more?: Partial<PlanRequest>,
): Promise<{ result: PlanResult; planned: PlanRow[] }> =>
  plan({ resource: resource.attribute, tenant: tenantOf(resource, [record], [one, other]), rows: [row], ...(more ? { more } : {}) });

const warningsOf = ({ footer }: PlanResult): string => footer.warnings.join(' ');

async function checkAlone(it: Case): Promise<void> {
  const { name, type, sets, record, about } = it;
  const alone = await planOf(it, { id: record['id'], [name]: sampleOf(type, 1) }).catch((error: Error) => error.message);
  if (typeof alone === 'string') expect(alone, about).toContain(sets ? `use ${sets.name}` : `Halo sets ${name} itself`);
  else {
    expectNoneOf(name, alone.planned);
    expect(alone.planned, about).toMatchObject([{ action: 'update', set: { [sets!.name]: sampleOf(sets!.type, 1) } }]);
  }
}

async function checkBeside(it: Case): Promise<void> {
  const { name, type, sets, record, about } = it;
  if (sets?.set !== 'writable') return;
  const { result, planned } = await planOf(it, { id: record['id'], [sets.name]: sampleOf(sets.type, 1), [name]: sampleOf(type, 1) });
  expectNoneOf(name, planned);
  expect(warningsOf(result), about).toContain(`Not sent, since Halo sets them itself: ${name} (${sets.name} sets it)`);
}

/** Beside a field that has nothing to do with it: as it was it is no change, and what is lost is not lost in silence. */
async function checkAmongOthers(it: Case): Promise<void> {
  const { name, type, sets, plain, record, about } = it;
  if (!plain) return;
  const { id, [plain.name]: text, [name]: value } = record;
  expect((await planOf(it, { id, [plain.name]: text, [name]: value })).planned, about).toMatchObject([{ action: 'skip' }]);
  const { result, planned } = await planOf(it, { id, [plain.name]: 'new', [name]: sampleOf(type, 1) });
  expectNoneOf(name, planned);
  if (!sets) expect(warningsOf(result), about).toContain(name);
  else if (planned[0]!.action !== 'error') expect(planned[0], about).toMatchObject({ set: { [sets.name]: expect.anything() } });
}

async function checkNew(it: Case): Promise<void> {
  const { name, type, plain, about } = it;
  if (!plain) return;
  for (const mode of ['create', 'upsert'] as const) {
    const row = { [plain.name]: 'new', [name]: sampleOf(type, 1) };
    const made = await planOf(it, row, { mode, match: [plain.name] }).catch((error: Error) => error.message);
    if (typeof made === 'string') expect(made, about).toMatch(/Halo sets|does not show/);
    else expectNoneOf(name, made.planned);
  }
}

test.each([...new Set(chosen.map(({ resource }) => resource.attribute))])(
  'fields that Halo sets in %s are never planned: each is refused, taken for the field that sets it, or left out beside that one',
  async (attribute) => {
    for (const one of chosen.filter(({ resource }) => resource.attribute === attribute))
      for (const check of [checkAlone, checkBeside, checkAmongOthers, checkNew]) await check(caseOf(one));
  },
);

const tickets = findResource('tickets')!;
const ticketsOf = (...records: readonly Fields[]): Tenant =>
  tenantOf(tickets, records, [
    { id: 1, name: 'Acme' },
    { id: 2, name: 'Globex' },
    { id: 3, name: 'Acme' },
  ]);

describe('a name that Halo shows', () => {
  test('is looked up in place of the field that sets it', async () => {
    const rows = [
      { id: 10, client_name: 'Globex' },
      { id: 11, client_name: 'Initech' },
      { id: 12, client_name: 'Acme' },
      { id: 13, client_name: 'Acme' },
      { id: 14, client_name: 'Gone and inactive' },
    ];
    const tenant = ticketsOf(
      { id: 10, client_id: 1, client_name: 'Acme' },
      { id: 11, client_id: 1, client_name: 'Acme' },
      { id: 12, client_id: 2, client_name: 'Globex' },
      { id: 13, client_id: 3, client_name: 'Acme' },
      { id: 14, client_id: 9, client_name: 'Gone and inactive' },
    );
    const { result, planned } = await plan({ resource: 'tickets', tenant, rows });
    expect(planned.map(({ action, set, before, message }) => message ?? [action, set, before])).toEqual([
      ['update', { client_id: 2 }, { client_id: 1 }],
      'no client is named "Initech"',
      '"Acme" is ambiguous: 2 clients have this name, 1, 3; give the id',
      'has these values already',
      'has these values already',
    ]);
    expect(result.unmatched).toEqual({ client_id: { Initech: 1, Acme: 1 } });
  });

  test('empties its field only where it was not empty, and empty cells clear', async () => {
    const tenant = ticketsOf({ id: 10, agent_id: 1, agent_name: 'Ada' }, { id: 11, agent_id: 1 });
    const rows = [
      { id: 10, agent_name: null, summary: null },
      { id: 11, agent_name: null, summary: null },
    ];
    const { planned } = await plan({ resource: 'tickets', tenant, rows, more: { mapping: { empty: 'clear' } } });
    expect(planned).toMatchObject([{ action: 'update', set: { agent_id: null } }, { action: 'skip' }]);
  });

  test('is looked up for new records, for a constant and for a heading of its own, by the answers of a values file', async () => {
    const { planned } = await plan({
      resource: 'tickets',
      tenant: ticketsOf(),
      rows: [
        { summary: 'a', 'Client Name': 'Acme' },
        { summary: 'b', 'Client Name': 'Globex' },
      ],
      more: { mode: 'create', mapping: { values: { client_id: { Acme: 3 } }, set: { status_name: 'Globex' } } },
    });
    expect(planned.map(({ set }) => set)).toEqual([
      { summary: 'a', client_id: 3, status_id: 2 },
      { summary: 'b', client_id: 2, status_id: 2 },
    ]);
  });

  test('may be what records are found by, and is not sent; a new record cannot be made with it', async () => {
    const tenant = ticketsOf({ id: 10, client_name: 'Acme', summary: 'One', details: 'old' });
    const rows = [{ client_name: 'ACME', summary: 'One', details: 'new' }];
    const more = { match: ['client_name+summary'] };
    const { planned } = await plan({ resource: 'tickets', tenant, rows, more });
    expect(planned).toMatchObject([{ action: 'update', id: 10, set: { details: 'new' }, before: { details: 'old' } }]);
    expect(planned[0]!.set).not.toHaveProperty('client_name');
    for (const mode of ['upsert', 'create'] as const)
      await expect(plan({ resource: 'tickets', tenant, rows, more: { ...more, mode } })).rejects.toThrow(
        'Halo sets client_name itself, so a new record cannot be made with it',
      );
  });
});

test('headings that mean nothing and those that Halo sets are in one message, each with what to use', async () => {
  const rows = [{ id: 1, summary: 'x', Wibble: 1, parent_subject: 'x', action_note: 'y' }];
  await expect(plan({ resource: 'tickets', tenant: undefined, rows })).rejects.toThrow(
    /1 heading is not the name of any field of tickets: "Wibble"; Halo sets parent_subject itself: use parent_id$/,
  );
  const created = [{ summary: 'x', parent_subject: 'x', action_note: 'y' }];
  await expect(plan({ resource: 'tickets', tenant: undefined, rows: created, more: { mode: 'create' } })).rejects.toThrow(
    /Halo sets the fields of 2 headings itself: "parent_subject" \(use parent_id\), "action_note"$/,
  );
});

test('a field of new records alone is no change of one that is there', async () => {
  const clients = findResource('clients')!;
  const tenant = tenantOf(clients, [{ id: 1, name: 'Acme', notes: 'old' }]);
  const rows = [
    { name: 'Acme', notes: 'new', newclient_sitename: 'HQ' },
    { name: 'Globex', notes: 'new', newclient_sitename: 'HQ' },
  ];
  const { planned } = await plan({ resource: 'clients', tenant, rows, more: { mode: 'upsert', match: ['name'] } });
  expect(planned.map(({ action, set }) => [action, set])).toEqual([
    ['update', { notes: 'new' }],
    ['create', { name: 'Globex', notes: 'new', newclient_sitename: 'HQ' }],
  ]);
});

test.each([
  ['update', { parent_subject: 'x' }, 'Halo sets parent_subject itself: use parent_id'],
  ['update', { action_note: 'x' }, 'Halo sets action_note itself'],
  ['create', { 'user.client_name': 'x' }, 'Halo sets user itself: use user_id'],
  ['update', { 'user.name': 'x' }, 'Halo sets user itself: use user_id'],
] as const)('a constant of a field that Halo sets is refused (%s, %j)', async (mode, set, message) => {
  const rows = mode === 'create' ? [{ summary: 'x' }] : [{ id: 1, summary: 'x' }];
  await expect(plan({ resource: 'tickets', tenant: undefined, rows, more: { mode, mapping: { set } } })).rejects.toThrow(message);
});

test('a column within what Halo sets itself is left out beside the field that sets it, and has to be as it is without that', async () => {
  const tenant = ticketsOf({ id: 10, user_id: 1, user: { id: 1, name: 'Ada' }, summary: 'old' });
  const rows = [{ id: 10, summary: 'new', 'user.name': 'Ada' }];
  expect((await plan({ resource: 'tickets', tenant, rows })).planned).toMatchObject([{ action: 'update', set: { summary: 'new' } }]);
  const edited = [{ id: 10, summary: 'new', 'user.name': 'Bob' }];
  expect((await plan({ resource: 'tickets', tenant, rows: edited })).planned).toMatchObject([
    { action: 'error', column: 'user.name', message: 'Halo sets user.name itself, and it is "Ada": use user_id' },
  ]);
  const beside = [{ id: 10, user_id: 2, 'user.name': 'Bob' }];
  const { planned, result } = await plan({ resource: 'tickets', tenant, rows: beside });
  expect(planned).toMatchObject([{ action: 'update', set: { user_id: 2 } }]);
  expect(planned[0]!.set).not.toHaveProperty('user');
  expect(warningsOf(result)).toContain('user.name (user_id sets it)');
  await expect(plan({ resource: 'tickets', tenant, rows: [{ id: 10, 'user.name': 'Bob' }] })).rejects.toThrow('use user_id');
});

test('a constant, or a column alone, of what only new records take is refused in an update', async () => {
  const tenant = tenantOf(findResource('clients')!, [{ id: 1, name: 'Acme', notes: 'old' }]);
  const more = { mapping: { set: { newclient_sitename: 'HQ' } } };
  await expect(plan({ resource: 'clients', tenant, rows: [{ id: 1, notes: 'new' }], more })).rejects.toThrow(
    'Halo takes newclient_sitename only when a record is made',
  );
  await expect(plan({ resource: 'clients', tenant, rows: [{ id: 1, newclient_sitename: 'HQ' }] })).rejects.toThrow('newclient_sitename');
  const { planned, result } = await plan({ resource: 'clients', tenant, rows: [{ id: 1, notes: 'new', newclient_sitename: 'HQ' }] });
  expect(planned).toMatchObject([{ action: 'update', set: { notes: 'new' } }]);
  expect(planned[0]!.set).not.toHaveProperty('newclient_sitename');
  expect(warningsOf(result)).toContain('newclient_sitename');
});
