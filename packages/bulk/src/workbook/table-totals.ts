import type { Area } from '../reading/cell-range.js';
import { readArea } from './address.js';
import type { Archive } from './archive.js';
import { limits } from './limits.js';
import { readAllXml } from './read-xml.js';
import type { SheetRow } from './sheet-rows.js';
import { relationsOf } from './workbook-parts.js';

/** The rows of totals below a table. */
export interface Totals {
  readonly table: string;
  readonly area: Area;
}

/** Where the tables of a sheet have their totals: they are sums and labels, and no records. */
export async function readTotals(archive: Archive, sheet: string): Promise<readonly Totals[]> {
  const found: Totals[] = [];
  const parts = [...(await relationsOf(archive, sheet)).values()].filter(
    ({ type, target }) => type === 'table' && archive.has(target),
  );
  for (const { target: part } of parts.slice(0, limits.sheets))
    await readAllXml(
      await archive.read(part),
      { file: archive.file, part },
      {
        open: (element, path) => {
          if (path.length > 1 || element.name !== 'table') return;
          const area = readArea(element.attribute('ref') ?? '');
          const count = Number(element.attribute('totalsRowCount') ?? 0);
          if (!area || !(count > 0) || count > area.bottom - area.top) return;
          const table = element.attribute('displayName') ?? element.attribute('name') ?? '';
          found.push({ table, area: { ...area, top: area.bottom - count + 1 } });
        },
      },
    );
  return found;
}

/** The rows of a sheet without the totals of its tables. */
export async function* withoutTotals(
  batches: AsyncIterable<readonly SheetRow[]>,
  totals: readonly Totals[],
): AsyncGenerator<readonly SheetRow[]> {
  for await (const batch of batches) {
    for (const { area } of totals) for (const row of batch) empty(row, area);
    yield totals.length === 0 ? batch : batch.filter(({ cells }) => cells.size > 0);
  }
}

function empty({ line, cells }: SheetRow, { top, left, bottom, right }: Area): void {
  if (line < top || line > bottom) return;
  for (const column of cells.keys()) if (column >= left && column <= right) cells.delete(column);
}

/** What is to be said of them. */
export const totalsNotes = (totals: readonly Totals[]): string[] =>
  totals.map(({ table, area: { top, bottom } }) => {
    const lines = top === bottom ? `Line ${top} is` : `Lines ${top} to ${bottom} are`;
    return `${lines} left out: the totals of the table "${table}".`;
  });
