import type { FieldValue } from '../fields.js';
import { templateLine } from '../reading/sniff-dialect.js';
import { writeCsv } from '../results/csv-file.js';
import { writeSheet } from '../sheets/write-sheet.js';
import type { Template } from './template.js';

/** Where a template is written, and the rows in it. */
export interface TemplateFile {
  readonly path: string;
  readonly format: 'csv' | 'xlsx';
  readonly rows: readonly (readonly FieldValue[])[];
}

/**
 * Writes a template as a spreadsheet that says what its columns hold: a CSV file in a line of comments above the headings, a workbook in a
 * second sheet; planning reads neither. In a workbook listed values are drop-downs.
 */
export async function writeTemplate(
  { columns }: Template,
  { path, format, rows }: TemplateFile,
): Promise<void> {
  if (format === 'xlsx') {
    const sheet = columns.map(({ heading, choices, words }) => ({
      heading,
      words,
      choices: choices?.map(({ cell }) => cell),
    }));
    await writeSheet({ path, columns: sheet, rows });
    return;
  }
  await writeCsv(
    path,
    columns.map(({ heading }) => heading),
    rows,
    commentOf(columns),
  );
}

/** The words above each heading, in a line that planning knows by its beginning. */
const commentOf = (columns: Template['columns']): string[] =>
  columns.map(({ words = '' }, at) => (at === 0 ? `${templateLine} ${words}`.trim() : words));
