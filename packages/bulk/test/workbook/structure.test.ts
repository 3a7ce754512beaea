import { createPlan, openSource } from 'halopsa-bulk';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { collect, openWorkshop, type Workshop } from '../workshop.js';
import { type MadeSheet, type MadeWorkbook, number, row, text, workbookBytes } from './workbook-file.js';

let workshop: Workshop;
let files = 0;

beforeAll(async () => {
  workshop = await openWorkshop();
});

afterAll(() => workshop[Symbol.asyncDispose]());

function made(sheets: readonly MadeSheet[] | string, more: MadeWorkbook = {}): string {
  files += 1;
  const list = typeof sheets === 'string' ? [{ name: 'S', rows: sheets }] : sheets;
  return workshop.file(`${files}.xlsx`, workbookBytes(list, more));
}

const cellsOf = async (path: string, options = {}): Promise<readonly (readonly unknown[])[]> =>
  (await collect((await openSource(path, options)).rows())).flat().map(({ cells }) => cells);

const table = (value: string): string => row([text('id'), text('colour')]) + row([number(12), text(value)]);

test('cells without an address follow each other, and rows without a number too', async () => {
  const rows =
    row([text('id'), text('a'), text('b')]) + row([number(1), '<c/>', text('x')]) + row(['<c r="B3"><v>5</v></c>', text('y')], 'r="3"');
  expect(await cellsOf(made(rows))).toEqual([
    [1, '', 'x'],
    ['', 5, 'y'],
  ]);
});

test('an error is an error under any prefix, and empties nothing', async () => {
  const names = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const sheet = `<q:worksheet xmlns:q="${names}"><q:sheetData><q:row><q:c t="inlineStr"><q:is><q:t>id</q:t></q:is></q:c><q:c t="inlineStr"><q:is><q:t>notes</q:t></q:is></q:c></q:row><q:row><q:c><q:v>12</q:v></q:c><q:c t="e"><q:f>NA()</q:f><q:v>#N/A</q:v></q:c></q:row></q:sheetData></q:worksheet>`;
  const strict = sheet
    .replace(names, 'http://purl.oclc.org/ooxml/spreadsheetml/main')
    .replaceAll('q:', 's-1.b:')
    .replace('xmlns:q', 'xmlns:s-1.b');
  for (const part of [sheet, strict]) {
    const path = made('', { parts: { 'xl/sheets/0.xml': part } });
    const source = await openSource(path);
    const out = workshop.path(`${files}.plan`);
    const { sample } = await createPlan({ resource: 'clients', mode: 'update', source, mapping: { empty: 'clear' }, out });
    expect(sample).toMatchObject([{ action: 'error', column: 'notes', message: 'the formula gives the error #N/A' }]);
  }
});

test('what is not known among the cells is refused and not passed over', async () => {
  const foreign = table('red').replace('<row>', '<row xmlns:m="urn:other"><m:choice/>');
  await expect(openSource(made(foreign))).rejects.toThrow('a part among its cells that is not known');
  const other = made('', { parts: { 'xl/sheets/0.xml': '<worksheet xmlns="urn:other"><sheetData/></worksheet>' } });
  await expect(openSource(other)).rejects.toThrow('is not a sheet of cells');
});

test('the first sheet that people see is read, and the others are named', async () => {
  const path = made([
    { name: 'Chart', rows: '', kind: 'chartsheet' },
    { name: 'Lists', rows: table('hidden'), state: 'hidden' },
    { name: 'Deep', rows: table('deep'), state: 'veryHidden' },
    { name: 'Data', rows: table('seen') },
    { name: 'More', rows: table('more') },
  ]);
  const source = await openSource(path);
  expect(await cellsOf(path)).toEqual([[12, 'seen']]);
  expect(source.notes).toEqual(['Only the sheet "Data" is read, not "Chart" (a chart), "Lists" (hidden), "Deep" (hidden), "More".']);
  expect((await openSource(path, { sheet: 'lists' })).notes?.[0]).toBe('The sheet "Lists" is hidden in the workbook.');
  await expect(openSource(path, { sheet: 'Chart' })).rejects.toThrow('the sheet "Chart" is a chart');
  const error = await openSource(path, { sheet: 'Nope' }).catch((one: Error & { nextStep: string }) => one);
  expect(error).toMatchObject({
    message: expect.stringContaining('the workbook has no sheet "Nope"'),
    nextStep: expect.stringContaining('"Chart" (a chart), "Lists" (hidden), "Deep" (hidden), "Data", "More"'),
  });
});

test('a sheet that is named by digits is found by its name first', async () => {
  const path = made([
    { name: 'Summary', rows: table('first') },
    { name: '2024', rows: table('year') },
    { name: '1', rows: table('one') },
  ]);
  expect(await cellsOf(path, { sheet: '2024' })).toEqual([[12, 'year']]);
  expect(await cellsOf(path, { sheet: '1' })).toEqual([[12, 'one']]);
  expect(await cellsOf(path, { sheet: 1 })).toEqual([[12, 'first']]);
  expect(await cellsOf(path, { sheet: '2' })).toEqual([[12, 'year']]);
});

