import type { WireRecord } from '../core/records.js';

const isRecord = (value: unknown): value is WireRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isRows = (value: unknown): value is WireRecord[] =>
  Array.isArray(value) && value.every(isRecord);

/**
 * The rows in a custom table's record, column by column; undefined where it shows none. Where they stand is published nowhere
 * (behaviour: custom-tables.rows-in-detail), so each place that the contract has for rows is tried.
 */
export function readTableRows(table: WireRecord): WireRecord[] | undefined {
  const field = isRecord(table.ctfield) ? table.ctfield.value : undefined;
  const rows = [table.rows, field].find(isRows);
  return rows?.map(fromWireRow);
}

/** A row as an object of its columns: they come as custom fields of the row, or plainly. */
function fromWireRow(row: WireRecord): WireRecord {
  if (!Array.isArray(row.customfields)) return row;
  const columns = row.customfields
    .filter(isRecord)
    .map(({ name, value }) => [String(name), value ?? null] as const);
  return { id: row.id, ...Object.fromEntries(columns) };
}

/** A row as Halo takes it: each column as a custom field of the row. */
export function toWireRow(row: WireRecord): WireRecord {
  const columns = Object.entries(row).filter(([name]) => name !== 'id');
  return { customfields: columns.map(([name, value]) => ({ name, value })) };
}
