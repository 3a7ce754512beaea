import { openSource, optionWords, type ReadOptions } from 'halopsa-bulk';
import { noteText } from 'halopsa-catalogue/errors';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { collect, openWorkshop, type Workshop } from './workshop.js';

let workshop: Workshop;

beforeAll(async () => {
  workshop = await openWorkshop();
});

afterAll(() => workshop[Symbol.asyncDispose]());

interface Read {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
  readonly notes: readonly string[];
}

async function read(text: string | Buffer, options: ReadOptions = {}, name = 'rows.csv'): Promise<Read> {
  const source = await openSource(workshop.file(name, text), options);
  const rows = (await collect(source.rows())).flat().map(({ line, cells }) => [line, ...cells]);
  return { columns: source.columns, rows, notes: (source.notes ?? []).map((note) => noteText(note, optionWords)) };
}

const problem = (text: string | Buffer, options: ReadOptions = {}, name = 'rows.csv'): Promise<string> =>
  read(text, options, name).then(
    ({ rows }) => `read as ${JSON.stringify(rows)}`,
    ({ message, nextStep }: { message: string; nextStep: string }) => `${message.replace(/^.*\//, '')} | ${nextStep}`,
  );

describe('quotes', () => {
  test.each([
    [
      'closed in the middle of a cell',
      'summary,details,client_id\ne,"start "mid,12\nf,end",12\n',
      /line 2: the quote that opens here is closed in line 2/,
    ],
    [
      'opened and closed in the middle of a later cell',
      'name;notes\nA;"first note\nB;second\nC;"third"\n',
      /line 2: the quote that opens here is closed in line 4/,
    ],
    ['never closed', 'name;notes\nA;x\nB;"first\nC;second\n', /line 3: a quote is opened and never closed/],
    ['behind a blank', 'name,place\nA, "Lon,don"\n', /line 2: a quote stands in the middle of a cell \(cell 2\)/],
    [
      'that hold a separator in the middle of a cell',
      'name;notes;x\nA;first "note;more";y\n',
      /line 2: a quote stands in the middle of a cell \(cell 3\)/,
    ],
    [
      'that swallow rows',
      'name;notes;colour\nA;"first;#1\nB;second;#2\nC;third";#3\nD;x;#4\n',
      /line 2: the quote that opens here is closed 2 lines below.*multilineCells: true/,
    ],
    ['that swallow one row', 'name;notes;colour\nA;"first;#1\nB;second";#2\n', /line 2: the quote that opens here is closed 1 line below/],
    ['that swallow rows from the first cell', 'name;notes;colour\n"A;first;#1\nB;second;#2\nC";third;#3\n', /line 2: .*looks like rows/],
    [
      'that swallow rows behind a cell of several lines',
      'name,notes,colour\n"A\nB","first,#1\nB,second",#2\n',
      /line 3: .*looks like rows/,
    ],
  ])('%s are refused with the line where they open', async (_, text, expected) => {
    expect(await problem(text)).toMatch(expected);
  });

  test('inside cells are signs like any other', async () => {
    const { rows } = await read('name,size\nA,7\'11"\nB,19" by 24"\nthe "best",x\nC,"say ""hi"", then go"\n');
    expect(rows.map(([, ...cells]) => cells)).toEqual([
      ['A', '7\'11"'],
      ['B', '19" by 24"'],
      ['the "best"', 'x'],
      ['C', 'say "hi", then go'],
    ]);
  });

  test('that look misplaced are read as they stand where that is asked for', async () => {
    const { rows } = await read('name,place\nA, "London"\n', { looseQuotes: true });
    expect(rows).toEqual([[2, 'A', ' "London"']]);
  });

  test.each(['name,address\nA,"12 High Street\nLondon, UK"\n', 'name,notes\nA,"Dear Sir,\n\nthank you, and goodbye.\nYours, B"\n'])(
    'around prose of several lines are no guess of swallowed rows: %j',
    async (text) => expect((await read(text)).rows).toHaveLength(1),
  );

  test('around lines that look like rows are taken where that is asked for', async () => {
    const { rows } = await read('name;notes;colour\nA;"first;#1\nB;second";#2\n', { multilineCells: true });
    expect(rows).toEqual([[2, 'A', 'first;#1\nB;second', '#2']]);
  });
});