test('texts are what is shown: runs joined, readings left out, escapes read', async () => {
  const texts =
    '<si><t>plain</t></si><si><r><t>two </t></r><r><t>runs</t></r></si><si><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh></si><si><t>a_x000D_b_x005F_x0041_</t></si><si/>';
  const cells = [0, 1, 2, 3, 4, 5, 7].map((at) => row([text('x'), `<c t="s"><v>${at}</v></c>`])).join('');
  const inline = '<c t="inlineStr"><is><r><t>in</t></r><r><t>line</t></r><rPh><t>no</t></rPh></is></c>';
  const path = made(row([text('k'), text('v')]) + cells + row([text('x'), inline]), { texts });
  expect((await cellsOf(path)).map(([, value]) => value)).toEqual([
    'plain',
    'two runs',
    '東京',
    'a\rb_x0041_',
    '',
    expect.objectContaining({ message: 'the workbook has no text 5, which the cell names' }),
    expect.objectContaining({ message: 'the workbook has no text 7, which the cell names' }),
    'inline',
  ]);
});

test('merged cells are filled down, and this is said; several columns in one are a problem of the row', async () => {
  const rows =
    row([text('summary'), text('client_id'), text('details')]) +
    row([text('m1'), number(12), text('d')]) +
    row([text('m2'), '<c/>', text('e')]) +
    row([text('m3')]) +
    row([text('m4'), number(13), text('wide')]);
  const path = made([{ name: 'S', rows, after: '<mergeCells><mergeCell ref="B2:B4"/><mergeCell ref="B5:C5"/></mergeCells>' }]);
  const source = await openSource(path);
  expect(source.notes).toEqual(['Merged cells are filled down: each row of B2:B4 ("client_id") has the value of the first.']);
  const out = workshop.path(`${files}.plan`);
  const { sample, footer } = await createPlan({ resource: 'tickets', mode: 'create', source, mapping: { empty: 'clear' }, out });
  expect(sample.map(({ set, message }) => set?.['client_id'] ?? message)).toEqual([
    12,
    12,
    12,
    'the cells B5:C5 are merged, and this one holds a value of its own beneath them: undo the merge in the sheet',
  ]);
  expect(footer.warnings).toContain(source.notes![0]);
});

test('a record over two lines that are merged in every column is one record', async () => {
  const rows = row([text('id'), text('colour')]) + row([number(12), text('red')]) + row(['<c/>', '<c/>']) + row([number(13), text('blue')]);
  const path = made([{ name: 'S', rows, after: '<mergeCells><mergeCell ref="A2:A3"/><mergeCell ref="B2:B3"/></mergeCells>' }]);
  expect(await cellsOf(path)).toEqual([
    [12, 'red'],
    [13, 'blue'],
  ]);
});

test('headings that are merged are refused where a column loses its own', async () => {
  const wide = row([text('id'), text('name'), '<c/>']) + row([number(1), text('a'), text('b')]);
  const merged = (ref: string): string => `<mergeCells><mergeCell ref="${ref}"/></mergeCells>`;
  await expect(openSource(made([{ name: 'S', rows: wide, after: merged('B1:C1') }]))).rejects.toThrow(
    'column 3 has no heading, and its cell C2',
  );
  const deep = row([text('id'), text('name')]) + row(['<c/>', text('first')]) + row([number(1), text('a')]);
  await expect(openSource(made([{ name: 'S', rows: deep, after: merged('A1:A2') }]))).rejects.toThrow(
    "the heading's cells A1:A2 are merged",
  );
  const overlap = row([text('id'), text('b')]) + row([number(1), text('a')]) + row([number(2), text('c')]);
  const path = made([{ name: 'S', rows: overlap, after: `<mergeCells><mergeCell ref="A2:A3"/><mergeCell ref="A3:B3"/></mergeCells>` }]);
  await expect(cellsOf(path)).rejects.toThrow('the merged cells A2:A3 and A3:B3 overlap');
});

test('hidden rows and columns are read and reported, and never deleted', async () => {
  const { sandbox, tenant } = workshop;
  const ids = Array.from({ length: 4 }, (_, at) => Number(sandbox.control.put('clients', { name: `Row ${at}` }).id));
  const rows =
    row([text('id'), text('colour')]) +
    ids.map((id, at) => row([number(id), text('red')], at % 2 ? 'hidden="1"' : at === 2 ? 'ht="0"' : '')).join('');
  const path = made([{ name: 'S', rows, before: '<cols><col min="2" max="4" hidden="1"/></cols>' }]);
  const source = await openSource(path);
  expect(source.notes).toEqual([
    'Rows that the sheet hides, by a filter or by hand, are read all the same, and deletes leave them out: 3 (lines 3 to 5).',
    'Hidden columns are read all the same: B "colour".',
  ]);
  const update = await createPlan({ resource: 'clients', mode: 'update', source, out: workshop.path('hide.plan'), tenant });
  expect(update.footer.counts.update).toBe(4);
  const mapping = { columns: { colour: null } };
  const again = await openSource(path);
  const gone = await createPlan({ resource: 'clients', mode: 'delete', source: again, mapping, out: workshop.path('gone.plan'), tenant });
  expect(gone.sample.map(({ action, message }) => message ?? action)).toEqual([
    'delete',
    ...Array(3).fill('is hidden in the sheet, and hidden rows are not deleted'),
  ]);
  const list = await openSource(
    made([
      { name: 'A', rows: table('x') },
      { name: 'L', rows, state: 'hidden' },
    ]),
    { sheet: 'L' },
  );
  const none = await createPlan({ resource: 'clients', mode: 'delete', source: list, mapping, out: workshop.path('none.plan'), tenant });
  expect(none.footer.counts).toMatchObject({ delete: 0, skip: 4 });
});

