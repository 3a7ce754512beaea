import { nearestName } from 'halopsa-ground';
import { demandArguments } from '../codec/arguments.js';
import type { CallOptions } from '../core/call.js';
import type { ClientContext } from '../core/context.js';
import type { Bodies } from '../core/methods.js';
import type { ResourceVerbs, WireRecord } from '../core/records.js';
import type { CustomTable, CustomTableRow } from '../custom-tables/custom-table.js';
import { readTableRows, toWireRow } from '../custom-tables/table-rows.js';
import { HaloAPIError } from '../errors/api-error.js';
import { HaloAmbiguousWriteError } from '../errors/list-and-write-errors.js';
import { HaloUsageError } from '../errors/usage-error.js';

const tables = ({ halo }: ClientContext): ResourceVerbs => halo.resource('customTables');

interface Table {
  readonly name: string;
}

type Row = CustomTableRow<WireRecord>;

async function list(
  context: ClientContext,
  table: Table,
  options: CallOptions = {},
): Promise<Row[]> {
  const id = await tableId(context, table.name);
  return rowsOf(table, await tables(context).get(id, { includedetails: true }, options));
}

/** Adds rows and gives those that the table did not have before (behaviour: custom-tables.add-rows). */
async function add(
  context: ClientContext,
  table: Table,
  ...input: [WireRecord | readonly WireRecord[], CallOptions?]
): Promise<Row[]> {
  const [given, options = {}] = input;
  const rows = Array.isArray(given) ? (given as readonly WireRecord[]) : [given as WireRecord];
  const withId = rows.findIndex((row) => row.id !== undefined);
  if (withId >= 0)
    throw new HaloUsageError(
      `row ${withId + 1} for ${table.name} has an id`,
      'Use update to change a row. Nothing was sent.',
    );
  if (rows.length === 0) return [];
  const before = new Set((await list(context, table, options)).map(({ id }) => id));
  await write(context, table, { _add_rows: rows.map(toWireRow) }, { ...options, unsafe: true });
  const added = (await list(context, table, options)).filter(({ id }) => !before.has(id));
  if (added.length >= rows.length) return added.slice(-rows.length);
  throw new HaloAmbiguousWriteError(
    'customTables.upsert',
    `${table.name}: Halo took ${rows.length} rows, and ${added.length} of them are in the table now`,
  );
}

/** Changes the columns given of one row (behaviour: custom-tables.edit-rows). */
async function update(
  context: ClientContext,
  table: Table,
  row: WireRecord,
  options: CallOptions = {},
): Promise<Row> {
  const { id, ...columns } = row;
  if (id === undefined)
    throw new HaloUsageError(
      `a row of ${table.name} needs its id to be changed`,
      'Use add for a new row. Nothing was sent.',
    );
  const before = (await list(context, table, options)).find((one) => one.id === id);
  if (!before) throw missing(table, id);
  await write(
    context,
    table,
    { _edit_rows: [{ ...toWireRow({ ...before, ...columns }), id }] },
    options,
  );
  const after = (await list(context, table, options)).find((one) => one.id === id);
  if (after) return after;
  throw new HaloAmbiguousWriteError(
    'customTables.upsert',
    `${table.name}: row ${String(id)} is gone after it was changed`,
  );
}

async function remove(
  context: ClientContext,
  table: Table,
  id: number,
  options: CallOptions = {},
): Promise<void> {
  const rows = await list(context, table, options);
  if (!rows.some((one) => one.id === id)) throw missing(table, id);
  await write(context, table, { _delete_rows: [id] }, options);
  const left = await list(context, table, options);
  if (!left.some((one) => one.id === id)) return;
  throw new HaloAmbiguousWriteError(
    'customTables.upsert',
    `${table.name}: Halo took the deletion of row ${id}, and the row is still there`,
  );
}

interface WriteOptions extends CallOptions {
  /** True where a second sending would double rows. */
  readonly unsafe?: boolean;
}

async function write(
  context: ClientContext,
  table: Table,
  change: WireRecord,
  options: WriteOptions,
): Promise<void> {
  const { unsafe = false, ...call } = options;
  const id = await tableId(context, table.name);
  await tables(context).call('upsert', {
    ...call,
    body: [{ id, ...change }],
    safety: unsafe ? 'unsafe' : 'idempotent',
  });
}

/** The id of the table with this name; tables are few and seldom change, so their list is kept for a while. */
async function tableId(context: ClientContext, name: string): Promise<number> {
  demandArguments('halo.customTable', 'text', [name]);
  const all = await context.memory.recall('customTables', () =>
    tables(context).listAll().toArray(),
  );
  const wanted = name.toLowerCase();
  const found = all.find((table) =>
    [table.name, table.db_name].some((one) => String(one).toLowerCase() === wanted),
  );
  if (found) return found.id as number;
  const near = nearestName(
    name,
    all.map((table) => String(table.name)),
  );
  throw new HaloUsageError(
    `unknown custom table ${name}${near ? `: did you mean ${near}?` : ''}`,
    'Nothing was changed.',
  );
}

function rowsOf(table: Table, record: WireRecord): Row[] {
  const rows = readTableRows(record);
  if (rows) return rows as Row[];
  throw new HaloAPIError(
    'halo/broken-answer',
    `the answer about custom table ${table.name} shows no rows`,
    { status: 200, body: undefined, operation: 'customTables.get' },
    {
      nextStep: `Read them by SQL: halo.reports.query('SELECT * FROM ${String(record.db_name ?? `CT${table.name}`)}').`,
    },
  );
}

const missing = (table: Table, id: unknown): HaloUsageError =>
  new HaloUsageError(
    `${table.name} has no row ${String(id)}`,
    'List its rows to see their ids. Nothing was changed.',
  );

type AnyTable = Omit<CustomTable<WireRecord>, 'name'>;

export const customTableMethods: Bodies<AnyTable, Table, ClientContext> = {
  list,
  add,
  update,
  delete: remove,
};
