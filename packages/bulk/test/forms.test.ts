import { createPlan, openSource, type PlanRequest } from 'halopsa-bulk';
import { verifies } from 'halopsa-testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWorkshop, type Workshop } from './workshop.js';

let workshop: Workshop;
let number = 0;

beforeAll(async () => {
  workshop = await openWorkshop({ seed: 'small' });
});

afterAll(() => workshop[Symbol.asyncDispose]());

async function plan(text: string, more: Partial<PlanRequest> = {}) {
  number += 1;
  const source = await openSource(workshop.file(`${number}.csv`, text));
  const out = workshop.path(`${number}.plan`);
  return createPlan({ resource: 'tickets', mode: 'create', source, out, tenant: workshop.tenant, ...more });
}

const good = { summary: 'A fault', tickettype_id: '24', Category: 'Hardware', priority_id: 'High', CFOrderNumber: 'A-1' };
const csv = (row: Readonly<Record<string, string>>): string => `${Object.keys(row).join(',')}\n${Object.values(row).join(',')}\n`;

describe(`a row is held against the form of its ticket type ${verifies('ticket-types.fields')}`, () => {
  test('a row that keeps to it is planned, labels become the ids that Halo keeps', async () => {
    const { footer, sample } = await plan(csv({ ...good, CFFaultKind: 'missing', CFWarranty: 'yes', impact: 'Single User' }));
    expect(footer.counts).toMatchObject({ create: 1, error: 0 });
    expect(sample[0]!.set).toMatchObject({
      category_1: 'Hardware',
      priority_id: 2,
      impact: 3,
      customfields: [
        { name: 'CFOrderNumber', value: 'A-1' },
        { name: 'CFFaultKind', value: 2 },
        { name: 'CFWarranty', value: true },
      ],
    });
  });

  test.each([
    [{ Category: '' }, 'Category', 'Hardware Fault demands Category (category_1): fill it in, with "Hardware", "Hardware>Laptop"'],
    [
      { Category: 'Toaster' },
      'Category',
      '"Toaster" is not a value of Category (category_1) on Hardware Fault: it takes "Hardware", "Hardware>Laptop"',
    ],
    [{ CFOrderNumber: '' }, 'CFOrderNumber', 'Hardware Fault demands Order number (CFOrderNumber): fill it in'],
    [
      { CFOrderNumber: 'B7' },
      'CFOrderNumber',
      '"B7" is not written as Order number (CFOrderNumber) of Hardware Fault demands: it has to match',
    ],
    [
      { CFOrderNumber: `A-${'1'.repeat(30)}` },
      'CFOrderNumber',
      '32 characters, and Order number (CFOrderNumber) of Hardware Fault takes 20',
    ],
    [
      { CFFaultKind: 'Eaten' },
      'CFFaultKind',
      '"Eaten" is not a value of Kind of fault (CFFaultKind) on Hardware Fault: it takes "Broken", "Missing"',
    ],
    [{ CFWarranty: 'perhaps' }, 'CFWarranty', '"perhaps" is neither yes nor no'],
    [{ impact: 'Enormous' }, 'impact', 'no lookup is named "Enormous"'],
  ])('%j is refused with line and column', async (change, column, message) => {
    const { sample } = await plan(csv({ ...good, ...change } as Record<string, string>));
    expect(sample[0]).toMatchObject({ action: 'error', line: 2, message: expect.stringContaining(message) });
    expect(sample[0]!.column).toBe(column);
  });

  test('each row by its own type; a type that allows some statuses takes no other', async () => {
    workshop.sandbox.control.put('ticketTypes', {
      id: 2,
      fields: [{ id: 900, fieldid: 5, seq: 1, technew: 1, fieldinfo: { id: 5, name: 'status_id', label: 'Status', custom: 0 } }],
    });
    const { sample } = await plan('summary,tickettype_id,status_id\na,2,Waiting on User\nb,1,Waiting on User\nc,2,Scheduled\n');
    expect(sample.filter(({ action }) => action === 'error')).toMatchObject([
      {
        line: 2,
        column: 'status_id',
        message: expect.stringContaining('4 is not a value of Status (status_id) on Change Request: it takes "New"'),
      },
    ]);
  });

  test('an update is held against the form of the record it changes, and only in what it changes', async () => {
    const id = workshop.sandbox.control.put('tickets', { summary: 'Old', tickettype_id: 24, category_1: 'Long gone', category_2: '' }).id;
    const { sample } = await plan(`id,summary,Category,Category2\n${id},New,Long gone,User Error\n`, { mode: 'update' });
    expect(sample).toMatchObject([{ action: 'update', set: { summary: 'New', category_2: 'User Error' } }]);
    const refused = await plan(`id,Category2\n${id},Toaster\n`, { mode: 'update' });
    expect(refused.sample).toMatchObject([{ action: 'error', id, column: 'Category2' }]);
  });

  test('_novalidate waives what is mandatory, and checkForms: false waives all', async () => {
    const waived = await plan(csv({ ...good, Category: '' }), { mapping: { set: { _novalidate: true } } });
    expect(waived.footer.counts).toMatchObject({ create: 1, error: 0 });
    const unchecked = await plan(csv({ ...good, Category: 'Toaster' }), { checkForms: false });
    expect(unchecked.footer.counts).toMatchObject({ create: 1, error: 0 });
  });
});

describe('headings', () => {
  test('are matched by the labels of fields and by the names and labels of custom fields', async () => {
    const { columns } = await plan('summary,Order number,Fault Kind,under_warranty\na,A-1,Broken,yes\n', { checkForms: false });
    expect(columns).toEqual({
      summary: 'summary',
      'Order number': 'customfields.CFOrderNumber',
      'Fault Kind': 'customfields.CFFaultKind',
      under_warranty: 'customfields.CFWarranty',
    });
  });

  test('are matched by the labels of the form where all rows have one type', async () => {
    const { columns } = await plan('summary,Resolution Category\na,User Error\n', {
      mapping: { set: { tickettype_id: 24, priority_id: 1, category_1: 'Hardware', 'customfields.CFOrderNumber': 'A-1' } },
    });
    expect(columns['Resolution Category']).toBe('category_2');
  });

  test('that are the label of two fields are told, with both', async () => {
    workshop.sandbox.control.put('fieldInfos', { name: 'CFShelfTwo', label: 'Shelf', custom: 1, table_id: 1 });
    workshop.sandbox.control.put('fieldInfos', { name: 'CFRack', label: 'shelf ', custom: 1, table_id: 1 });
    await expect(plan('summary,The shelf\na,b\n')).rejects.toThrow('no field of tickets has this name');
    await expect(plan('summary,Shelf\na,b\n')).rejects.toMatchObject({
      message: expect.stringContaining('column "Shelf": 3 fields have this label: customfields.CFShelf and customfields.CFShelfTwo'),
      nextStep: expect.stringContaining('mapping.columns: { "Shelf": "customfields.CFShelf" }'),
    });
  });

  test('mean what they meant in an earlier run, where they mean nothing by themselves', async () => {
    const first = await plan('Betreff,summary\na,b\n', { mapping: { columns: { Betreff: 'details', summary: null } } });
    expect(first.columns).toEqual({ Betreff: 'details', summary: null });
    const { columns } = await plan('Betreff,summary\na,b\n', { earlier: first.columns });
    expect(columns).toEqual({ Betreff: 'details', summary: 'summary' });
  });
});
