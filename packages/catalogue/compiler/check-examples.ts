import {
  operationsOf,
  parameterNames,
  type Source,
  type SourceExample,
  type SourceOperation,
} from './source.js';

/** Checks the examples: each is of an operation, names what this takes, and puts in records of resources that there are. */
export function checkExamples(source: Source, problems: string[]): void {
  const operations = new Map(
    [...operationsOf(source)].map(([verb, operation, { attribute }]) => [
      `${attribute}.${verb}`,
      operation,
    ]),
  );
  const resources = new Set(source.resources.map(({ attribute }) => attribute));
  for (const [id, example] of Object.entries(source.examples.operations)) {
    const operation = operations.get(id);
    const faults = operation
      ? [...notTaken(example, operation, source), ...noRecords(example, resources)]
      : ['the operation does not exist'];
    problems.push(...faults.map((fault) => `examples.yaml: ${id}: ${fault}`));
  }
}

function notTaken(example: SourceExample, operation: SourceOperation, source: Source): string[] {
  const name = operation.body?.replace(/(\[\])?\??$/, '');
  const fields = source.schemas.find((schema) => schema.name === name)?.fields;
  const sent = [example.body ?? []].flat().flatMap((record) => Object.keys(record as object));
  return [
    ...(fields ? sent.filter((field) => !(field in fields)) : []),
    ...Object.keys(example.path ?? {}).filter(
      (parameter) => !parameterNames(operation.route).includes(parameter),
    ),
  ].map((field) => `${field} is not taken`);
}

const noRecords = (example: SourceExample, resources: ReadonlySet<string>): string[] =>
  [...JSON.stringify(example).matchAll(/\{(?:own|made|found|line) (\w+)\}/g)]
    .filter(([, resource = '']) => !resources.has(resource))
    .map(([, resource]) => `unknown resource ${resource}`);