test('parts are found by their relations, whatever they are called', async () => {
  const bytes = workbookBytes([{ name: 'S', rows: table('red') }]);
  expect(await cellsOf(workshop.file('odd.xlsx', bytes))).toEqual([[12, 'red']]);
  const utf16 = Buffer.concat([
    Buffer.from([0xff, 0xfe]),
    Buffer.from(
      `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${table('größer')}</sheetData></worksheet>`,
      'utf16le',
    ),
  ]);
  expect(await cellsOf(made('', { parts: { 'xl/sheets/0.xml': utf16 } }))).toEqual([[12, 'größer']]);
});

test('titles above the heading are passed over and reported, or counted by skipLines; merged ones too', async () => {
  const title = row([text('Clients of 2026'), '<c/>', '<c/>'], 'r="1"');
  const printed = row([text('printed by'), text('Tara')], 'r="2"');
  const rows =
    row([text('id'), text('name'), text('colour')], 'r="4"') +
    row([number(12), text('a'), text('red')]) +
    row([number(13), text('b'), text('blue')]);
  const after = '<mergeCells><mergeCell ref="A1:C1"/></mergeCells>';
  const path = made([{ name: 'S', rows: title + printed + rows, after }]);
  const guessed = await openSource(path);
  expect(guessed.columns).toEqual(['id', 'name', 'colour']);
  expect(JSON.stringify(guessed.notes)).toMatch(/Lines 1 to 2 were taken for titles above the heading in line 4/);
  expect((await collect(guessed.rows())).flat().map(({ line }) => line)).toEqual([5, 6]);
  expect((await openSource(path, { skipLines: 3 })).columns).toEqual(['id', 'name', 'colour']);
  await expect(openSource(path, { skipLines: 0 })).rejects.toThrow('column 2 has no heading, and its cell B2 holds a value');
});

test('more rows than the stack has room for are read', async () => {
  const count = 125_000;
  const path = made(row([text('n')]) + '<row><c><v>1</v></c></row>'.repeat(count));
  let read = 0;
  for await (const batch of (await openSource(path)).rows()) read += batch.length;
  expect(read).toBe(count);
});

test('the totals below a table are no rows of it', async () => {
  const names = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const related = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const line = (at: number, ...cells: string[]): string => row(cells, `r="${at}"`);
  const rows =
    line(1, text('name', 'A1'), text('notes', 'B1')) +
    line(2, text('One', 'A2'), text('a', 'B2')) +
    line(3, text('Total', 'A3'), '<c r="B3"><f>SUBTOTAL(103,T[notes])</f><v>1</v></c>') +
    line(5, text('Two', 'A5'), text('b', 'B5'));
  const path = made(rows, {
    parts: {
      'xl/sheets/_rels/0.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="${related}/table" Target="../tables/t.xml"/><Relationship Id="b" Type="${related}/table" Target="/xl/tables/none.xml"/></Relationships>`,
      'xl/tables/t.xml': `<table xmlns="${names}" id="1" name="T" displayName="Clients" ref="A1:B3" totalsRowCount="1"/>`,
    },
  });
  const source = await openSource(path);
  expect((await collect(source.rows())).flat()).toEqual([
    { line: 2, cells: ['One', 'a'] },
    { line: 5, cells: ['Two', 'b'] },
  ]);
  expect(source.notes).toEqual(['Line 3 is left out: the totals of the table "Clients".']);
});

test('a heading that means nothing is told with how the workbook was read', async () => {
  const other = row([text('name')]) + row([text('One')]);
  for (const summary of ['Table Name', 'Table Name,Sheet Name']) {
    const rows = row(summary.split(',').map((name) => text(name))) + row(summary.split(',').map(() => text('x')));
    const source = await openSource(
      made([
        { name: 'Summary', rows },
        { name: 'Table 1', rows: other },
      ]),
    );
    const request = { resource: 'clients', mode: 'create', source, out: workshop.path(`${files}.plan`) } as const;
    await expect(createPlan(request)).rejects.toMatchObject({
      nextStep: expect.stringContaining('How the file was read: Only the sheet "Summary" is read, not "Table 1".'),
    });
  }
});
