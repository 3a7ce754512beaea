import {
  applyPlan,
  createPlan,
  findReasons,
  findRows,
  openSource,
  type PlanRequest,
  type PlanResult,
  type RowFilter,
  reasonText,
} from 'halopsa-bulk';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Reasons } from '../src/plan/reasons.js';
import { collect, openWorkshop, putClients, type Workshop } from './workshop.js';

let workshop: Workshop;
beforeAll(async () => {
  workshop = await openWorkshop();
});
afterAll(() => workshop[Symbol.asyncDispose]());

let plans = 0;
async function plan(text: string, more: Partial<PlanRequest> = {}): Promise<PlanResult> {
  const source = await openSource(workshop.file('rows.csv', text));
  plans += 1;
  const out = workshop.path(`rows-${plans}.plan`);
  return createPlan({ resource: 'clients', mode: 'update', source, out, tenant: workshop.tenant, ...more });
}

const texts = ({ reasons }: PlanResult): string[] => reasons.map(({ kind, ...reason }) => `${kind}: ${reasonText({ kind, ...reason })}`);

describe('reasons', () => {
  test('thousands of faulty rows are a few lines, with how many rows each', async () => {
    const rows = Array.from({ length: 3000 }, (_, at) => `${900_000 + at},${at % 3 === 0 ? `Tax ${at}` : '1.5'}`);
    const result = await plan(`id,item_tax_code\n${rows.join('\n')}\n99999,1\n`);
    expect(texts(result)).toEqual([
      'error: 2,000 rows, lines 3, 4, 6, 7, 9 ..., column "item_tax_code": "1.5" is not a whole number',
      'error: 1,000 rows, lines 2, 5, 8, 11, 14 ..., column "item_tax_code": no tax is named "Tax 0" (and 999 or more like it)',
      'error: line 3002, column "id": no client has the id 99999',
    ]);
    await expect(applyPlan(result.path, workshop.tenant)).rejects.toThrow(
      /3001 rows of the plan have errors:\n {2}2,000 rows, lines 3, 4, 6, 7, 9 \.\.\., column "item_tax_code": "1\.5" is not a whole number\n {2}1,000 rows/,
    );
  });

  test('rows that are left alone say why', async () => {
    const [one, two, three, four] = putClients(workshop.sandbox, 4).map(
      (id) => workshop.sandbox.control.put('clients', { id, notes: 'as it is', colour: 'red' }).id,
    );
    const result = await plan(`id,notes,colour\n${one},as it is,red\n${two},,\n${three},as it is,\n${four},,blue\n`);
    expect(result.footer.counts).toMatchObject({ skip: 3, update: 1 });
    expect(texts(result)).toEqual([
      'skip: line 2: has these values already',
      'skip: line 3: its cells are empty, and an empty cell leaves its field unchanged: use mapping.empty: "clear" to empty it',
      'skip: line 4: has these values already; its empty cells leave their fields unchanged',
    ]);
  });

  test('a long cell, and one of several lines, is told in one short line', async () => {
    const result = await plan(`id,item_tax_code\n1,"${'9'.repeat(3000)}x"\n1,"a\nb"\n`);
    for (const text of texts(result)) expect(text.length).toBeLessThan(400);
    expect(texts(result).join('|')).not.toContain('\n');
  });

  test('there is an end to how many are kept', () => {
    const reasons = new Reasons();
    const letters = (number: number): string => number.toString(36).replaceAll(/\d/g, (digit) => 'ghijklmnop'[Number(digit)]!);
    for (let line = 2; line < 5000; line += 1) reasons.add('error', { line, message: `fault ${letters(line * 7919)}x${letters(line)}` });
    const list = reasons.list();
    expect(list.length).toBeLessThanOrEqual(501);
    expect(list.reduce((sum, { rows }) => sum + rows, 0)).toBe(4998);
    expect(list[0]).toMatchObject({ message: 'other reasons', rows: 4998 - 500 });
  });
});

