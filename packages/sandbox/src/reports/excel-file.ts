import { workbookText } from 'halopsa-ground';
import type { HaloValue } from '../store/port.js';
import type { ReportRun } from './run-report.js';

/** Writes the rows of a report as an Excel workbook with a heading row. */
export async function excelFile({ columns, rows }: ReportRun): Promise<Uint8Array> {
  const { default: writeExcelFile } = await import('write-excel-file/node');
  const headings = columns.map(({ name }) => ({
    value: sheetText(name),
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
  return { value: sheetText(String(value).slice(0, 32_767)), type: String };
}

/** A half of a character that takes two has no place in a workbook. */
const sheetText = (text: string): string => workbookText(text.replace(/\p{Cs}/gu, '\ufffd'));
