import { createPlan, openSource, type PlanRequest, type PlanResult } from 'halopsa-bulk';
import { describe, expect, test } from 'vitest';
import { openWorkshop, type Workshop } from './workshop.js';

const names = ['Tara Smith', 'Noor  El-Amin', 'José Ibarra'] as const;

interface Opened {
  readonly workshop: Workshop;
  readonly client: number;
  readonly site: number;
  /** The ids of the three users. */
  readonly users: readonly number[];
}

/** A tenant with 1,200 users, three of them with names of their own; those with the first name are not in one place of the list. */
async function openTenant(): Promise<Opened> {
  const workshop = await openWorkshop();
  const { control } = workshop.sandbox;
  const client = Number(control.put('clients', { name: 'Acme' }).id);
  const site = Number(control.put('sites', { name: 'HQ', client_id: client }).id);
  const put = (name: string): number => Number(control.put('users', { name, site_id: site, client_id: client }).id);
  for (let at = 0; at < 600; at += 1) put(`User number ${at}`);
  const users = names.map((name) => put(name.normalize('NFD')));
  for (let at = 600; at < 1200; at += 1) put(`User number ${at}`);
  return { workshop, client, site, users };
}

async function planned(workshop: Workshop, csv: string, more: Partial<PlanRequest> = {}): Promise<PlanResult> {
  workshop.sandbox.control.requestLog.clear();
  const source = await openSource(workshop.file('rows.csv', csv));
  const out = workshop.path(`${Math.random()}.plan`);
  return createPlan({ resource: 'tickets', mode: 'create', checkForms: false, source, out, tenant: workshop.tenant, ...more });
}

const reads = (workshop: Workshop, operation: string): number =>
  workshop.sandbox.control.requestLog.list().filter((request) => request.operation === operation).length;
const told = ({ sample }: PlanResult, field: string): unknown[] => sample.map(({ set, message }) => message ?? set?.[field]);

describe('names in a list of 13 pages', () => {
  test('are searched for one by one where there are few', async () => {
    const { workshop: opened, users } = await openTenant();
    await using workshop = opened;
    const csv = `summary,User\na,tara smith\nb,${names[1]}\nc,${names[2]}\nd,Tara Smith\n`;
    expect(told(await planned(workshop, csv), 'user_id')).toEqual([users[0], users[1], users[2], users[0]]);
    expect(reads(workshop, 'users.list')).toBeLessThanOrEqual(5);
  });

  test('are ambiguous where several have one, and said to be of nobody only after the whole list was read', async () => {
    const { workshop: opened, users, client, site } = await openTenant();
    await using workshop = opened;
    const other = Number(workshop.sandbox.control.put('users', { name: 'TARA\u00a0SMITH', client_id: client, site_id: site }).id);
    const twice = await planned(workshop, 'summary,User\na,Tara Smith\n');
    expect(told(twice, 'user_id')).toEqual([expect.stringContaining(`2 users have this name, ${users[0]} `)]);
    expect(told(twice, 'user_id')).toEqual([expect.stringContaining(`, ${other}`)]);
    expect(reads(workshop, 'users.list')).toBeLessThanOrEqual(3);
    const nobody = await planned(workshop, 'summary,User\na,José Ibarra\nb,Nobody Known\n');
    expect(told(nobody, 'user_id')).toEqual([users[2], 'no user is named "Nobody Known"']);
  });

  test('are read with the list where there are many', async () => {
    const { workshop: opened } = await openTenant();
    await using workshop = opened;
    const csv = `summary,User\n${Array.from({ length: 40 }, (_, at) => `a,User number ${at}`).join('\n')}\n`;
    expect((await planned(workshop, csv)).footer.counts).toMatchObject({ create: 40, error: 0 });
    expect(reads(workshop, 'users.list')).toBeLessThanOrEqual(15);
  });
});

describe('an id of no record', () => {
  test('is found before anything is sent, on whichever line it stands, and with few requests', async () => {
    const { workshop: opened, client, users } = await openTenant();
    await using workshop = opened;
    const rows = [`a,99999,`, `b,${client},${users[0]}`, 'c,Acme,77777', 'd,99999,', `e,${client},`];
    const { sample, unmatched } = await planned(workshop, `summary,client_id,user_id\n${rows.join('\n')}\n`);
    expect(sample.map(({ line, message, column }) => message && [line, column, message]).filter(Boolean)).toEqual([
      [2, 'client_id', 'no client has the id 99999'],
      [4, 'user_id', 'no user has the id 77777'],
      [5, 'client_id', 'no client has the id 99999'],
    ]);
    expect(unmatched).toEqual({ client_id: { 99999: 2 }, user_id: { 77777: 1 } });
    expect(reads(workshop, 'users.get') + reads(workshop, 'clients.get')).toBeLessThanOrEqual(4);
    await expect(planned(workshop, 'summary\na\n', { mapping: { set: { client_id: 99999 } } })).rejects.toThrow(
      'no client has the id 99999',
    );
  });

  test('is none where its record is only left out of the list', async () => {
    const { workshop: opened, client } = await openTenant();
    await using workshop = opened;
    const { control } = workshop.sandbox;
    const away = Number(control.put('agents', { name: 'Was Here', isdisabled: true }).id);
    const here = Number(control.put('agents', { name: 'Is Here' }).id);
    const csv = `summary,client_id,agent_id\na,${client},Is Here\nb,${client},${away}\nc,${client},88888\n`;
    expect(told(await planned(workshop, csv), 'agent_id')).toEqual([here, away, 'no agent has the id 88888']);
  });

  test('is looked for in the list where there are many ids', async () => {
    const { workshop: opened, client } = await openTenant();
    await using workshop = opened;
    const ids = Array.from({ length: 40 }, () => Number(workshop.sandbox.control.put('clients', { name: `C${Math.random()}` }).id));
    const csv = `summary,client_id\n${[client, ...ids, 99999].map((id) => `a,${id}`).join('\n')}\n`;
    const result = await planned(workshop, csv);
    expect(result.footer.counts).toMatchObject({ create: 41, error: 1 });
    expect(reads(workshop, 'clients.get') + reads(workshop, 'clients.list')).toBeLessThanOrEqual(4);
  });
});
