import { runQuery } from '../../src/sql/run-query.js';
import { WorkBudget } from '../../src/sql/session.js';
import { openTables } from '../../src/sql/tables/open-tables.js';
import type { SqlValue } from '../../src/sql/value.js';
import { MemoryCollection } from '../../src/store/memory-collection.js';
import type { Collection, HaloRecord } from '../../src/store/port.js';

/** Records few enough to tell the result of a query by looking at them. */
const RECORDS: Readonly<Record<string, readonly HaloRecord[]>> = {
  clients: [
    { id: 1, name: 'Unknown', inactive: true },
    { id: 2, name: 'Acme', inactive: false, datecreated: '2025-01-31T00:00:00' },
    { id: 3, name: "O'Neill & Sons", inactive: false, datecreated: '2025-06-15T08:30:00' },
  ],
  sites: [
    { id: 10, name: 'Head Office', client_id: 2 },
    { id: 11, name: 'Warehouse', client_id: 2 },
    { id: 12, name: 'Head Office', client_id: 3 },
  ],
  agents: [
    { id: 5, name: 'Amara Baker', team: '1st Line' },
    { id: 6, name: 'Ben Castro', team: '2nd Line' },
  ],
  statuses: [
    { id: 1, name: 'New' },
    { id: 2, name: 'In Progress' },
    { id: 9, name: 'Closed' },
  ],
  tickets: [
    ticket(101, 'Printer on fire', {
      client_id: 2,
      site_id: 10,
      agent_id: 5,
      priority_id: 1,
      dateoccurred: '2026-01-05T09:00:00',
      timetaken: 1.5,
    }),
    ticket(102, 'VPN drops', {
      client_id: 2,
      site_id: 11,
      agent_id: 6,
      priority_id: 3,
      dateoccurred: '2026-01-20T14:30:15',
      timetaken: 0.25,
    }),
    ticket(103, 'New laptop', {
      client_id: 3,
      site_id: 12,
      priority_id: 3,
      dateoccurred: '2026-02-01T00:00:00',
      category_1: 'Hardware>Laptop',
    }),
    ticket(104, 'Password 100% lost', { client_id: 3, site_id: 12, agent_id: 5, priority_id: 4, dateoccurred: '2026-02-28T23:59:59' }),
    {
      ...ticket(105, 'printer offline', { client_id: 2, site_id: 10, agent_id: 5, priority_id: 2, dateoccurred: '2025-12-31T12:00:00' }),
      status_id: 9,
      hasbeenclosed: true,
      dateclosed: '2026-01-03T12:00:00',
      timetaken: 2,
    },
  ],
  'tickets:deleted': [
    { ...ticket(90, 'Spam', { client_id: 2, site_id: 10, priority_id: 4, dateoccurred: '2026-01-01T00:00:00' }), deleted: true },
  ],
  invoices: [
    {
      id: 7,
      client_id: 2,
      lines: [
        { id: 1, net_amount: 100.1 },
        { id: 2, net_amount: 0.2, qty_order: 3 },
      ],
    },
  ],
};

function ticket(id: number, summary: string, fields: HaloRecord): HaloRecord {
  return { id, summary, status_id: 1, ...fields };
}

const NOW = new Date('2026-03-01T10:00:00Z');

/** Collections of the records above, with more of the caller's. */
export function smallDesk(more: Readonly<Record<string, readonly HaloRecord[]>> = {}): (name: string) => Collection {
  return (name) => {
    const collection = new MemoryCollection();
    for (const record of [...(RECORDS[name] ?? []), ...(more[name] ?? [])]) collection.put(record.id as number, record);
    return collection;
  };
}

/** Runs a query over the small desk; rows as arrays in the order of the columns. */
export function ask(sql: string, variables: Readonly<Record<string, SqlValue>> = {}, work = 1_000_000): unknown[][] {
  const { rows } = runQuery(sql, { tables: openTables(smallDesk()), now: NOW, variables, budget: new WorkBudget(work) });
  return rows.map((row) => row.map((value) => (value instanceof Date ? value.toISOString().slice(0, 19) : value)));
}
