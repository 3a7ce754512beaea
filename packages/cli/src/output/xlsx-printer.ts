import type { Output } from '../host.js';
import { UsageError } from '../usage-error.js';
import { fieldAt } from './field-path.js';
import { grouped } from './grouped.js';
import { isRow, isRows, type Printer, type Row, type Rows } from './printer.js';

type CellValue = string | number | boolean | Date | null;

/** Excel's own limit, the heading included. */
const mostRows = 1_048_576;
const longestText = 32_767;

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
      throw new UsageError(`A sheet of Excel holds ${grouped(mostRows)} rows. Nothing was written.`, {
        nextStep: 'Narrow the list by filters, or use --output csv.',
      });
    }
    const carried = new Set(collected.flatMap((row) => Object.keys(row)));
    const first = preferred?.filter((name) => carried.has(name)) ?? [];
    const columns = this.#options.columns ?? [...new Set([...first, ...carried])];
    const heading = this.#options.headers ? [columns.map((value) => ({ value, fontWeight: 'bold' as const }))] : [];
    const cells = collected.map((row) => columns.map((name) => cellOf(fieldAt(row, name))));
    const { default: writeXlsxFile } = await import('write-excel-file/node');
    const file = await writeXlsxFile([...heading, ...cells], { dateFormat: 'yyyy-mm-dd hh:mm' }).toBuffer();
    this.#options.stream.write(file);
    return collected.length;
  }

  async record(record: Row): Promise<void> {
    await this.rows([record]);
  }

  async value(value: unknown): Promise<void> {
    if (isRow(value) || isRows(value)) await this.rows(isRow(value) ? [value] : value);
    else await this.rows((Array.isArray(value) ? value : [value ?? null]).map((entry: unknown) => ({ value: entry })));
  }
}

const dateTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z?$/;

function cellOf(value: unknown): CellValue {
  if (value === null || value === undefined) return null;
  if (typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))) return value;
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  // Excel counts days from 1900, which is where Halo's empty dates lie.
  if (dateTime.test(text)) return text < '1901' ? null : new Date(text.endsWith('Z') ? text : `${text}Z`);
  return text.slice(0, longestText);
}
