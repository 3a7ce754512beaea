import { createPlan, openSource, type PlanRequest, type PlanResult, whyText } from 'halopsa-bulk';
import { describe, expect, test } from 'vitest';
import { openWorkshop, type Workshop } from './workshop.js';

type Fields = Readonly<Record<string, unknown>>;

interface Ids {
  readonly clients: readonly [acme: number, globex: number, initech: number];
  readonly sites: readonly [headAcme: number, headGlobex: number, depot: number, twin: number, otherTwin: number];
  readonly users: readonly [adaOfAcme: number, adaOfGlobex: number];
}

async function openTenant(): Promise<{ workshop: Workshop; ids: Ids }> {
  const workshop = await openWorkshop();
  const put = (...given: Parameters<typeof workshop.sandbox.control.put>): number => Number(workshop.sandbox.control.put(...given).id);
  const [acme, globex, initech] = ['Acme', 'Globex', 'Initech'].map((name) => put('clients', { name })) as [number, number, number];
  const site = (name: string, client_id: number, client_name: string): number => put('sites', { name, client_id, client_name });
  const sites = [
    site('HQ', acme, 'Acme'),
    site('HQ', globex, 'Globex'),
    site('Depot', globex, 'Globex'),
    site('Twin', initech, 'Initech'),
    site('Twin', initech, 'Initech'),
  ] as const;
  const ada = (site_id: number, client_id: number): number => put('users', { name: 'Ada King', site_id, client_id });
  return { workshop, ids: { clients: [acme, globex, initech], sites, users: [ada(sites[0], acme), ada(sites[1], globex)] } };
}

async function plan(workshop: Workshop, csv: string, more: Partial<PlanRequest> = {}): Promise<PlanResult> {
  const source = await openSource(workshop.file('rows.csv', csv));
  const out = workshop.path(`${Math.random()}.plan`);
  return createPlan({ resource: 'tickets', mode: 'create', checkForms: false, source, out, tenant: workshop.tenant, ...more });
}

const outcomes = ({ sample }: PlanResult): unknown[] =>
  sample.map(({ set, message, ...why }) => (message === undefined ? [set?.['client_id'], set?.['site_id']] : whyText({ ...why, message })));

test('a column of clients narrows the names of sites, on whichever side of it they stand', async () => {
  const { workshop: opened, ids } = await openTenant();
  await using workshop = opened;
  const { clients, sites } = ids;
  const rows = `Printer,Acme,HQ\nPrinter,${clients[1]},HQ\nPrinter,Acme,Acme/HQ\nPrinter,,Depot\n`;
  const expected = [
    [clients[0], sites[0]],
    [clients[1], sites[1]],
    [clients[0], sites[0]],
    [undefined, sites[2]],
  ];
  expect(outcomes(await plan(workshop, `summary,Client,Site\n${rows}`))).toEqual(expected);
  const turned = rows.replace(/^(.*),(.*),(.*)$/gm, '$1,$3,$2');
  expect(outcomes(await plan(workshop, `summary,Site,Client\n${turned}`))).toEqual(expected);
  const set = await plan(workshop, 'summary,Client\nPrinter,Globex\n', { mapping: { set: { site_id: 'HQ' } } });
  expect(outcomes(set)).toEqual([[clients[1], sites[1]]]);
});

test('client and site narrow the names of users', async () => {
  const { workshop: opened, ids } = await openTenant();
  await using workshop = opened;
  const { clients, sites, users } = ids;
  const { sample } = await plan(workshop, 'summary,user_id,Site,Client\nPrinter,Ada King,HQ,Globex\n');
  expect(sample.map(({ set }) => set)).toEqual([{ summary: 'Printer', client_id: clients[1], site_id: sites[1], user_id: users[1] }]);
});

test('a name of several records is ambiguous, with the candidates and what tells them apart', async () => {
  const { workshop: opened, ids } = await openTenant();
  await using workshop = opened;
  const { sites } = ids;
  const alone = await plan(workshop, 'summary,Site\nPrinter,HQ\n');
  expect(outcomes(alone)).toEqual([`"HQ" is ambiguous: 2 sites have this name, ${sites[0]} (Acme), ${sites[1]} (Globex); give the id`]);
  expect(alone.unmatched).toEqual({ site_id: { HQ: 1 } });
  const rows = 'Printer,Initech,Twin\nPrinter,Acme,Depot\nPrinter,Acme,Nowhere\nPrinter,Akme,HQ\n';
  const paired = await plan(workshop, `summary,Client,Site\n${rows}`);
  expect(outcomes(paired)).toEqual([
    `"Twin" is ambiguous: 2 sites of Initech have this name, ${sites[3]} (Initech), ${sites[4]} (Initech); give the id`,
    `no site of Acme is named "Depot"; elsewhere it is the name of ${sites[2]} (Globex)`,
    'no site is named "Nowhere"',
    'no client is named "Akme" (and 1 more in this row)',
  ]);
  expect(paired.unmatched).toEqual({
    client_id: { Akme: 1 },
    site_id: { Twin: { Initech: 1 }, Depot: { Acme: 1 }, Nowhere: { Acme: 1 } },
  });
});

