import type { Column, Relation, Row } from '../relation.js';
import type { SqlType, SqlValue } from '../value.js';

/** What a system table shows about a table. */
export interface KnownTable {
  readonly name: string;
  readonly columns: readonly Pick<Column, 'name' | 'type'>[];
}

type SystemRow = Readonly<Record<string, SqlValue>>;

/** Types of the database's columns, with the number that `sys.columns` has for them and the length of texts. */
const TYPES: Readonly<
  Record<
    SqlType,
    { readonly name: string; readonly number: number; readonly length: number | null }
  >
> = {
  int: { name: 'int', number: 56, length: null },
  float: { name: 'float', number: 62, length: null },
  text: { name: 'nvarchar', number: 231, length: -1 },
  datetime: { name: 'datetime', number: 61, length: null },
  date: { name: 'date', number: 40, length: null },
  bit: { name: 'bit', number: 104, length: null },
  null: { name: 'int', number: 56, length: null },
};

const CATALOG = 'Halo';
const FIRST_OBJECT = 100_001;

/** The views that describe the database, by schema and name; each column with its type. */
const VIEWS: Readonly<
  Record<
    string,
    {
      readonly columns: Readonly<Record<string, SqlType>>;
      rows(tables: readonly KnownTable[]): SystemRow[];
    }
  >
> = {
  'INFORMATION_SCHEMA.TABLES': {
    columns: {
      TABLE_CATALOG: 'text',
      TABLE_SCHEMA: 'text',
      TABLE_NAME: 'text',
      TABLE_TYPE: 'text',
    },
    rows: (tables) => tables.map(({ name }) => ({ ...home(name), TABLE_TYPE: 'BASE TABLE' })),
  },
  'INFORMATION_SCHEMA.COLUMNS': {
    columns: {
      TABLE_CATALOG: 'text',
      TABLE_SCHEMA: 'text',
      TABLE_NAME: 'text',
      COLUMN_NAME: 'text',
      ORDINAL_POSITION: 'int',
      IS_NULLABLE: 'text',
      DATA_TYPE: 'text',
      CHARACTER_MAXIMUM_LENGTH: 'int',
    },
    rows: (tables) =>
      tables.flatMap(({ name, columns }) =>
        columns.map((column, at) => ({
          ...home(name),
          COLUMN_NAME: column.name,
          ORDINAL_POSITION: at + 1,
          IS_NULLABLE: at === 0 ? 'NO' : 'YES',
          DATA_TYPE: TYPES[column.type].name,
          CHARACTER_MAXIMUM_LENGTH: TYPES[column.type].length,
        })),
      ),
  },
  'SYS.TABLES': {
    columns: { name: 'text', object_id: 'int', schema_id: 'int', type: 'text', type_desc: 'text' },
    rows: (tables) =>
      tables.map(({ name }, at) => ({
        name,
        object_id: FIRST_OBJECT + at,
        schema_id: 1,
        type: 'U',
        type_desc: 'USER_TABLE',
      })),
  },
  'SYS.COLUMNS': {
    columns: {
      object_id: 'int',
      name: 'text',
      column_id: 'int',
      system_type_id: 'int',
      is_nullable: 'bit',
    },
    rows: (tables) =>
      tables.flatMap(({ columns }, at) =>
        columns.map((column, index) => ({
          object_id: FIRST_OBJECT + at,
          name: column.name,
          column_id: index + 1,
          system_type_id: TYPES[column.type].number,
          is_nullable: index > 0,
        })),
      ),
  },
  'SYS.SCHEMAS': {
    columns: { name: 'text', schema_id: 'int' },
    rows: () => [{ name: 'dbo', schema_id: 1 }],
  },
};

const home = (name: string): SystemRow => ({
  TABLE_CATALOG: CATALOG,
  TABLE_SCHEMA: 'dbo',
  TABLE_NAME: name,
});

/** Schemas of the database's own; a table of any other schema is one of Halo's. */
export const isSystemSchema = (schema: string | undefined): boolean =>
  /^(sys|information_schema)$/i.test(schema ?? '');

/** Finds a view that describes the database; undefined where it has none of this name. */
export function systemTable(
  schema: string,
  name: string,
  tables: () => readonly KnownTable[],
): Relation | undefined {
  const key = `${schema}.${name}`.toUpperCase();
  const view = Object.hasOwn(VIEWS, key) ? VIEWS[key] : undefined;
  if (!view) return undefined;
  const columns = Object.entries(view.columns).map(
    ([column, type]): Column => ({
      name: column,
      type,
      read: (row: Row) => (row as SystemRow)[column] ?? null,
    }),
  );
  return { columns, rows: () => view.rows(tables()) };
}
