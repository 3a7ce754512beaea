import { operationsOf, type Source, type SourceOperation } from './source.js';

/** Checks that what is described is there, with the type that it is described with. */
export function checkDescriptions(source: Source, problems: string[]): void {
  const { parameters, fields, aliases } = source.descriptions;
  const operations = [...operationsOf(source)];
  const queries = operations.map(([, { query }]) => query ?? {});
  const records = source.schemas.map((schema) => schema.fields ?? {});
  const found = [
    ...Object.keys(parameters).filter((name) => !isIn(queries, name)),
    ...Object.keys(fields).filter((name) => !isIn(records, name)),
    ...Object.entries(aliases).flatMap(([id, names]) => {
      const operation = operations.find(([verb, , { attribute }]) => `${attribute}.${verb}` === id);
      return operation ? notTaken(names, operation[1], source) : [id];
    }),
  ];
  problems.push(...found.map((name) => `descriptions.yaml: ${name} does not exist`));
}

/** Whether one of the tables has a name with a type: `client_id:int`. */
function isIn(tables: readonly Readonly<Record<string, string>>[], described: string): boolean {
  const [name, type] = described.split(':') as [string, string];
  return tables.some((table) => table[name]?.replace(/\?$/, '') === type);
}

function notTaken(
  names: Readonly<Record<string, string>>,
  { query = {}, body }: SourceOperation,
  { schemas }: Source,
): string[] {
  const record = schemas.find(({ name }) => name === body?.replace(/(\[\])?\??$/, ''));
  return Object.values(names).filter((name) => !(name in { ...query, ...record?.fields }));
}
