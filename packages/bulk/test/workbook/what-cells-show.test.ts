import { createPlan, openSource } from 'halopsa-bulk';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { collect, openWorkshop, type Workshop } from '../workshop.js';
import { type MadeWorkbook, number, row, text, workbookBytes } from './workbook-file.js';

let workshop: Workshop;

beforeAll(async () => {
  workshop = await openWorkshop();
});

afterAll(() => workshop[Symbol.asyncDispose]());

/** A plan that is made without looking at a tenant. */
let plans = 0;
const nextPlan = (): string => {
  plans += 1;
  return workshop.path(`${plans}.plan`);
};

/** What one number in one format becomes, in fields of each kind. */
async function planned(format: string | number, value: number | string, made: MadeWorkbook = {}): Promise<Record<string, unknown>> {
  const id = 1;
  const result: Record<string, unknown> = {};
  for (const field of ['summary', 'estimate', 'dateoccurred', 'customfields.CFany']) {
    const styles = typeof format === 'string' ? { formats: [format] } : { builtIn: [format] };
    const rows = row([text('id'), text(field)]) + row([number(id), number(value, 1)]);
    const path = workshop.file('rows.xlsx', workbookBytes([{ name: 'S', rows }], { ...styles, ...made }));
    const source = await openSource(path);
    const { sample } = await createPlan({ resource: 'tickets', mode: 'update', source, out: nextPlan() });
    const { set, message } = sample[0]!;
    const custom = (set?.['customfields'] as { value: unknown }[] | undefined)?.[0]?.value;
    result[field.replace(/.*\./, '')] = set ? (custom ?? set[field]) : `! ${message}`;
  }
  return result;
}

test.for<[string | number, number, string, string | number]>([
  ['000000', 123, '000123', 123],
  ['0000-0000', 12345678, '1234-5678', 12345678],
  ['[<=9999999]###-####;(###) ###-####', 4420794600, '(442) 079-4600', 4420794600],
  ['0%', 0.5, '50%', 0.5],
  ['0.0%', 0.125, '12.5%', 0.125],
  ['"£"#,##0.00', 1234.5, '£1,234.50', 1234.5],
  ['#,##0.00 [$€-407]', 1234.5, '1,234.50 €', 1234.5],
  ['0;(0)', -5, '(5)', -5],
  ['_-* #,##0.00_-;-* #,##0.00_-', 1234.5, '1,234.50', 1234.5],
  [10, 0.1234, '12.34%', 0.1234],
])('a number in the format %s is taken by texts as it is shown, and by numbers as it is', async ([format, value, shown, held]) => {
  expect(await planned(format, value)).toMatchObject({
    summary: shown,
    estimate: held,
    dateoccurred: expect.stringMatching(/^! .*is not a date/),
  });
});

test.for<[string | number, string]>([
  ['yyyymmdd', '20260305'],
  ['MMDDYY', '030526'],
  ['m/d', '3/5'],
  ['dd/mm/yyyy hh:mm:ss', '05/03/2026 14:30:00'],
  ['[$-409]d-mmm-yy;@', '5-Mar-26'],
  ['[$-0407]dd. mmmm yyyy', '05. März 2026'],
  ['"Week of "dd/mm/yyyy', 'Week of 05/03/2026'],
  ['[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy', '2026-03-05'],
  [15, '5-Mar-26'],
  [17, 'Mar-26'],
  [14, '2026-03-05'],
  [22, '2026-03-05 14:30'],
  [30, '2026-03-05'],
])('a date in the format %s is taken by texts as it is shown, and by dates as it is', async ([format, shown]) => {
  expect(await planned(format, 46086.60416666666)).toMatchObject({
    summary: shown,
    dateoccurred: '2026-03-05T14:30:00',
    CFany: '2026-03-05T14:30:00',
    estimate: expect.stringMatching(/^! .*is a date, not a number/),
  });
});

