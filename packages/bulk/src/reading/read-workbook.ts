import readSheets from 'read-excel-file/node';
import { BulkInputError } from '../input-error.js';
import { readHeadings } from './headings.js';
import type { Opened } from './open-bytes.js';
import type { ReadOptions, Source, SourceRow } from './source.js';

interface Area {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** Reads one sheet of an Excel workbook, or a range of it. Numbers and booleans stay what they are; dates become ISO texts. */
export async function readWorkbook(opened: Opened, options: ReadOptions): Promise<Source> {
  const sheets = await readAll(opened);
  const wanted = options.sheet ?? 1;
  const sheet =
    typeof wanted === 'number' || /^\d+$/.test(wanted) ? sheets[Number(wanted) - 1] : sheets.find((one) => one.sheet === wanted);
  if (!sheet) {
    const names = sheets.map((one) => `"${one.sheet}"`).join(', ');
    throw new BulkInputError(`there is no sheet ${JSON.stringify(wanted)}`, `The workbook has: ${names}.`, { file: opened.name });
  }
  const area = options.range === undefined ? undefined : readRange(options.range, opened.name);
  const top = area?.top ?? 1;
  const lines = (sheet.data as unknown[][]).slice(top - 1, area?.bottom).map((cells, at) => ({
    line: top + at,
    cells: area ? cells.slice(area.left - 1, area.right) : cells,
  }));
  const filled = lines.filter(({ cells }) => cells.some((cell) => cell !== null && cell !== ''));
  const [heading, ...body] = filled;
  if (!heading) throw new BulkInputError('the sheet is empty', 'Name another one by --sheet.', { file: opened.name });
  const columns = readHeadings(heading.cells, opened.name, heading.line, options);
  const rows = body.map(({ line, cells }): SourceRow => ({ line, cells: columns.map((_, at) => plain(cells[at])) }));
  return {
    name: opened.name,
    path: opened.path,
    columns,
    format: `Excel, sheet "${sheet.sheet}"`,
    rows: async function* () {
      if (rows.length > 0) yield rows;
    },
  };
}

async function readAll(opened: Opened): Promise<{ sheet: string; data: readonly unknown[] }[]> {
  const chunks: Buffer[] = [];
  for await (const chunk of opened.bytes()) chunks.push(chunk);
  try {
    return await readSheets(Buffer.concat(chunks));
  } catch {
    throw new BulkInputError('the workbook cannot be read', 'Open it in Excel and save it again as .xlsx, or as CSV.', {
      file: opened.name,
    });
  }
}

/** A sheet keeps dates as days and a fraction; what reaches us is a Date in UTC whose parts are those of the sheet. */
function plain(cell: unknown): unknown {
  if (cell === null || cell === undefined) return '';
  return cell instanceof Date ? cell.toISOString().slice(0, 19) : cell;
}

function readRange(text: string, file: string): Area {
  const found = /^([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)$/i.exec(text.trim());
  if (!found) throw new BulkInputError(`"${text}" is no range of cells`, 'Write it like B3:F200.', { file });
  const [, left = '', top = '', right = '', bottom = ''] = found;
  return { top: Number(top), left: columnNumber(left), bottom: Number(bottom), right: columnNumber(right) };
}

const columnNumber = (letters: string): number =>
  [...letters.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
