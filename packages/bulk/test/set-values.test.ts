import { readPlanRows } from 'halopsa-bulk';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { plannedRows } from './planned-rows.js';
import { collect, openWorkshop, type Workshop } from './workshop.js';

let workshop: Workshop;
beforeAll(async () => {
  workshop = await openWorkshop();
});
afterAll(() => workshop[Symbol.asyncDispose]());

test('a value for every row wins over a column of its field, and the plan says so', async () => {
  const csv = 'summary,agent_id,status_id\na,5,1\nb,6,2\n';
  const result = await plannedRows(workshop, csv, { mapping: { set: { agent_id: 9 } } });
  const rows = await collect(readPlanRows(result.path));
  expect(rows.map(({ set }) => set)).toEqual([
    expect.objectContaining({ summary: 'a', agent_id: 9, status_id: 1 }),
    expect.objectContaining({ summary: 'b', agent_id: 9, status_id: 2 }),
  ]);
  expect(result.footer.warnings).toContainEqual('Not read, since every row gets the same value there: agent_id.');
});

test('a column that a map leads to the field is not read either', async () => {
  const mapping = { columns: { Owner: { field: 'agent_id' } }, set: { agent_id: 9 } };
  const result = await plannedRows(workshop, 'summary,Owner\na,nobody at all\n', { mapping });
  const [row] = await collect(readPlanRows(result.path));
  expect(row?.set).toMatchObject({ agent_id: 9 });
  expect(result.footer.warnings).toContainEqual('Not read, since every row gets the same value there: Owner (agent_id).');
});
