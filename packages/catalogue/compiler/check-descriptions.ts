import { operationsOf, type Source, type SourceOperation } from './source.js';

/** Checks that other names are those of something that is there. */
export function checkDescriptions(source: Source, problems: string[]): void {
  const { aliases } = source.descriptions;
  const operations = [...operationsOf(source)];
  const found = Object.entries(aliases).flatMap(([id, names]) => {
    const operation = operations.find(([verb, , { attribute }]) => `${attribute}.${verb}` === id);
    return operation ? notTaken(names, operation[1], source) : [id];
  });
  problems.push(...found.map((name) => `descriptions.yaml: ${name} does not exist`));
}

function notTaken(
  names: Readonly<Record<string, string>>,
  { query = {}, body }: SourceOperation,
  { schemas }: Source,
): string[] {
  const record = schemas.find(({ name }) => name === body?.replace(/(\[\])?\??$/, ''));
  return Object.values(names).filter((name) => !(name in { ...query, ...record?.fields }));
}
