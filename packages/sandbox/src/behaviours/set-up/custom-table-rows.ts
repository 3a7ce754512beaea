import type { Behaviour } from '../../resources/contract.js';
import type { HaloRecord, HaloValue } from '../../store/port.js';

/** The rows of a custom table: added, changed and taken out by control fields, and shown with the details. */
export const customTableRows: Behaviour = {
  ids: ['custom-tables.add-rows', 'custom-tables.edit-rows', 'custom-tables.rows-in-detail'],
  priority: 'following',
  resource: 'customTables',
  rules: {
    prepare: ({ before, patch, next }) => {
      const rows = new Map(rowsOf(before).map((row) => [Number(row.id), row]));
      let last = Math.max(0, ...rows.keys());
      for (const id of listOf(patch._delete_rows)) rows.delete(Number(id));
      for (const row of listOf(patch._edit_rows) as HaloRecord[]) {
        if (rows.has(Number(row.id))) rows.set(Number(row.id), { ...row, id: Number(row.id) });
      }
      for (const row of listOf(patch._add_rows) as HaloRecord[]) {
        last += 1;
        rows.set(last, { ...row, id: last });
      }
      next.ctfield = {
        ...(before?.ctfield as HaloRecord | undefined),
        id: 0,
        name: next.name,
        type: 7,
        value: [...rows.values()],
      };
    },
    detail: (table, query) => {
      const { ctfield = { id: 0, name: table.name, type: 7, value: [] }, ...plain } = table;
      return query.flag('includedetails') === true ? { ...plain, ctfield } : plain;
    },
  },
};

const listOf = (value: HaloValue): readonly HaloValue[] => (Array.isArray(value) ? value : []);
const rowsOf = (table: HaloRecord | undefined): readonly HaloRecord[] =>
  listOf((table?.ctfield as HaloRecord | undefined)?.value) as readonly HaloRecord[];
