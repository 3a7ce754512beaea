import { applyPlan, createPlan, openSource, planUndo, readResults } from 'halopsa-bulk';
import type { HaloRecord } from 'halopsa-sandbox';
import { describe, expect, test } from 'vitest';
import { countBy } from './server-count.js';
import { collect, openWorkshop, type Workshop } from './workshop.js';

const quick = { settleMs: 5, verify: 'none' } as const;

/** Creates so many clients in a job, and gives them as they stand there. */
async function created(workshop: Workshop, count = 6): Promise<{ path: string; clients: HaloRecord[] }> {
  const text = `name,notes\n${Array.from({ length: count }, (_, at) => `Made ${String(at).padStart(3, '0')},n`).join('\n')}\n`;
  const source = await openSource(workshop.file('rows.csv', text));
  const { tenant } = workshop;
  const { path } = await createPlan({
    resource: 'clients',
    mode: 'create',
    match: ['name'],
    source,
    out: workshop.path('job.plan'),
    tenant,
  });
  expect(await applyPlan(path, tenant, quick)).toMatchObject({ done: count });
  const clients = workshop.sandbox.control.records('clients').filter(({ name }) => String(name).startsWith('Made '));
  return { path, clients: clients.sort((a, b) => String(a['name']).localeCompare(String(b['name']))) };
}

const uses: readonly (readonly [string, (workshop: Workshop, client: HaloRecord) => unknown, RegExp])[] = [
  [
    'a phone number',
    ({ sandbox }, { id }) => sandbox.control.put('clients', { id: Number(id), phonenumber: '123' }),
    /^phonenumber was empty when it was made/,
  ],
  [
    'a field whose name sounds like a counter',
    ({ sandbox }, { id }) => sandbox.control.put('clients', { id: Number(id), accountsid: 'A-1' }),
    /^accountsid was empty when it was made and is "A-1"/,
  ],
  [
    'a long text',
    ({ sandbox }, { id }) => sandbox.control.put('clients', { id: Number(id), pre_popup_notes: 'theirs '.repeat(100) }),
    /^pre_popup_notes was empty when it was made and is "theirs .*\(700 characters/,
  ],
  [
    'a box that was ticked',
    ({ sandbox }, { id }) => sandbox.control.put('clients', { id: Number(id), inactive: true }),
    /^inactive was empty when it was made and is true/,
  ],
  [
    'a custom field',
    ({ sandbox }, { id }) => sandbox.control.put('clients', { id: Number(id), customfields: [{ name: 'CFregion', value: 'North' }] }),
    /^customfields\.CFregion was empty when it was made and is "North"/,
  ],
  ['a value that was set', ({ sandbox }, { id }) => sandbox.control.put('clients', { id: Number(id), notes: 'theirs' }), /^notes was "n"/],
  [
    'another main site',
    ({ sandbox }, { id }) => sandbox.control.put('clients', { id: Number(id), main_site_id: sandbox.control.records('sites')[0]?.id }),
    /^main_site_id was/,
  ],
  ['a site', ({ sandbox }, { id }) => sandbox.control.put('sites', { name: 'Theirs', client_id: id }), /^site \d+ belongs to it/],
  ['a ticket', ({ sandbox }, { id }) => sandbox.control.put('tickets', { summary: 'Theirs', client_id: id }), /^ticket \d+ belongs to it/],
  [
    'an asset',
    ({ sandbox }, { id }) => sandbox.control.put('assets', { inventory_number: 'A1', client_id: id }),
    /^asset \d+ belongs to it/,
  ],
  ['an invoice', ({ sandbox }, { id }) => sandbox.control.put('invoices', { client_id: id }), /^invoice \d+ belongs to it/],
  [
    'a user',
    ({ sandbox }, { main_site_id }) => sandbox.control.put('users', { name: 'Them', site_id: main_site_id }),
    /^user \d+ belongs to it/,
  ],
];

describe.each([3, 6])('undo of %i new records', (count) => {
  test.each(uses)('leaves one alone that has %s now, and takes the others back', async (_, use, reason) => {
    await using workshop = await openWorkshop();
    const { path, clients } = await created(workshop, count);
    use(workshop, clients[2]!);
    const undo = await planUndo({ plan: path, out: workshop.path('undo.plan'), tenant: workshop.tenant });
    expect(await applyPlan(undo.path, workshop.tenant, quick)).toMatchObject({ done: count - 1, skipped: 1, failed: 0 });
    const [left] = (await collect(readResults(undo.path))).filter(({ outcome }) => outcome === 'skipped');
    expect(left).toMatchObject({ id: clients[2]!.id, error: expect.stringMatching(reason) });
    const stand = [...(await countBy(workshop.url, 'name'))].filter(([name]) => name.startsWith('Made '));
    expect(stand).toEqual([['Made 002', 1]]);
  });
});

test('undo of new records takes the requests that its plan says: a read and a delete of each, and what may refer to them once', async () => {
  await using workshop = await openWorkshop();
  const { path } = await created(workshop, 40);
  const undo = await planUndo({ plan: path, out: workshop.path('undo.plan'), tenant: workshop.tenant });
  workshop.sandbox.control.requestLog.clear();
  expect(await applyPlan(undo.path, workshop.tenant, quick)).toMatchObject({ done: 40, skipped: 0 });
  const sent = workshop.sandbox.control.requestLog.list().filter(({ url }) => url.includes('/api/'));
  expect(sent.length).toBeLessThanOrEqual(undo.footer.requests);
  expect(undo.footer.requests).toBeLessThanOrEqual(2 * 40 + 40);
});

test('undo deletes records that somebody has used where it is forced to', async () => {
  await using workshop = await openWorkshop();
  const { path, clients } = await created(workshop);
  workshop.sandbox.control.put('clients', { id: Number(clients[0]!.id), phonenumber: '123' });
  const undo = await planUndo({ plan: path, out: workshop.path('undo.plan'), tenant: workshop.tenant });
  expect(await applyPlan(undo.path, workshop.tenant, { ...quick, force: true })).toMatchObject({ done: 6, skipped: 0 });
});

test('undo of a ticket leaves it alone once somebody has added an action', async () => {
  await using workshop = await openWorkshop();
  const source = await openSource(workshop.file('t.csv', 'summary\nMade 1\nMade 2\n'));
  const { tenant, sandbox } = workshop;
  const { path } = await createPlan({
    resource: 'tickets',
    mode: 'create',
    source,
    out: workshop.path('t.plan'),
    tenant,
    checkForms: false,
  });
  expect(await applyPlan(path, tenant, quick)).toMatchObject({ done: 2 });
  const [first] = sandbox.control.records('tickets').filter(({ summary }) => summary === 'Made 1');
  await tenant.write('actions', [{ ticket_id: Number(first?.id), outcome: 'Note', note: 'theirs' }], 'unsafe');
  const undo = await planUndo({ plan: path, out: workshop.path('undo.plan'), tenant });
  expect(await applyPlan(undo.path, tenant, quick)).toMatchObject({ done: 1, skipped: 1 });
});