test.for<[string | number, string | number, RegExp]>([
  ['TT.MM.JJJJ', 46086.6, /doubtful/],
  ['jj/mm/aaaa', 46086.6, /doubtful/],
  ['[$-411]ggge"年"m"月"d"日"', 46086, /another calendar/],
  ['[DBNum1]0', 12, /other digits/],
  [';;;', 5, /shows nothing of it/],
  [170, 46086, /does not say what it shows/],
  ['0', '1.234567890123457E+19', /more than 15 digits/],
  ['General', '1234567890123450', /more than 15 digits/],
])('a text never takes a guess at what the format %s shows', async ([format, value, reason]) => {
  expect((await planned(format, value))['summary']).toMatch(reason);
});

test.for<[string | number, number, RegExp]>([
  ['yyyy-mm-dd', 0, /date 0, which is not a date/],
  [14, 0, /date 0, which is not a date/],
  ['h:mm', 0.375, /"9:00" is a time without a date/],
  ['dd/mm/yyyy hh:mm', 0.375, /a time without a date/],
  ['[h]:mm', 1.260416666666667, /"30:15" is a duration/],
  ['yyyy-mm-dd', 60, /29 February 1900/],
  ['yyyy-mm-dd', -3, /is not the number of a day/],
  ['yyyy-mm-dd', 2958466, /is not the number of a day/],
])('a date never takes %s of %s', async ([format, value, reason]) => {
  expect((await planned(format, value))['dateoccurred']).toMatch(reason);
});

test('a field of unknown type takes what is the same shown and held, and nothing else', async () => {
  expect((await planned('00000', 123))['CFany']).toBe('00123');
  expect((await planned('0.00', 2.5))['CFany']).toBe(2.5);
  expect((await planned('0%', 0.5))['CFany']).toMatch(/shows "50%" and holds 0.5, and it is not known which/);
});

test('a map says which of the two a field takes', async () => {
  const id = 12;
  const rows = row([text('id'), text('A'), text('B')]) + row([number(id), number(0.5, 1), number(123, 2)]);
  const source = await openSource(workshop.file('rows.xlsx', workbookBytes([{ name: 'S', rows }], { formats: ['0%', '00000'] })));
  const columns = {
    A: { field: 'customfields.CFshare', transforms: ['shown'] as const },
    B: { field: 'notes', transforms: ['value'] as const },
  };
  const { sample } = await createPlan({
    resource: 'clients',
    mode: 'update',
    source,
    mapping: { columns },
    out: nextPlan(),
  });
  expect(sample[0]?.set).toEqual({ customfields: [{ name: 'CFshare', value: '50%' }], notes: '123' });
});

test('days are counted from 1904 where the workbook says so, and 1900 is a leap year for sheets', async () => {
  expect((await planned('yyyy-mm-dd', 44624, { from1904: true }))['dateoccurred']).toBe('2026-03-05T00:00:00');
  expect((await planned('yyyy-mm-dd', 44624, { from1904: true }))['summary']).toBe('2026-03-05');
  expect((await planned('yyyy-mm-dd', 59))['dateoccurred']).toBe('1900-02-28T00:00:00');
  expect((await planned('yyyy-mm-dd', 61))['dateoccurred']).toBe('1900-03-01T00:00:00');
});

test('times are those that the sheet shows, to the second unless it shows less', async () => {
  for (const [value, time] of [
    ['45000.416666666664', '2023-03-15T10:00:00'],
    ['45382.9999884259', '2024-03-31T23:59:59'],
    ['45000.041666666', '2023-03-15T01:00:00'],
  ])
    expect((await planned(22, value!))['dateoccurred']).toBe(time);
});

test('what is read is kept as its field takes it, for exports and a second try', async () => {
  const id = 12;
  const rows = row([text('id'), text('notes'), text('Other')]) + row([number(id), number(123, 1), number(46086, 2)]);
  const source = await openSource(workshop.file('rows.xlsx', workbookBytes([{ name: 'S', rows }], { formats: ['00000', 'd/m/yyyy'] })));
  const { sample } = await createPlan({
    resource: 'clients',
    mode: 'update',
    source,
    mapping: { columns: { Other: null } },
    out: nextPlan(),
  });
  expect(sample[0]?.cells).toEqual([id, '00123', '5/3/2026']);
});

