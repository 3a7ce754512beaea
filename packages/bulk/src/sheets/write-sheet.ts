import type { Blob } from 'node:buffer';
import { writeFile } from 'node:fs/promises';
import type Stream from 'node:stream';
import type { Feature } from 'write-excel-file/node';
import { BulkInputError } from '../input-error.js';

/** One column of a sheet. */
export interface SheetColumn {
  readonly heading: string;
  /** The texts that its cells can be chosen from; others are refused by Excel. */
  readonly choices?: readonly string[] | undefined;
}

/** A sheet that is filled in and read again. */
export interface SheetRequest {
  readonly path: string;
  readonly columns: readonly SheetColumn[];
  readonly rows: AsyncIterable<readonly unknown[]> | Iterable<readonly unknown[]>;
}

/** Excel's own limit, the heading included. */
const mostRows = 1_048_576;
const longestText = 32_767;
const choicesSheet = 'Choices';

/** Writes an Excel workbook with a sheet of rows and drop-downs of the values that their cells can take. Gives how many rows it has. */
export async function writeSheet({ path, columns, rows }: SheetRequest): Promise<number> {
  const { default: writeWorkbook } = await import('write-excel-file/node');
  const cells: (string | number | boolean | null)[][] = [];
  for await (const row of rows) {
    if (cells.push(row.map(cellOf)) >= mostRows)
      throw new BulkInputError('a sheet of Excel has no room for so many rows', 'Narrow the list, or write CSV.', { file: path });
  }
  const heading = columns.map((column) => ({ value: column.heading, fontWeight: 'bold' as const }));
  const listed = columns.flatMap(({ choices }, at) => (choices && choices.length > 0 ? [{ at, choices }] : []));
  const longest = Math.max(0, ...listed.map(({ choices }) => choices.length));
  const lists = Array.from({ length: longest }, (_, line) => listed.map(({ choices }) => choices[line] ?? null));
  const sheets = [
    { data: [heading, ...cells], sheet: 'Rows', stickyRowsCount: 1 },
    ...(longest > 0 ? [{ data: lists, sheet: choicesSheet }] : []),
  ];
  const file = await writeWorkbook(sheets, { features: [dropDowns(listed)] }).toBuffer();
  await writeFile(path, file);
  return cells.length;
}

function cellOf(value: unknown): string | number | boolean | null {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))) return value;
  return (typeof value === 'object' ? JSON.stringify(value) : String(value)).slice(0, longestText);
}

interface Listed {
  readonly at: number;
  readonly choices: readonly string[];
}

/** Parts of a sheet that the format wants behind its rules for cells. */
const behind = /<(hyperlinks|printOptions|pageMargins|pageSetup|headerFooter|drawing|legacyDrawing)\b|<\/worksheet>/;

function dropDowns(listed: readonly Listed[]): Feature<Stream | Buffer | Blob> {
  const rules = listed.map(({ at, choices }, index) => {
    const column = columnLetters(at + 1);
    const from = columnLetters(index + 1);
    return `<dataValidation type="list" allowBlank="1" showErrorMessage="1" sqref="${column}2:${column}${mostRows}"><formula1>${choicesSheet}!$${from}$1:$${from}$${choices.length}</formula1></dataValidation>`;
  });
  const xml = `<dataValidations count="${rules.length}">${rules.join('')}</dataValidations>`;
  return {
    files: {
      transform: {
        'xl/worksheets/sheet{id}.xml': {
          transform: (content, _options, { sheetIndex }) =>
            sheetIndex > 0 || rules.length === 0 ? content : content.replace(behind, (found) => `${xml}${found}`),
        },
      },
    },
  };
}

function columnLetters(number: number): string {
  const letter = String.fromCharCode(65 + ((number - 1) % 26));
  return number <= 26 ? letter : columnLetters(Math.floor((number - 1) / 26)) + letter;
}
