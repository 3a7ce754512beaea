import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { unzipSync } from 'fflate';
import {
  applyPlan,
  createPlan,
  exportLookups,
  generateSample,
  generateTemplate,
  openSource,
  type Template,
  validationRules,
  writeTemplate,
} from 'halopsa-bulk';
import { wordsOfField } from 'halopsa-catalogue/words';
import { verifies } from 'halopsa-testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sampleText } from '../src/templates/sample-text.js';
import { openWorkshop, type Workshop } from './workshop.js';

let workshop: Workshop;
let template: Template;

beforeAll(async () => {
  workshop = await openWorkshop({ seed: 'small' });
  template = await generateTemplate({ resource: 'tickets', type: 24, tenant: workshop.tenant });
});

afterAll(() => workshop[Symbol.asyncDispose]());

test(`a template has the fields of the type's form, categories under their headings ${verifies('ticket-types.fields')}`, () => {
  expect(template.columns.map(({ heading }) => heading)).toEqual([
    ...['summary', 'details', 'client_id', 'user_id', 'tickettype_id', 'Category', 'Category2', 'Category3', 'Category4'],
    ...['status_id', 'priority_id', 'team', 'agent_id', 'impact', 'urgency', 'CFOrderNumber', 'CFWarranty', 'CFFaultKind', 'CFShelf'],
  ]);
});

test.each(['csv', 'xlsx'] as const)('a sample of 20 rows plans and applies without an error (%s)', async (format) => {
  const rows = await generateSample(template, { tenant: workshop.tenant, count: 20 });
  const path = workshop.path(`tickets.${format}`);
  await writeTemplate(template, { path, format, rows });
  const source = await openSource(path);
  const out = workshop.path(`${format}.plan`);
  const planned = await createPlan({ resource: 'tickets', mode: 'create', source, out, tenant: workshop.tenant });
  expect(planned.sample.filter(({ action }) => action === 'error')).toEqual([]);
  expect(planned.footer.counts).toMatchObject({ create: 20, error: 0 });
  expect(await applyPlan(out, workshop.tenant, { verify: 'all' })).toMatchObject({ done: 20, failed: 0, unknown: 0, verified: 20 });
  const made = workshop.sandbox.control.records('tickets').at(-1);
  expect(made).toMatchObject({
    tickettype_id: 24,
    customfields: expect.arrayContaining([expect.objectContaining({ name: 'CFFaultKind' })]),
  });
});

