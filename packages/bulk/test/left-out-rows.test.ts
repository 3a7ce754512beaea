import { createPlan, type Mapping, openSource, type PlanResult, recordsSource } from 'halopsa-bulk';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { collect, openWorkshop, type Workshop } from './workshop.js';

let workshop: Workshop;
let plans = 0;

beforeAll(async () => {
  workshop = await openWorkshop();
});

afterAll(() => workshop[Symbol.asyncDispose]());

async function planned(text: string, mapping: Mapping): Promise<PlanResult> {
  plans += 1;
  const source = await openSource(workshop.file('rows.csv', text));
  return createPlan({ resource: 'clients', mode: 'create', source, mapping, out: workshop.path(`${plans}.plan`) });
}

describe('of rows with the same name the one with the highest number is taken', () => {
  const mapping: Mapping = { latest: { by: 'Ref', highest: 'Version' }, columns: { Ref: null, Version: null } };

  test('and the plan says which were left out', async () => {
    const text = 'Ref,Version,name\nA,1,a1\nA,10,a10\n A,9,a9\nB,2.5,b\nC,-1,c1\nC,-1,c2\n';
    const { sample, footer } = await planned(text, mapping);
    expect(sample.map(({ line, set }) => [line, set?.['name']])).toEqual([
      [3, 'a10'],
      [5, 'b'],
      [7, 'c2'],
    ]);
    expect(footer.counts.create).toBe(3);
    expect(footer.warnings[0]).toBe(
      '3 rows are left out, since another row of the same "Ref" has a higher or later "Version": lines 2, 4, 6.',
    );
  });

  test('rows that name nothing are not one row', async () => {
    const { sample, footer } = await planned('Ref,Version,name\n,1,a\n,2,b\n ,,c\nX,1,d\n', mapping);
    expect(sample.map(({ set }) => set?.['name'])).toEqual(['a', 'b', 'c', 'd']);
    expect(footer.warnings.join()).not.toContain('left out, since');
  });

  test.each([
    ['2026-01-02', '"2026-01-02" is none'],
    ['', 'the cell is empty'],
    ['1,000', '"1,000" is none'],
  ])('%j is no number to be the highest', async (version, reason) => {
    const text = `Ref,Version,name\nA,1,a\nA,"${version}",b\n`;
    await expect(planned(text, mapping)).rejects.toThrow(
      `line 3, column "Version": "latest" takes the row with the highest number, and ${reason}`,
    );
  });
});

test.each([
  ['name,notes\nOne,a\nname, notes\nTwo,b\n', 3, 1],
  ['# from two files\n\nname;notes\nOne;a\n\n\uFEFFname;notes\nTwo;b\n', 6, 3],
])('a heading that stands again among the rows is no record', async (text, line, first) => {
  const source = await openSource(workshop.file('joined.csv', text));
  await expect(collect(source.rows())).rejects.toThrow(`line ${line}: the heading of line ${first} stands here again`);
});

test('a row of blanks is none, and one whose fields are empty makes nothing', async () => {
  const { sample } = await planned('name,notes,Ref\nOne,a,1\n , \t,\u00a0\n,,2\n', { columns: { Ref: null } });
  expect(sample.map(({ line, action, message }) => [line, action, message])).toEqual([
    [2, 'create', undefined],
    [4, 'error', 'every cell of the row is empty, so there is nothing to make'],
  ]);
});

test('a field that only some records of a list fill is a column all the same', async () => {
  async function* pages(): AsyncGenerator<readonly Record<string, unknown>[]> {
    yield [
      { id: 1, name: 'One' },
      { id: 2, colour: 'red' },
    ];
    yield [{ id: 3, notes: 'kept', name: 'Three' }];
  }
  const source = await recordsSource('list of clients', pages());
  expect(source.columns).toEqual(['id', 'name', 'colour', 'notes']);
  expect((await collect(source.rows())).flat()).toEqual([
    { line: 1, cells: [1, 'One', undefined, undefined] },
    { line: 2, cells: [2, undefined, 'red', undefined] },
    { line: 3, cells: [3, 'Three', undefined, 'kept'] },
  ]);
});

test.each(['name,notes\r\nOne,a\r\n\u001a', 'name,notes\nOne,a\u001a'])(
  'the sign that ends a text of DOS is no row and no part of a cell',
  async (text) => {
    const source = await openSource(workshop.file('dos.csv', text));
    expect((await collect(source.rows())).flat()).toEqual([{ line: 2, cells: ['One', 'a'] }]);
  },
);
