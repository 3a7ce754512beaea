import type { Blob } from 'node:buffer';
import type Stream from 'node:stream';
import { workbookText } from 'halopsa-ground';
import { writePrivate } from 'halopsa-ground/node';
import type { Feature } from 'write-excel-file/node';
import { cellValue } from '../cell-value.js';
import type { FieldValue } from '../fields.js';
import { BulkInputError } from '../input-error.js';
import { columnLetters } from '../workbook/address.js';

/** One column of a sheet. */
export interface SheetColumn {
  readonly heading: string;
  /** What its cells hold, in one sentence. */
  readonly words?: string | undefined;
  /** The texts that its cells can be chosen from; others are refused by Excel. */
  readonly choices?: readonly string[] | undefined;
  /** Whether its cells are texts, so that a spreadsheet keeps what is typed into them as it is: `00123`, `1/2`. */
  readonly isText?: boolean | undefined;
}

/** A sheet that is filled in and read again. */
export interface SheetRequest {
  readonly path: string;
  readonly columns: readonly SheetColumn[];
  readonly rows: AsyncIterable<readonly FieldValue[]> | Iterable<readonly FieldValue[]>;
}

/** Excel's own limit, the heading included. */
const mostRows = 1_048_576;
const choicesSheet = 'Choices';
const wordsSheet = 'Fields';

/** Writes an Excel workbook with a sheet of rows and drop-downs of the values that their cells can take. Gives how many rows it has. */
export async function writeSheet({ path, columns, rows }: SheetRequest): Promise<number> {
  const { default: writeWorkbook } = await import('write-excel-file/node');
  const cells: Cell[][] = [];
  for await (const row of rows) {
    if (cells.push(row.map((value, at) => cellOf(value, columns[at]))) >= mostRows)
      throw new BulkInputError(
        'an Excel sheet has no room for so many rows',
        'Narrow the list, or write CSV.',
        { file: path },
      );
  }
  const heading = columns.map((column) => ({
    value: workbookText(column.heading),
    fontWeight: 'bold' as const,
  }));
  const listed = columns.flatMap(({ choices }, at) =>
    choices && choices.length > 0 ? [{ at, choices }] : [],
  );
  const longest = Math.max(0, ...listed.map(({ choices }) => choices.length));
  const lists = Array.from({ length: longest }, (_, line) =>
    listed.map(({ choices }) => (choices[line] === undefined ? null : workbookText(choices[line]))),
  );
  const sheets = [
    { data: [heading, ...cells], sheet: 'Rows', stickyRowsCount: 1 },
    ...(longest > 0 ? [{ data: lists, sheet: choicesSheet }] : []),
    ...wordsSheets(columns),
  ];
  const file = await writeWorkbook(sheets, { features: [dropDowns(listed)] }).toBuffer();
  await writePrivate(path, file);
  return cells.length;
}

/** A sheet of what the columns hold, for those that have words. */
function wordsSheets(columns: readonly SheetColumn[]): { data: string[][]; sheet: string }[] {
  const data = columns.flatMap(({ heading, words }) =>
    words === undefined ? [] : [[workbookText(heading), workbookText(words)]],
  );
  return data.length > 0 ? [{ data, sheet: wordsSheet }] : [];
}

type Cell = Value | { readonly value: string; readonly format: '@' };
type Value = string | number | boolean | null;

function cellOf(value: FieldValue, column: SheetColumn | undefined): Cell {
  const cell = cellValue(value, 'xlsx');
  const held = typeof cell === 'string' ? workbookText(cell) : cell;
  // An apostrophe or an equals sign at the start is a text all the same where the cell is formatted as one.
  return column?.isText && typeof held === 'string' ? { value: held, format: '@' } : held;
}

interface Listed {
  readonly at: number;
  readonly choices: readonly string[];
}

/** Parts of a sheet that the format wants behind its rules for cells. */
const behind =
  /<(hyperlinks|printOptions|pageMargins|pageSetup|headerFooter|drawing|legacyDrawing)\b|<\/worksheet>/;

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
            sheetIndex > 0 || rules.length === 0
              ? content
              : content.replace(behind, (found) => `${xml}${found}`),
        },
      },
    },
  };
}
