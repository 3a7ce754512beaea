import readSheets from 'read-excel-file/node';
import { BulkInputError } from '../input-error.js';
import { FormulaProblem } from '../mapping/problem.js';
import { columnNumber, readRange } from './cell-range.js';
import type { Opened } from './open-bytes.js';
import { headedSource } from './raw-table.js';
import type { ReadOptions, Source, SourceRow } from './source.js';
import { type FormulaFaults, formulaFaults } from './workbook-faults.js';

/** Reads one sheet of an Excel workbook, or a range of it. Numbers and booleans stay what they are; dates become ISO texts. */
export async function readWorkbook(opened: Opened, options: ReadOptions): Promise<Source> {
  const { bytes, sheets } = await readAll(opened);
  const wanted = options.sheet ?? 1;
  const position =
    typeof wanted === 'number' || /^\d+$/.test(wanted) ? Number(wanted) - 1 : sheets.findIndex((one) => one.sheet === wanted);
  const sheet = sheets[position];
  if (!sheet) {
    const names = sheets.map((one) => `"${one.sheet}"`).join(', ');
    throw new BulkInputError(`there is no sheet ${JSON.stringify(wanted)}`, `The workbook has: ${names}.`, { file: opened.name });
  }
  const area = options.range === undefined ? undefined : readRange(options.range, opened.name);
  const top = area?.top ?? 1;
  const lines = withFaults(sheet.data, formulaFaults(bytes, position))
    .slice(top - 1, area?.bottom)
    .map((cells, at) => ({
      line: top + at,
      cells: area ? cells.slice(area.left - 1, area.right) : cells,
    }));
  const filled = lines.filter(({ cells }) => cells.some(isFilled));
  if (filled.length === 0) throw new BulkInputError('the sheet is empty', 'Name another one by --sheet.', { file: opened.name });
  // A table need not begin in the first column; a column with content and no heading is a mistake, and is told.
  const width = filled.reduce((most, { cells }) => Math.max(most, cells.length), 0);
  const used = Array.from({ length: width }, (_, at) => at).filter((at) => filled.some(({ cells }) => isFilled(cells[at])));
  const rows = filled.map(({ line, cells }): SourceRow => ({ line, cells: used.map((at) => plain(cells[at])) }));
  const columnNumbers = used.map((at) => at + (area?.left ?? 1));
  const table = { name: opened.name, path: opened.path, format: `Excel, sheet "${sheet.sheet}"`, columnNumbers };
  return headedSource(
    {
      ...table,
      rows: async function* () {
        yield rows;
      },
    },
    options,
  );
}

async function readAll(opened: Opened): Promise<{ bytes: Buffer; sheets: { sheet: string; data: unknown[][] }[] }> {
  const chunks: Buffer[] = [];
  for await (const chunk of opened.bytes()) chunks.push(chunk);
  try {
    const bytes = Buffer.concat(chunks);
    return { bytes, sheets: await readSheets(bytes, { parseNumber }) };
  } catch {
    throw new BulkInputError('the workbook cannot be read', 'Open it in Excel and save it again as .xlsx, or as CSV.', {
      file: opened.name,
    });
  }
}

/** Cells whose formula has no value are faults of their rows, and not empty. */
function withFaults(data: unknown[][], faults: FormulaFaults): unknown[][] {
  for (const [address, error] of faults) {
    const [, letters = '', digits = ''] = /^([A-Z]+)(\d+)$/.exec(address) ?? [];
    const row = Number(digits) - 1;
    // Rows at the end that hold nothing else were left out.
    while (data.length <= row) data.push([]);
    data[row]![columnNumber(letters) - 1] = new FormulaProblem(error);
  }
  return data;
}

const isFilled = (cell: unknown): boolean => cell !== null && cell !== undefined && cell !== '';

/** A sheet shows 15 digits: 0.1 + 0.2 is 0.3 there. A whole number that is too long to be exact stays the text that it is. */
function parseNumber(text: string): number | string {
  const number = Number(text);
  if (Number.isInteger(number)) return Number.isSafeInteger(number) ? number : text;
  return Number(number.toPrecision(15));
}

/** A sheet keeps dates as days and a fraction, which miss the second by a little; what reaches us is a Date in UTC whose parts are those of the sheet. */
function plain(cell: unknown): unknown {
  if (cell === null || cell === undefined) return '';
  return cell instanceof Date ? new Date(Math.round(cell.getTime() / 1000) * 1000).toISOString().slice(0, 19) : cell;
}
