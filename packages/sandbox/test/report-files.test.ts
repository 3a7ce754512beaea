import { unzipSync } from 'fflate';
import { createVirtualClock } from 'halopsa-sandbox';
import { hostileTexts } from 'halopsa-testkit';
import { readSheet } from 'read-excel-file/node';
import { expect, it } from 'vitest';
import { signIn } from './signed-in.js';

const formulas = [
  '=1+1',
  '+SUM(1)',
  '-SUM(1)',
  '@SUM(A1)',
  '\t=1+1',
  '\r=1+1',
  '=HYPERLINK("https://evil.example";"x")',
  "=cmd|' /C calc'!A0",
];
const hostile = [...formulas, ...hostileTexts.map((write) => write('touch trace'))];

/** A report over tickets with these summaries, as a workbook. */
async function workbook(summaries: readonly string[]): Promise<Buffer> {
  const { sandbox, post } = await signIn({ seed: 'small', clock: createVirtualClock() });
  for (const summary of summaries) sandbox.control.put('tickets', { summary });
  const sql = `SELECT TOP ${summaries.length} Faultid, Symptom FROM Faults ORDER BY Faultid DESC`;
  const told = (await post('/Report', [{ name: 'x', sql, _loadreportonly: true, _xls_generate: true }])).body as Record<string, unknown>;
  const stored = sandbox.control.records('attachments').find(({ id }) => id === told.xls_attachment_id);
  return Buffer.from(String(stored?.data_base64).split(',')[1]!, 'base64');
}

it('a workbook of a report gives every text back as it was, and holds no formula', async () => {
  const escapes = [
    'constructor',
    '__proto__',
    '_x0041_',
    'a_x000D_b',
    '_x005F_x0041_',
    'a\u0001b',
    'a\rb',
    '</t></is><f>1+1</f>',
    '&lt;',
    'x'.repeat(40_000),
  ];
  const texts = [...escapes, ...hostile.filter((text) => text.trim() === text)];
  const bytes = await workbook(texts);
  const sheet = Object.entries(unzipSync(bytes)).find(([name]) => /sheet1\.xml$/.test(name))![1];
  expect(Buffer.from(sheet).toString()).not.toContain('<f>');
  const rows = await readSheet(bytes);
  const read = rows.slice(1).map(([, summary]) => String(summary));
  expect(read.reverse()).toEqual(texts.map((text) => text.slice(0, 32_767)));
});
