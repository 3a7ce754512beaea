import type { Source } from './source.js';

const kinds: readonly string[] = ['int', 'zero', 'float', 'sum', 'text', 'datetime', 'bit', 'is'];

/** Holds the tables of the database against the resources and their fields. */
export function checkTables({ tables, resources, schemas }: Source, problems: string[]): void {
  for (const [name, { records, members, ...columns }] of Object.entries(tables)) {
    const place = `tables.yaml: ${name}`;
    const owners = records.map((record) => record.replace(/:deleted$/, ''));
    for (const owner of owners)
      if (!resources.some(({ attribute }) => attribute === owner)) problems.push(`${place}: there is no resource ${owner}`);
    const names = resources.filter(({ attribute }) => owners.includes(attribute)).flatMap(({ schema, list }) => [schema, list?.row]);
    const lists = schemas.filter((schema) => names.includes(schema.name));
    if (members && lists.length > 0 && !lists.some(({ fields }) => fields && members.list in fields))
      problems.push(`${place}: no record has the list ${members.list}`);
    for (const kind of Object.keys(columns)) if (!kinds.includes(kind)) problems.push(`${place}: ${kind} is not a kind of column`);
    const all = Object.values(columns).flatMap((one) => Object.keys(one));
    const seen = new Set<string>();
    for (const column of all)
      if (seen.size === seen.add(column.toLowerCase()).size) problems.push(`${place}: the column ${column} is there twice`);
  }
}
