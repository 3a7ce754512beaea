import type { Source, SourceTable } from './source.js';

const kinds: readonly string[] = ['int', 'zero', 'float', 'sum', 'text', 'datetime', 'bit', 'is'];

/** Checks the tables of the database against the resources and their fields. */
export function checkTables(source: Source, problems: string[]): void {
  for (const [name, table] of Object.entries(source.tables))
    problems.push(
      ...[...recordFaults(table, source), ...columnFaults(table)].map(
        (fault) => `tables.yaml: ${name}: ${fault}`,
      ),
    );
}

function recordFaults({ records, members }: SourceTable, { resources, schemas }: Source): string[] {
  const owners = records.map((record) => record.replace(/:deleted$/, ''));
  const unknown = owners.filter((owner) => !resources.some(({ attribute }) => attribute === owner));
  const faults = unknown.map((owner) => `unknown resource ${owner}`);
  const names = resources
    .filter(({ attribute }) => owners.includes(attribute))
    .flatMap(({ schema, list }) => [schema, list?.row]);
  const lists = schemas.filter((schema) => names.includes(schema.name));
  if (members && lists.length > 0 && !lists.some(({ fields }) => fields && members.list in fields))
    faults.push(`no record has the list ${members.list}`);
  return faults;
}

function columnFaults({ records: _records, members: _members, ...columns }: SourceTable): string[] {
  const unknown = Object.keys(columns).filter((kind) => !kinds.includes(kind));
  const seen = new Set<string>();
  const repeated = Object.values(columns)
    .flatMap((one) => Object.keys(one))
    .filter((column) => seen.size === seen.add(column.toLowerCase()).size);
  return [
    ...unknown.map((kind) => `${kind} is not a kind of column`),
    ...repeated.map((column) => `the column ${column} is there twice`),
  ];
}
