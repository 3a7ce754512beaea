import type { HaloValue } from '../store/port.js';
import type { ReportRun } from './run-report.js';

/** Writes the rows of a report as an Excel workbook with a heading row. */
export async function excelFile({ columns, rows }: ReportRun): Promise<Uint8Array> {
  const { default: writeExcelFile } = await import('write-excel-file/node');
  const headings = columns.map(({ name }) => ({
    value: escaped(name),
    type: String,
    fontWeight: 'bold' as const,
  }));
  const lines = rows.map((row) => columns.map(({ name }) => cellOf(row[name])));
  return writeExcelFile([headings, ...lines]).toBuffer();
}

function cellOf(
  value: HaloValue,
):
  | { value: string; type: StringConstructor }
  | { value: number; type: NumberConstructor }
  | { value: boolean; type: BooleanConstructor }
  | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number') return { value, type: Number };
  if (typeof value === 'boolean') return { value, type: Boolean };
  // A cell of a workbook holds no more.
  return { value: escaped(String(value).slice(0, 32_767)), type: String };
}

/** A text as a workbook holds it: `_x0041_` is an escape there, and a control character has to be one (ECMA-376, ST_Xstring). */
const escaped = (text: string): string =>
  text
    .replace(/_(?=x[0-9a-fA-F]{4}_)/g, '_x005F_')
    .replace(
      /[\u0000-\u0008\u000b\u000c\u000d\u000e-\u001f\ufffe\uffff]/g,
      (sign) => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`,
    )
    .replace(/[\ud800-\udfff]/gu, '\ufffd');