test('a template says what its columns hold, and planning passes that over', async () => {
  const words = Object.fromEntries(template.columns.map(({ heading, words: text }) => [heading, text]));
  expect(words).toMatchObject({ client_id: wordsOfField('tickets', 'client_id'), Category: wordsOfField('tickets', 'category_1') });
  expect(template.columns.filter(({ field, words: text }) => !field.startsWith('customfields.') && text === undefined)).toEqual([]);
  const rows = await generateSample(template, { tenant: workshop.tenant, count: 2 });
  const path = workshop.path('worded.csv');
  await writeTemplate(template, { path, format: 'csv', rows });
  const [comment, heading] = readFileSync(path, 'utf8')
    .replace(/^\uFEFF/, '')
    .split('\n') as [string, string];
  expect(comment).toMatch(/^"?# This line says what each column holds\. /);
  expect(comment).toContain(words['client_id']);
  expect(heading).toMatch(/^summary,details,client_id,/);
  // As spreadsheet programs save it: with other separators, quotes around every cell, or an empty column at the end.
  const text = readFileSync(path, 'utf8');
  const cells = parse(text.replace(/^\uFEFF/, ''));
  const quoted = cells.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`));
  const saved = [
    text,
    ...[';', ',', '\t'].map((sign) => quoted.map((row) => row.join(sign)).join('\r\n')),
    text.replaceAll(/(?<=.)$/gm, ','),
  ];
  for (const [at, one] of saved.entries()) {
    const source = await openSource(workshop.file(`saved-${at}.csv`, one));
    const out = workshop.path(`saved-${at}.plan`);
    const planned = await createPlan({ resource: 'tickets', mode: 'create', source, out, tenant: workshop.tenant });
    expect([at, planned.footer.counts.create, planned.footer.counts.error]).toEqual([at, 2, 0]);
  }
  await writeTemplate(template, { path: workshop.path('worded.xlsx'), format: 'xlsx', rows: [] });
  const book = unzipSync(readFileSync(workshop.path('worded.xlsx')));
  expect(Buffer.from(book['xl/workbook.xml']!).toString()).toContain('name="Fields"');
  expect(Buffer.from(book['xl/sharedStrings.xml']!).toString()).toContain(words['client_id']);
});

test('a heading that begins with the sign of comments stays a heading', async () => {
  const source = await openSource(workshop.file('sign.csv', '# ref,summary\n1,Printer\n2,Screen\n'));
  expect(source.columns).toEqual(['# ref', 'summary']);
});

test('the rules tell mandatory columns, legal values, lengths and patterns', () => {
  const rules = validationRules(template);
  expect(rules).toMatchObject({ resource: 'tickets', type: 24, typeName: 'Hardware Fault' });
  const of = (column: string) => rules.columns.find((one) => one.column === column);
  expect(of('Category')).toMatchObject({ field: 'category_1', required: true, values: expect.arrayContaining(['Hardware>Laptop']) });
  expect(of('CFOrderNumber')).toMatchObject({
    field: 'customfields.CFOrderNumber',
    required: true,
    maxLength: 20,
    pattern: '^[A-Z]-\\d+$',
  });
  expect(of('urgency')).toMatchObject({ required: 'unknown', values: ['Immediate', 'High', 'Medium', 'Low'] });
});

test('lookups are exported one file a column', async () => {
  const folder = workshop.path('lookups');
  const names = await exportLookups(template, { tenant: workshop.tenant, folder });
  expect(readdirSync(folder).sort()).toEqual([...names].sort());
  expect(names).toEqual(expect.arrayContaining(['client_id.csv', 'Category.csv', 'Category2.csv', 'priority_id.csv', 'CFFaultKind.csv']));
  expect(readFileSync(workshop.path('lookups/CFFaultKind.csv'), 'utf8')).toBe('\uFEFFid,value\n1,Broken\n2,Missing\n');
  expect(readFileSync(workshop.path('lookups/client_id.csv'), 'utf8')).toContain('\n2,Acme\n');
});

test('a workbook has drop-downs for the values', async () => {
  await writeTemplate(template, { path: workshop.path('empty.xlsx'), format: 'xlsx', rows: [] });
  const sheet = Buffer.from(unzipSync(readFileSync(workshop.path('empty.xlsx')))['xl/worksheets/sheet1.xml']!).toString();
  expect(sheet).toMatch(/<dataValidation type="list"[^>]* sqref="F2:F1048576"><formula1>Choices!\$B\$1:\$B\$6<\/formula1>/);
});

test('a type that is not there is told, and so is a resource without types', async () => {
  const { tenant } = workshop;
  await expect(generateTemplate({ resource: 'tickets', type: 999, tenant })).rejects.toThrow(
    'ticket type 999 is not there, or has no fields',
  );
  await expect(generateTemplate({ resource: 'clients', type: 24, tenant })).rejects.toThrow('there are no types with forms of "clients"');
});

test.each([
  ['^[A-Z]-\\d+$', 'A-1'],
  ['^(INC|REQ)\\d{7}$', 'INC1111111'],
  ['^[^A-Z]x?(?:ab|c)+\\.$', '1ab.'],
  ['^\\w{2,5}@[a-z]*$', 'aa@'],
  ['^(?=.*\\d)x$', undefined],
])('a text for the pattern %s', (pattern, expected) => {
  expect(sampleText(new RegExp(pattern))).toBe(expected);
});
