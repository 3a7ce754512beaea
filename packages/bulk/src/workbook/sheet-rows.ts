import type { Area } from '../reading/cell-range.js';
import { readAddress, readArea } from './address.js';
import type { Archive } from './archive.js';
import { limits } from './limits.js';
import { type CellContext, type RawCell, readCell, type SheetValue } from './read-cell.js';
import { readXml, type XmlElement } from './read-xml.js';
import { isShownText } from './shared-texts.js';
import { damaged, tooLarge } from './workbook-error.js';
import { isTrue, type SheetPart } from './workbook-parts.js';

/** One row of a sheet that holds anything. */
export interface SheetRow {
  /** Its number, from 1. */
  readonly line: number;
  readonly isHidden: boolean;
  /** The cells that hold anything, by the number of their column from 1. */
  readonly cells: Map<number, SheetValue>;
}

/** What a sheet says besides its rows; complete when its rows have all been read. */
export interface SheetMarks {
  readonly merged: Area[];
  readonly hiddenColumns: { readonly from: number; readonly to: number }[];
}

/** What may stand among the cells, by depth; anything else is refused, since it may hold what the sheet shows. */
function isKnown(name: string, path: readonly string[]): boolean {
  if (path.length === 3) return name === 'row';
  if (path.length === 4) return path[2] !== 'row' || name === 'c' || name === 'extLst';
  return (
    path.length !== 5 ||
    path[3] !== 'c' ||
    name === 'v' ||
    name === 'f' ||
    name === 'is' ||
    name === 'extLst'
  );
}

/** Reads the rows of a sheet while it is unpacked, a batch at a time; rows without content are left out. */
export async function* sheetRows(
  archive: Archive,
  { part }: Pick<SheetPart, 'part'>,
  context: CellContext,
  marks: SheetMarks,
): AsyncGenerator<readonly SheetRow[]> {
  const reader = new RowReader(archive.file, part, { context, marks });
  const bytes = await archive.read(part, limits.sheetBytes);
  for await (const _ of readXml(bytes, { file: archive.file, part }, reader)) {
    const rows = reader.take();
    if (rows.length > 0) yield rows;
  }
  if (!reader.hasData) throw damaged(archive.file, `${part} has no rows of cells`);
}

class RowReader {
  hasData = false;
  readonly #file: string;
  readonly #part: string;
  readonly #context: CellContext;
  readonly #marks: SheetMarks;
  #rows: SheetRow[] = [];
  #row = { line: 0, isHidden: false, cells: new Map<number, SheetValue>() };
  #column = 0;
  #cell:
    | {
        type: string;
        style: number | undefined;
        value: string | undefined;
        inline: string;
        hasFormula: boolean;
      }
    | undefined;

  constructor(
    file: string,
    part: string,
    { context, marks }: { context: CellContext; marks: SheetMarks },
  ) {
    this.#file = file;
    this.#part = part;
    this.#context = context;
    this.#marks = marks;
  }

  take(): readonly SheetRow[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  open(element: XmlElement, path: readonly string[]): void {
    const { name } = element;
    if (path.length === 1 && name !== 'worksheet')
      throw damaged(this.#file, `${this.#part} is not a sheet of cells`);
    if (path[1] === 'sheetData') this.#openData(element, path);
    else if (path.length === 3) this.#openMark(element, `${path[1]}/${name}`);
  }

  text(text: string, path: readonly string[]): void {
    const cell = this.#cell;
    if (!cell || path[1] !== 'sheetData') return;
    if (path.length === 5 && path[4] === 'v') cell.value += text;
    else if (path[4] === 'is' && isShownText(path, 4)) cell.inline += text;
    if ((cell.value?.length ?? 0) + cell.inline.length > limits.xmlPiece)
      throw tooLarge(
        this.#file,
        `a cell holds more than ${limits.xmlPiece} characters`,
        this.#row.line,
      );
  }

  close(path: readonly string[]): void {
    if (path[1] !== 'sheetData') return;
    if (path.length === 4 && path[3] === 'c') this.#closeCell();
    else if (path.length === 3 && path[2] === 'row' && this.#row.cells.size > 0)
      this.#rows.push(this.#row);
  }

  #openData(element: XmlElement, path: readonly string[]): void {
    const { name } = element;
    if (!isKnown(name, path))
      throw damaged(
        this.#file,
        `${this.#part} has a part among its cells that is not known`,
        this.#row.line || undefined,
      );
    if (path.length === 2) this.hasData = true;
    else if (path.length === 3) this.#openRow(element);
    else if (path.length === 4 && name === 'c') this.#openCell(element);
    else if (path.length === 5 && this.#cell) {
      if (name === 'f') this.#cell.hasFormula = true;
      if (name === 'v') this.#cell.value = '';
    }
  }

  #openRow(element: XmlElement): void {
    const number = element.attribute('r');
    const line = number === undefined ? this.#row.line + 1 : Number(number);
    if (!Number.isInteger(line) || line < 1 || line > limits.rows)
      throw tooLarge(
        this.#file,
        `row ${number ?? line} is beyond the ${limits.rows} that a sheet has`,
      );
    if (line <= this.#row.line)
      throw damaged(this.#file, `row ${line} comes after row ${this.#row.line}`);
    const isHidden =
      isTrue(element.attribute('hidden')) || Number(element.attribute('ht') ?? 1) === 0;
    this.#row = { line, isHidden, cells: new Map() };
    this.#column = 0;
  }

  #openCell(element: XmlElement): void {
    const address = element.attribute('r');
    const at =
      address === undefined
        ? { row: this.#row.line, column: this.#column + 1 }
        : readAddress(address);
    if (!at || at.column > limits.columns)
      throw tooLarge(
        this.#file,
        `the cell ${address ?? `in column ${this.#column + 1}`} is beyond the ${limits.columns} columns and ${limits.rows} rows of a sheet`,
        this.#row.line,
      );
    if (at.row !== this.#row.line || this.#row.cells.has(at.column))
      throw damaged(
        this.#file,
        `the cell ${address} stands in row ${this.#row.line} and is not to be there`,
        this.#row.line,
      );
    this.#column = at.column;
    const style = element.attribute('s');
    this.#cell = {
      type: element.attribute('t') ?? 'n',
      style: style === undefined ? undefined : Number(style),
      value: undefined,
      inline: '',
      hasFormula: false,
    };
  }

  #closeCell(): void {
    const cell: RawCell | undefined = this.#cell;
    if (!cell) return;
    this.#cell = undefined;
    const value = readCell(cell, this.#context);
    if (value !== '') this.#row.cells.set(this.#column, value);
  }

  #openMark(element: XmlElement, at: string): void {
    if (
      at === 'cols/col' &&
      (isTrue(element.attribute('hidden')) || Number(element.attribute('width') ?? 1) === 0)
    ) {
      const [from, to] = [Number(element.attribute('min')), Number(element.attribute('max'))];
      if (from >= 1 && to >= from && this.#marks.hiddenColumns.length < limits.columns)
        this.#marks.hiddenColumns.push({ from, to: Math.min(to, limits.columns) });
    }
    if (at !== 'mergeCells/mergeCell') return;
    const area = readArea(element.attribute('ref') ?? '');
    if (!area)
      throw damaged(
        this.#file,
        `"${element.attribute('ref') ?? ''}" is not a range of cells to merge`,
      );
    if (this.#marks.merged.length >= limits.mergedAreas)
      throw tooLarge(this.#file, `the sheet has more than ${limits.mergedAreas} merged areas`);
    this.#marks.merged.push(area);
  }
}
