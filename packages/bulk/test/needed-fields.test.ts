import type { PlanRequest, PlanResult } from 'halopsa-bulk';
import { beforeEach, expect, test } from 'vitest';
import { plannedRows, putRecord } from './planned-rows.js';
import { openWorkshop, type Workshop } from './workshop.js';

let workshop: Workshop;
beforeEach(async () => {
  workshop = await openWorkshop();
  return () => workshop[Symbol.asyncDispose]();
});

const put = (resource: string, record: Readonly<Record<string, unknown>>): number => putRecord(workshop, resource, record);

const planned = (resource: string, csv: string, more: Partial<PlanRequest> = {}): Promise<PlanResult> =>
  plannedRows(workshop, csv, { resource, mode: 'update', mapping: { empty: 'clear' }, ...more });

const told = ({ sample }: PlanResult): unknown[] =>
  sample.map(({ line, column, message, set }) => (message ? [line, column, message] : set));

test('what a record is known by is never emptied, whatever empty cells do', async () => {
  const client = put('clients', { name: 'Acme', colour: '#111111' });
  const other = put('clients', { name: 'Globex', colour: '#222222' });
  const result = await planned('clients', `id,name,colour\n${client},Acme,\n${other},,#333333\n`);
  expect(told(result)).toEqual([{ colour: null }, [3, 'name', 'the row would empty name, which every client needs']]);
  const site = put('sites', { name: 'HQ', client_id: client });
  const sites = await planned('sites', `id,name,client_id\n${site},,${client}\n${site},HQ,\n`);
  expect(told(sites)[0]).toEqual([2, 'name', 'the row would empty name, which every site needs']);
  const ticket = put('tickets', { summary: 'Printer', client_id: client, site_id: site });
  expect(told(await planned('tickets', `id,summary\n${ticket},\n`))).toEqual([
    [2, 'summary', 'the row would empty summary, which every ticket needs'],
  ]);
});

test('neither a constant nor a word for nothing empties it, nor a plan that asks nobody', async () => {
  const client = put('clients', { name: 'Acme' });
  const message = 'the row would empty name, which every client needs';
  const rows = `id\n${client}\n`;
  expect(told(await planned('clients', rows, { mapping: { set: { name: '' } } }))).toEqual([[2, 'constant value of name', message]]);
  const words = await planned('clients', `id,name\n${client},n/a\n`, { mapping: { empty: 'clear', nulls: ['n/a'] } });
  expect(told(words)).toEqual([[2, 'name', message]]);
  expect(told(await planned('clients', `id,name\n${client},\n`, { tenant: undefined }))).toEqual([[2, 'name', message]]);
  const columns = { name: { field: 'name', transforms: ['keep-blanks' as const] } };
  expect(told(await planned('clients', `id,name\n${client},"  "\n`, { mapping: { columns } }))).toEqual([[2, 'name', message]]);
});

test('where it is empty already, an empty cell is no fault', async () => {
  const client = put('clients', { name: '', colour: '#111111' });
  expect(told(await planned('clients', `id,name,colour\n${client},,#222222\n`))).toEqual([{ colour: '#222222' }]);
});
