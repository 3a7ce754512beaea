import { type ColumnKind, type Table, tables } from 'halopsa-catalogue/tables';
import { parseHaloDate } from 'halopsa-ground';
import type { Collection, HaloRecord, HaloValue } from '../../store/port.js';
import type { Column, Relation, Row, Tables } from '../relation.js';
import { numberOf, type SqlType, type SqlValue } from '../value.js';
import { isSystemSchema, type KnownTable, systemTable } from './system-tables.js';

type Reader = (value: HaloValue, wanted?: string) => SqlValue;

const plain = (value: HaloValue): Exclude<SqlValue, null> | undefined =>
  typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean'
    ? value
    : undefined;
const number: Reader = (value) => {
  const found = plain(value);
  return found === undefined || (typeof found === 'string' && !Number.isFinite(Number(found)))
    ? null
    : numberOf(found, 'float');
};

/** How the values of each kind of column are read from records, and which type they have. */
const KINDS: Readonly<Record<ColumnKind, { readonly type: SqlType; readonly read: Reader }>> = {
  int: { type: 'int', read: number },
  zero: { type: 'int', read: (value) => number(value) ?? 0 },
  float: { type: 'float', read: number },
  sum: { type: 'float', read: (value) => number(value) ?? 0 },
  text: {
    type: 'text',
    read: (value) => (value === undefined || value === null ? null : String(value)),
  },
  datetime: {
    type: 'datetime',
    read: (value) => {
      const moment = typeof value === 'string' ? parseHaloDate(value) : undefined;
      return moment === undefined ? null : new Date(moment);
    },
  },
  bit: { type: 'bit', read: (value) => value === true || value === 1 },
  is: { type: 'bit', read: (value, wanted) => value === wanted },
};

const columnsOf = (table: Table): Column[] =>
  Object.entries(KINDS).flatMap(([kind, { type, read }]) =>
    Object.entries(table[kind as ColumnKind] ?? {}).map(([name, source]): Column => {
      const [field = '', wanted] = source.split(':');
      return { name, type, read: (row: Row) => read((row as HaloRecord)[field], wanted) };
    }),
  );

/** The database's tables over the records of one tenant. */
export function openTables(records: (name: string) => Collection): Tables {
  const opened = new Map<string, Relation>();
  return (name, schema) => {
    if (schema !== undefined && isSystemSchema(schema))
      return systemTable(schema, name, knownTables);
    const key = name.toUpperCase();
    const table = tables.get(key);
    if (!table) return undefined;
    const relation = opened.get(key) ?? {
      columns: columnsOf(table),
      rows: () => rowsOf(table, records),
    };
    opened.set(key, relation);
    return relation;
  };
}

const knownTables = (): KnownTable[] =>
  [...tables].map(([name, table]) => ({ name, columns: columnsOf(table) }));

function* rowsOf(
  { records: names, members }: Table,
  records: (name: string) => Collection,
): Iterable<Row> {
  for (const name of names) {
    const all = records(name).scan();
    yield* members ? membersOf(all, members) : all;
  }
}

/** The members of a list within records, each with the id of its record. */
function* membersOf(
  records: Iterable<HaloRecord>,
  { list, link }: NonNullable<Table['members']>,
): Iterable<Row> {
  for (const record of records) {
    const members = record[list];
    if (Array.isArray(members))
      for (const member of members as HaloRecord[]) yield { [link]: record.id, ...member };
  }
}
