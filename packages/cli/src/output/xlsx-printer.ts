import { parseHaloDate, workbookText } from 'halopsa-ground';
import type { Output } from '../host.js';
import { UsageError } from '../usage-error.js';
import { fieldAt } from './field-path.js';
import { grouped } from './grouped.js';
import { isList, type Value } from './json-value.js';
import { isRow, isRows, type Printer, type Row, type Rows } from './printer.js';

type CellValue = string | number | boolean | Date | null;

/** Excel's own limit, the heading included. */
const mostRows = 1_048_576;

/** What a printer of sheets is told. */
export interface XlsxOptions {
  readonly stream: Output;
  readonly columns: readonly string[] | undefined;
  readonly headers: boolean;
}

/** Prints rows as one sheet of an Excel file; it holds them all first, as the format demands. */
export class XlsxPrinter implements Printer {
  readonly #options: XlsxOptions;

  constructor(options: XlsxOptions) {
    this.#options = options;
  }

  async rows(rows: Rows, preferred?: readonly string[]): Promise<number> {
    const collected: Row[] = [];
    for await (const row of rows) {
      if (collected.push(row) < mostRows) continue;
      throw new UsageError(
        `A sheet of Excel holds ${grouped(mostRows)} rows. Nothing was written.`,
        {
          nextStep: 'Narrow the list by filters, or use --output csv.',
        },
      );
    }
    const carried = new Set(collected.flatMap((row) => Object.keys(row)));
    const first = preferred?.filter((name) => carried.has(name)) ?? [];
    const columns = this.#options.columns ?? [...new Set([...first, ...carried])];
    const [{ default: writeXlsxFile }, cellValues] = await Promise.all([
      import('write-excel-file/node'),
      import('halopsa-bulk/cell-value'),
    ]);
    const heading = this.#options.headers
      ? [
          columns.map((name) => ({
            value: workbookText(name),
            fontWeight: 'bold' as const,
          })),
        ]
      : [];
    const cells = collected.map((row) =>
      columns.map((name) => cellOf(fieldAt(row, name), cellValues)),
    );
    const file = await writeXlsxFile([...heading, ...cells], {
      dateFormat: 'yyyy-mm-dd hh:mm:ss',
    }).toBuffer();
    this.#options.stream.write(file);
    return collected.length;
  }

  async record(record: Row): Promise<void> {
    await this.rows([record]);
  }

  async value(value: Value): Promise<void> {
    if (isRow(value) || isRows(value)) await this.rows(isRow(value) ? [value] : value);
    else
      await this.rows((isList(value) ? value : [value ?? null]).map((entry) => ({ value: entry })));
  }
}

const dateTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z?$/;

function cellOf(value: Value, { cellValue }: typeof import('halopsa-bulk/cell-value')): CellValue {
  const cell = cellValue(value, 'xlsx');
  if (typeof cell !== 'string') return cell;
  // Excel counts days from 1900, which is where Halo's empty dates lie.
  if (!dateTime.test(cell)) return workbookText(cell);
  if (cell < '1901') return null;
  const moment = parseHaloDate(cell);
  // A cell shows seconds; what it does not show would be rounded to the next one.
  return moment === undefined ? workbookText(cell) : new Date(Math.floor(moment / 1000) * 1000);
}