describe('blanks at the ends of cells', () => {
  test('are told where they are taken away, and not where the record has them', async () => {
    const [one, two, three] = putClients(workshop.sandbox, 3);
    workshop.sandbox.control.put('clients', { id: three, notes: ' kept ' });
    const { footer } = await plan(`id,notes,colour\n${one}, new ,red\n${two},"new\n",red\n${three}, kept ,red\n`);
    expect(footer.counts).toMatchObject({ update: 3 });
    expect(footer.warnings).toContain(
      'Spaces at the start and end of cells are left out: "notes" (2 rows, lines 2, 3). To keep them, give the column transforms: [keep-blanks] in a map file.',
    );
  });

  test('are a change where the record has others', async () => {
    const [one, two, three, four] = putClients(workshop.sandbox, 4);
    for (const id of [one, two, three]) workshop.sandbox.control.put('clients', { id, notes: 'kept ' });
    workshop.sandbox.control.put('clients', { id: four, notes: 'kept' });
    const text = `id,notes\n${one},kept\n${two},kept \n${three}, kept\n${four},kept \n`;
    const plain = await plan(text);
    expect(plain.sample.map(({ action, set }) => [action, set?.['notes']])).toEqual([
      ['update', 'kept'],
      ['skip', undefined],
      ['update', 'kept'],
      ['skip', undefined],
    ]);
    const keeping = await plan(text, { mapping: { columns: { notes: { field: 'notes', transforms: ['keep-blanks'] } } } });
    expect(keeping.sample.map(({ action, set }) => [action, set?.['notes']])).toEqual([
      ['update', 'kept'],
      ['skip', undefined],
      ['update', ' kept'],
      ['update', 'kept '],
    ]);
    expect(keeping.footer.warnings.join()).not.toContain('Spaces');
  });
});

describe('the rows of a plan', () => {
  const filters: readonly (readonly [RowFilter, readonly number[]])[] = [
    [{}, [2, 3, 4, 5, 6]],
    [{ actions: ['update'] }, [2, 3]],
    [{ actions: ['skip', 'error'] }, [4, 5, 6]],
    [{ outcomes: ['refused'] }, [5, 6]],
    [{ lines: [[3, 4]] }, [3, 4]],
    [
      {
        lines: [
          [2, 2],
          [6, 9],
        ],
      },
      [2, 6],
    ],
    [{ fields: ['notes'] }, [3]],
    [{ fields: ['item_tax_code'] }, [5]],
    [{ text: 'BLUE' }, [2]],
    [{ text: 'no tax is named' }, [5]],
    [{ text: 'red', actions: ['skip'] }, [4]],
    [{ text: 'nowhere' }, []],
  ];

  test('are found by action, outcome, line, field and text', async () => {
    const [one, two, three] = putClients(workshop.sandbox, 3).map(
      (id) => workshop.sandbox.control.put('clients', { id, colour: 'red', notes: 'n' }).id,
    );
    const text = `id,colour,notes,item_tax_code\n${one},blue,n,2\n${two},red,m,2\n${three},red,n,2\n${one},red,n,Some tax\n99999,red,n,2\n`;
    const { path } = await plan(text);
    for (const [filter, lines] of filters)
      expect([filter, (await collect(findRows(path, filter))).map(({ line }) => line)]).toEqual([filter, lines]);
    expect(await findReasons(path, { actions: ['error'] })).toMatchObject([
      { kind: 'refused', rows: 1, lines: [5], column: 'item_tax_code' },
      { kind: 'refused', rows: 1, lines: [6], column: 'id' },
    ]);
    await applyPlan(path, workshop.tenant, { skipErrors: true, verify: 'none' });
    expect((await collect(findRows(path, { outcomes: ['updated'] }))).map(({ line }) => line)).toEqual([2, 3]);
  });
});

test('a record that many rows name is read once', async () => {
  const [id] = putClients(workshop.sandbox, 1);
  workshop.sandbox.control.requestLog.clear();
  const { footer } = await plan(`id,notes\n${`${id},new\n`.repeat(200)}`);
  expect(footer.counts).toMatchObject({ update: 1, error: 199 });
  expect(workshop.sandbox.control.requestLog.list().filter(({ url }) => url.includes(`/api/Client/${id}`))).toHaveLength(1);
});