test('cells of programs: texts with a format of their own, ISO dates, numbers that are none', async () => {
  const rows =
    row([text('a')]) +
    row(['<c s="1" t="inlineStr"><is><t>7</t></is></c>']) +
    row(['<c t="d"><v>2026-03-05T14:30:00Z</v></c>']) +
    row(['<c t="n"><v>12 apples</v></c>']) +
    row(['<c t="x"><v>1</v></c>']) +
    row(['<c s="99"><v>1</v></c>']);
  const source = await openSource(workshop.file('rows.xlsx', workbookBytes([{ name: 'S', rows }], { formats: ['0;0;0;"Nr. "@'] })));
  const cells = (await collect(source.rows())).flat().map((one) => one.cells[0]);
  expect(cells.slice(0, 2)).toEqual(['Nr. 7', '2026-03-05T14:30:00']);
  expect(cells.slice(2)).toMatchObject([
    { message: '"12 apples" is not a number' },
    { message: 'the cell is of the kind "x", which is not known' },
    { message: 'the cell has a style that the workbook lacks' },
  ]);
});

test('a tick is a truth for the fields of truths, and TRUE or FALSE for texts', async () => {
  const tick = (truth: 0 | 1): string => `<c t="b"><v>${truth}</v></c>`;
  const rows = row([text('id'), text('inactive'), text('notes'), text('CFany')]) + row([number(12), tick(0), tick(1), tick(1)]);
  const source = await openSource(workshop.file('rows.xlsx', workbookBytes([{ name: 'S', rows }])));
  const { sample } = await createPlan({ resource: 'clients', mode: 'update', source, out: nextPlan() });
  expect(sample[0]?.set).toEqual({ inactive: false, notes: 'TRUE', customfields: [{ name: 'CFany', value: true }] });
});

test('a date in ISO form is one for dates, and what its format shows for texts', async () => {
  const day = (content: string, style = 1): string => `<c t="d" s="${style}"><v>${content}</v></c>`;
  const rows =
    row([text('id'), text('dateoccurred'), text('summary'), text('CFany'), text('estimate')]) +
    row([number(12), day('2026-03-05T14:30:00.25'), day('2026-03-05'), day('1900-02-27Z'), day('2026-03-05')]) +
    row([number(13), day('2026-03-05T14:30:00+02:00'), day('1900-02-27'), day('2026-03-05', 0)]);
  const source = await openSource(workshop.file('rows.xlsx', workbookBytes([{ name: 'S', rows }], { formats: ['dd/mm/yyyy'] })));
  const { sample } = await createPlan({ resource: 'tickets', mode: 'update', source, out: nextPlan() });
  expect(sample.map(({ set, message }) => message ?? set)).toEqual([
    '"2026-03-05" is a date, not a number: format the cell as a number',
    {
      dateoccurred: '2026-03-05T12:30:00',
      summary: '27/02/1900',
      customfields: [{ name: 'CFany', value: '2026-03-05' }],
    },
  ]);
  expect(sample[0]?.cells.map(String)).toEqual(['12', '2026-03-05T14:30:00.25', '05/03/2026', '1900-02-27', '05/03/2026']);
});

test.each([
  '<c t="inlineStr"><v>text</v></c>',
  '<c><is><t>text</t></is></c>',
  '<c t="s"><is><t>text</t></is></c>',
  '<c t="str"><v></v><is><t>text</t></is></c>',
])('a text is never taken for nothing where it stands in a place of its own: %s', async (cell) => {
  const source = await openSource(workshop.file('rows.xlsx', workbookBytes([{ name: 'S', rows: row([text('a')]) + row([cell]) }])));
  const [read] = (await collect(source.rows())).flat();
  expect(read?.cells[0]).toMatchObject({ message: expect.stringContaining('holds a text where one of its kind') });
});