describe('the heading', () => {
  const titled = 'Report: clients of 2026\n\nid,colour\n12,#ff0000\n';

  test('is found below titles, and that is told', async () => {
    expect(await read(titled)).toEqual({
      columns: ['id', 'colour'],
      rows: [[4, '12', '#ff0000']],
      notes: ['Line 1 was taken for a title above the heading in line 3. If that is wrong, use skipLines: 0.'],
    });
    expect((await read('Client\nName,Notes\nx,y\n')).columns).toEqual(['Name', 'Notes']);
    expect((await read('Report of; 1, 2 and 3\nFrom 2026\n\nid;name;colour\n1;a;b\n2;c;d\n')).columns).toEqual(['id', 'name', 'colour']);
    expect((await read('Report,,,\n,,,\nid,name,colour,notes\n1,a,b,c\n')).columns).toEqual(['id', 'name', 'colour', 'notes']);
  });

  test('is where skipLines says, whatever the lines above hold', async () => {
    expect((await read('a "wild" title, with\nid,no\nid,name\n1,x\n', { skipLines: 2 })).columns).toEqual(['id', 'name']);
    expect(await problem(titled, { skipLines: 0 })).toMatch(/line 3: 2 cells where the heading has 1/);
  });

  test('is the first row where nothing looks like a title', async () => {
    expect((await read('name\nAcme\nBeta\n')).columns).toEqual(['name']);
    expect(await problem('name\nAcme, Inc\n')).toMatch(/line 2: 2 cells where the heading has 1/);
    expect(await problem('id,,colour\n1,x,red\n2,y,blue\n')).toMatch(/line 1: column 2 has no heading/);
  });

  test('may begin with the sign of comments; comments are told', async () => {
    expect((await read('#,Summary,client_id\n1234,foo,12\n1235,bar,12\n')).columns).toEqual(['#', 'Summary', 'client_id']);
    // Abbreviations end as sentences do.
    for (const heading of ['#Nr.', '# Inv. no.', '"#Nr."'])
      expect((await read(`${heading},Summary,client_id\n1234,foo,12\n1235,bar,12\n`)).columns[0]).toBe(heading.replaceAll('"', ''));
    const { columns, notes } = await read('# exported "today"\nid,name\n1,x\n');
    expect([columns, notes]).toEqual([['id', 'name'], ['Line 1 begins with # and was passed over as a comment.']]);
  });

  test.each([
    ['sep=;\nid;colour\n12;#aa0000\n', ['id', 'colour']],
    ['\uFEFFsep=;\r\nid;a,b\r\n12;x\r\n', ['id', 'a,b']],
    ['"sep=|"\nid|colour\n12|x\n', ['id', 'colour']],
    ['SEP=\t\nid\tcolour\n12\tx\n', ['id', 'colour']],
  ])('may follow a line that names the separator: %j', async (text, columns) => {
    const found = await read(text);
    expect([found.columns, found.rows[0]?.[0]]).toEqual([columns, 3]);
  });
});

test('a range takes cells of a text as a spreadsheet counts them', async () => {
  const text = 'x,"two\nlines",z\n\nq,id,name,r\nq,1,a,r\nq,2,b,r\nq,total,9,r\n';
  expect(await read(text, { range: 'B3:C5' })).toMatchObject({
    columns: ['id', 'name'],
    rows: [
      [5, '1', 'a'],
      [6, '2', 'b'],
    ],
  });
  expect(await problem(text, { range: 'C5:B3' })).toMatch(/is not a range of cells/);
});

test('rows of another width than the heading are told all at once', async () => {
  const text = `id,name\n1,a\n2\n3,b\n4,c,d\n${'5,x\n'.repeat(30_000)}6\n`;
  expect(await problem(text)).toMatch(/line 3: only 1 of 2 cells; likewise lines 5 \(3 cells\), 30006 \(1 cells\) \| Check/);
});

describe('files of another kind, whatever they are called', () => {
  const protectedBook = Buffer.concat([
    Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
    Buffer.alloc(1016),
    Buffer.from('EncryptedPackage', 'utf16le'),
  ]);

  test.each(['rows.csv', 'rows.xlsx', 'rows.json', 'rows.ndjson', 'rows.txt', 'rows'])('a workbook with a password: %s', async (name) => {
    expect(await problem(protectedBook, {}, name)).toMatch(/protected by a password \| Open it in Excel, take the password off/);
    expect(await problem(protectedBook, { format: 'csv' }, name)).toMatch(/protected by a password/);
  });

  test.each([
    ['%PDF-1.7', /a PDF/],
    ['<!DOCTYPE html><table><tr><td>id', /a web page/],
    ['<?xml version="1.0"?><Workbook/>', /this is XML/],
    ['id,name\n1,\u001b$B%F%9%H\u001b(B\n', /ISO-2022/],
    [Buffer.from([0x1f, 0x8b, 8, 0]), /compressed/],
  ])('%j', async (start, expected) => expect(await problem(start)).toMatch(expected));
});

describe('hostile files are refused by limits', () => {
  test('too many columns', async () => {
    expect(await problem(`${'a,'.repeat(200_000)}b\n1\n`)).toMatch(/line 1: more than 16384 columns/);
  });

  test.each([
    ['plain', 'id,name\n1,'],
    ['quoted', 'id,name\n1,"'],
  ])('a line that does not end (%s)', async (_, start) => {
    async function* endless(): AsyncGenerator<Buffer> {
      yield Buffer.from(start);
      for (let pieces = 0; pieces < 1100; pieces += 1) {
        expect(pieces).toBeLessThan(400);
        yield Buffer.alloc(65_536, 'x');
      }
    }
    const reading = openSource(endless(), { format: 'csv' }).then(async (source) => collect(source.rows()));
    await expect(reading).rejects.toThrow(/line 2: a row of more than 4 million characters/);
  });
});
