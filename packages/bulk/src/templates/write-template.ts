import type { FieldValue } from '../fields.js';
import { writeCsv } from '../results/csv-file.js';
import { writeSheet } from '../sheets/write-sheet.js';
import type { Template } from './template.js';

/** Where a template is written, and the rows in it. */
export interface TemplateFile {
  readonly path: string;
  readonly format: 'csv' | 'xlsx';
  readonly rows: readonly (readonly FieldValue[])[];
}

/** Writes a template as a spreadsheet; in a workbook listed values are drop-downs. */
export async function writeTemplate(
  { columns }: Template,
  { path, format, rows }: TemplateFile,
): Promise<void> {
  if (format === 'xlsx') {
    const sheet = columns.map(({ heading, choices }) => ({
      heading,
      choices: choices?.map(({ cell }) => cell),
    }));
    await writeSheet({ path, columns: sheet, rows });
    return;
  }
  await writeCsv(
    path,
    columns.map(({ heading }) => heading),
    rows,
  );
}
