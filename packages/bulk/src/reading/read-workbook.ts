import type { Note } from 'halopsa-catalogue/errors';
import { BulkInputError } from '../input-error.js';
import { Problem } from '../mapping/problem.js';
import { areaText, columnLetters } from '../workbook/address.js';
import { Archive, type ArchiveBytes, stateOf } from '../workbook/archive.js';
import { chooseSheet, sheetNotes } from '../workbook/choose-sheet.js';
import { limits } from '../workbook/limits.js';
import { headingBelow, MergedCells, mergedNotes } from '../workbook/merged-cells.js';
import type { CellContext } from '../workbook/read-cell.js';
import { readSharedTexts } from '../workbook/shared-texts.js';
import { type SheetMarks, type SheetRow, sheetRows } from '../workbook/sheet-rows.js';
import { readStyles } from '../workbook/styles.js';
import { hiddenNotes, type Survey, surveySheet } from '../workbook/survey-sheet.js';
import { readTotals, type Totals, totalsNotes, withoutTotals } from '../workbook/table-totals.js';
import { damaged, tooLarge } from '../workbook/workbook-error.js';
import { findParts, type SheetPart } from '../workbook/workbook-parts.js';
import { type Area, readRange } from './cell-range.js';
import type { Opened } from './open-bytes.js';
import { type HeadedRows, headedSource } from './raw-table.js';
import type { ReadOptions, Source, SourceRow } from './source.js';

/** A sheet that was chosen, and what its cells refer to. */
interface OpenSheet {
  readonly bytes: ArchiveBytes;
  readonly file: string;
  readonly state: string;
  readonly sheet: SheetPart;
  readonly context: CellContext;
  readonly area: Area | undefined;
  readonly totals: readonly Totals[];
  readonly survey: Survey;
  readonly notes: readonly Note[];
}

/**
 * Reads one sheet of an Excel workbook, or a range of it. It is read twice: to find its columns, merged cells and what is hidden,
 * and then row by row, so that no more than a few rows are held. Numbers and booleans stay what they are; a cell that shows
 * something else than it holds is a SheetCell.
 */
export async function readWorkbook(opened: Opened, options: ReadOptions): Promise<Source> {
  const open = await openSheet(opened, options);
  return headedSource(
    {
      name: opened.name,
      path: opened.path,
      format: `Excel, sheet "${open.sheet.name}"`,
      columnNumbers: open.survey.used,
      notes: open.notes,
      rows: () => sourceRows(open),
      headed: (heading) => headedRows(open, heading, options),
    },
    options,
  );
}

async function openSheet(opened: Opened, options: ReadOptions): Promise<OpenSheet> {
  const { name: file } = opened;
  const area = options.range === undefined ? undefined : readRange(options.range, file);
  const bytes = opened.path ?? (await collect(opened));
  const state = await stateOf(bytes);
  await using archive = await Archive.open(bytes, file);
  const parts = await findParts(archive);
  const sheet = chooseSheet(parts.sheets, options.sheet, file);
  const formats = await readStyles(archive, parts.styles);
  const context = {
    formats,
    texts: await readSharedTexts(archive, parts.texts),
    from1904: parts.from1904,
  };
  const marks: SheetMarks = { merged: [], hiddenColumns: [] };
  const totals = await readTotals(archive, sheet.part);
  const survey = await surveySheet(
    within(withoutTotals(sheetRows(archive, sheet, context, marks), totals), area),
    marks,
  );
  if (survey.used.length === 0)
    throw new BulkInputError('the sheet is empty', { code: 'choose-sheet' }, { file });
  return {
    bytes,
    file,
    state,
    sheet,
    context,
    area,
    totals,
    survey,
    notes: [...sheetNotes(parts.sheets, sheet), ...totalsNotes(totals)],
  };
}

/** A workbook that comes as a stream is held, since its directory stands at its end. */
async function collect(opened: Opened): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of opened.bytes()) {
    size += chunk.length;
    if (size > limits.streamedBytes)
      throw tooLarge(
        opened.name,
        `a workbook of more than ${limits.streamedBytes} bytes is read from a file only`,
      );
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The notes on the rows below a heading, and how merged cells change them. */
function headedRows(
  { survey, file }: OpenSheet,
  heading: SourceRow,
  options: ReadOptions,
): HeadedRows {
  checkHeading(heading, { survey, file, mayNumber: options.duplicateHeadings === 'number' });
  const { used, marks } = survey;
  const names = new Map(used.map((column, at) => [column, String(heading.cells[at] ?? '').trim()]));
  const below = headingBelow(marks.merged, heading.line, names);
  if (below)
    throw new BulkInputError(
      `the heading's cells ${areaText(below)} are merged with rows below it`,
      { code: 'name-range' },
      { file, line: heading.line },
    );
  const merged = new MergedCells(marks.merged, used, file);
  const notes = [
    ...hiddenNotes(survey, heading.line, names),
    ...mergedNotes(marks.merged, heading.line, names),
  ];
  return { notes, row: (row) => merged.fill(row) };
}

/** A table need not begin in the first column; a column with content and no heading is a mistake, and so is an error for a heading. */
function checkHeading(
  heading: SourceRow,
  { survey, file, mayNumber }: { survey: Survey; file: string; mayNumber: boolean },
): void {
  const { used, filledIn } = survey;
  const place = { file, line: heading.line };
  for (const [at, column] of used.entries()) {
    const cell = heading.cells[at];
    if (cell instanceof Problem)
      throw new BulkInputError(
        `the heading of column ${columnLetters(column)} is not known: ${cell.message}`,
        'Write it anew.',
        place,
      );
    const line = filledIn.get(column)?.find((one) => one > heading.line);
    if (mayNumber || line === undefined || String(cell ?? '').trim() !== '') continue;
    throw new BulkInputError(
      `column ${column} has no heading, and its cell ${columnLetters(column)}${line} holds a value`,
      { code: 'number-headings', range: true },
      place,
    );
  }
}

async function* sourceRows({
  bytes,
  file,
  state,
  sheet,
  context,
  area,
  totals,
  survey,
}: OpenSheet): AsyncGenerator<readonly SourceRow[]> {
  const { used } = survey;
  if ((await stateOf(bytes)) !== state) throw damaged(file, 'it was changed while it was read');
  await using archive = await Archive.open(bytes, file);
  const rows = withoutTotals(
    sheetRows(archive, sheet, context, { merged: [], hiddenColumns: [] }),
    totals,
  );
  for await (const batch of within(rows, area)) {
    yield batch.map((row): SourceRow => {
      const cells = used.map((column) => row.cells.get(column) ?? '');
      return row.isHidden || sheet.isHidden
        ? { line: row.line, cells, isHidden: true }
        : { line: row.line, cells };
    });
  }
}

/** The cells in an area; the rest of a sheet is skipped. */
async function* within(
  batches: AsyncIterable<readonly SheetRow[]>,
  area: Area | undefined,
): AsyncGenerator<readonly SheetRow[]> {
  for await (const batch of batches) yield area ? cutTo(area, batch) : batch;
}

function cutTo(area: Area, batch: readonly SheetRow[]): readonly SheetRow[] {
  const rows = batch.filter(({ line }) => line >= area.top && line <= area.bottom);
  for (const { cells } of rows)
    for (const column of cells.keys())
      if (column < area.left || column > area.right) cells.delete(column);
  return rows.filter(({ cells }) => cells.size > 0);
}