test('a values file answers for each pair, or for a name as a whole', async () => {
  const { workshop: opened, ids } = await openTenant();
  await using workshop = opened;
  const { clients, sites } = ids;
  const values = { site_id: { Twin: { Initech: sites[4], Acme: null }, Depot: { Acme: sites[0] }, Hub: sites[2] } };
  const rows = 'Printer,Initech,Twin\nPrinter,Acme,Depot\nPrinter,Globex,Depot\nPrinter,Globex,Hub\nPrinter,Acme,Twin\n';
  expect(outcomes(await plan(workshop, `summary,Client,Site\n${rows}`, { mapping: { values } }))).toEqual([
    [clients[2], sites[4]],
    [clients[0], sites[0]],
    [clients[1], sites[2]],
    [clients[1], sites[2]],
    `no site of Acme is named "Twin"; elsewhere it is the name of ${sites[3]} (Initech), ${sites[4]} (Initech)`,
  ]);
});

describe('a name in a change, where nothing in the row narrows it down, is narrowed by its record', () => {
  const sheet = async (
    opened: { workshop: Workshop; ids: Ids },
    records: readonly Fields[],
    rows: readonly Fields[],
  ): Promise<PlanResult> => {
    const { workshop } = opened;
    const ids = records.map((record) => workshop.sandbox.control.put('tickets', { summary: 'Printer', ...record }).id);
    const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
    const lines = rows.map((row, at) => [ids[at], ...columns.map((column) => row[column] ?? '')].join());
    return plan(workshop, `id,${columns.join()}\n${lines.join('\n')}\n`, { mode: 'update' });
  };
  const changes = ({ sample }: PlanResult): unknown[] => sample.map(({ set, message }) => message ?? set);

  test('sites by its client', async () => {
    const opened = await openTenant();
    await using _ = opened.workshop;
    const { clients, sites } = opened.ids;
    const [acme, globex, initech] = clients;
    const at = (client_id: number, site_id?: number): Fields => ({
      client_id,
      client_name: ['Acme', 'Globex', 'Initech'][clients.indexOf(client_id)],
      ...(site_id === undefined ? {} : { site_id }),
    });
    const records = [at(acme), at(globex), at(acme), at(acme), at(initech), at(initech, sites[4]), at(acme, sites[0]), at(acme, sites[2])];
    const rows = ['HQ', 'HQ', 'Depot', 'Globex/Depot', 'Twin', 'Twin', 'HQ', 'Depot'].map((Site) => ({ Site }));
    const planned = await sheet(opened, records, rows);
    expect(changes(planned)).toEqual([
      { site_id: sites[0] },
      { site_id: sites[1] },
      `no site of Acme is named "Depot"; elsewhere it is the name of ${sites[2]} (Globex)`,
      { site_id: sites[2] },
      `"Twin" is ambiguous: 2 sites of Initech have this name, ${sites[3]} (Initech), ${sites[4]} (Initech); give the id`,
      'has these values already',
      'has these values already',
      'has these values already',
    ]);
    expect(planned.unmatched).toEqual({ site_id: { Depot: { Acme: 1 }, Twin: { Initech: 1 } } });
  });

  test('users by its client and site; a row that moves the record elsewhere is narrowed by the place that it moves to', async () => {
    const opened = await openTenant();
    await using _ = opened.workshop;
    const { clients, sites, users } = opened.ids;
    const second = Number(
      opened.workshop.sandbox.control.put('users', { name: 'Ada King', site_id: sites[2], client_id: clients[1], emailaddress: 'a@b.c' })
        .id,
    );
    const record = { client_id: clients[1], site_id: sites[1], client_name: 'Globex' };
    const rows = [
      { user_id: 'Ada King', Client: '' },
      { user_id: 'Ada King', Client: 'Acme' },
      { user_id: 'Ada King', Client: 'Globex' },
    ];
    const planned = await sheet(opened, [record, record, { ...record, site_id: null }], rows);
    expect(changes(planned)).toEqual([
      { user_id: users[1] },
      { client_id: clients[0], user_id: users[0] },
      expect.stringMatching(new RegExp(`"Ada King" is ambiguous: 2 users of Globex have this name, ${users[1]} .*, ${second} `)),
    ]);
  });

  test('by the answers of a values file for its client, and each list of names is read once', async () => {
    const opened = await openTenant();
    await using _ = opened.workshop;
    const { clients, sites } = opened.ids;
    const { workshop } = opened;
    const tickets = Array.from({ length: 300 }, () =>
      workshop.sandbox.control.put('tickets', { summary: 'Printer', client_id: clients[2], client_name: 'Initech' }),
    );
    const values = { site_id: { Twin: { Initech: sites[4] } } };
    const before = workshop.sandbox.control.requestLog.list().length;
    const csv = `id,Site\n${tickets.map(({ id }) => `${id},Twin`).join('\n')}\n`;
    const { footer, sample } = await plan(workshop, csv, { mode: 'update', mapping: { values } });
    expect([footer.counts.update, sample[0]?.set]).toEqual([300, { site_id: sites[4] }]);
    const asked = workshop.sandbox.control.requestLog.list().slice(before);
    // The first list of a resource is checked by its second page.
    const lists = asked.filter(({ operation, url }) => operation === 'sites.list' && /page_no=1\b/.test(url));
    expect(lists.length).toBeLessThanOrEqual(1);
    expect(asked.length).toBeLessThan(15);
  });
});

test('all headings that mean nothing are in one message, with the fields that are near', async () => {
  await using workshop = await openWorkshop();
  await expect(plan(workshop, 'summary,Wibble,details_x,Wobble\nPrinter,1,2,3\n')).rejects.toThrow(
    /rows\.csv: 3 headings are not the name of any field of tickets: "Wibble", "details_x" \(.*details.*\?\), "Wobble"$/,
  );
});
