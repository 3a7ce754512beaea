import type { PlanRequest, PlanResult } from 'halopsa-bulk';
import { beforeEach, expect, test } from 'vitest';
import { plannedRows, putRecord } from './planned-rows.js';
import { openWorkshop, type Workshop } from './workshop.js';

let workshop: Workshop;
let [plain, named] = [0, 0];
beforeEach(async () => {
  workshop = await openWorkshop();
  plain = put('clients', { name: 'Acme' });
  named = put('clients', { name: String(plain) });
  return () => workshop[Symbol.asyncDispose]();
});

const put = (resource: string, record: Readonly<Record<string, unknown>>): number => putRecord(workshop, resource, record);

const planned = (csv: string, more?: Partial<PlanRequest>): Promise<PlanResult> => plannedRows(workshop, csv, more);

const told = ({ sample }: PlanResult, field: string): unknown[] => sample.map(({ set, message }) => message ?? set?.[field]);

test('a number that is also a name is refused with what it may mean, and the answer for it is taken', async () => {
  const csv = `summary,Client\na,${plain}\nb,${named}\n`;
  const result = await planned(csv);
  expect(told(result, 'client_id')).toEqual([
    `"${plain}" is a number, and also the name of ${named}: give the id in a column called client_id, or answer in the values file`,
    named,
  ]);
  expect(result.unmatched).toEqual({ client_id: { [plain]: 1 } });
  const values = { client_id: { [plain]: named } };
  expect(told(await planned(csv, { mapping: { values } }), 'client_id')).toEqual([named, named]);
});

test('a number is an id in a column of ids, and by lookup it is a name', async () => {
  expect(told(await planned(`summary,client_id\na,${plain}\n`), 'client_id')).toEqual([plain]);
  expect(told(await planned(`summary,Client ID\na,${plain}\n`), 'client_id')).toEqual([plain]);
  expect(told(await planned(`summary\na\n`, { mapping: { set: { client_id: String(plain) } } }), 'client_id')).toEqual([plain]);
  const columns = { Client: { field: 'client_id', lookup: 'name' } };
  expect(told(await planned(`summary,Client\na,${plain}\n`, { mapping: { columns } }), 'client_id')).toEqual([named]);
});

test('a number that is the id of no record and the name of one is no id without a word', async () => {
  put('clients', { name: '2024' });
  expect(told(await planned('summary,Client\na,2024\nb,Acme\n'), 'client_id')).toEqual([
    expect.stringContaining('"2024" is a number, and also the name of'),
    plain,
  ]);
});

test('a row that has its record as it is, or a client that narrows the name down, is no doubt', async () => {
  const ticket = put('tickets', { summary: 'a', client_id: plain });
  const kept = await planned(`id,Client,summary\n${ticket},${plain},b\n`, { mode: 'update' });
  expect(kept.sample.map(({ set, message }) => message ?? set)).toEqual([{ summary: 'b' }]);
  const [one, other] = [put('sites', { name: 'HQ', client_id: plain }), put('sites', { name: 'HQ', client_id: named })];
  put('sites', { name: String(one), client_id: named });
  expect(told(await planned(`summary,Client,Site\na,Acme,${one}\n`), 'site_id')).toEqual([one]);
  expect(other).toBeGreaterThan(0);
});

test('where the list may not be read, a number is an id, and the plan says that it is taken for one', async () => {
  workshop.sandbox.control.faults.add({ kind: 'status', status: 403, operation: 'clients.list', count: 5 });
  const result = await planned(`summary,Client\na,${plain}\n`);
  expect(told(result, 'client_id')).toEqual([plain]);
  expect(result.footer.warnings.join('\n')).toContain('1 number is taken for an id of clients');
});

test('numbers in a long list are searched for among the names where they are few', async () => {
  const site = put('sites', { name: 'HQ', client_id: plain });
  for (let at = 0; at < 1100; at += 1) put('users', { name: `User ${at}`, site_id: site });
  const user = put('users', { name: 'Someone', site_id: site });
  const other = put('users', { name: String(user), site_id: site });
  workshop.sandbox.control.requestLog.clear();
  expect(told(await planned(`summary,User\na,${user}\nb,${other}\n`), 'user_id')).toEqual([
    expect.stringContaining(`also the name of ${other}`),
    other,
  ]);
  expect(workshop.sandbox.control.requestLog.list().filter(({ operation }) => operation === 'users.list').length).toBeLessThan(5);
});
