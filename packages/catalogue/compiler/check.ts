import { checkBehaviours } from './check-behaviours.js';
import { checkDescriptions } from './check-descriptions.js';
import { checkDetails } from './check-details.js';
import { checkExamples } from './check-examples.js';
import { checkReferences } from './check-references.js';
import { checkTables } from './check-tables.js';
import { checkWords } from './check-words.js';
import { innerType, scalars } from './field-type.js';
import type { Source, SourceOperation, SourceResource, SourceSchema } from './source.js';

const kebab = (camel: string): string => camel.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();

function duplicates(values: readonly string[]): string[] {
  const seen = new Set<string>();
  return values.filter((value) => seen.has(value.toLowerCase()) || !seen.add(value.toLowerCase()));
}

function checkNames(source: Source, problems: string[]): void {
  for (const resource of source.resources) {
    if (kebab(resource.attribute) !== resource.topic)
      problems.push(
        `${resource.path}: topic ${resource.topic} is not the kebab-case of ${resource.attribute}`,
      );
    if (source.reserved.client.includes(resource.attribute))
      problems.push(
        `${resource.path}: the attribute ${resource.attribute} is reserved by the client`,
      );
    if (source.reserved.command.includes(resource.topic))
      problems.push(
        `${resource.path}: the topic ${resource.topic} is reserved by the command line`,
      );
  }
  for (const name of duplicates(source.resources.map((r) => r.attribute)))
    problems.push(`two resources have the attribute ${name}`);
  for (const name of duplicates(source.resources.map((r) => r.path)))
    problems.push(`two resources have the path ${name}`);
  for (const name of duplicates(source.schemas.map((s) => s.name)))
    problems.push(`two schemas have the name ${name}`);
  for (const name of duplicates(source.schemas.map((s) => s.wire ?? s.name)))
    problems.push(`two schemas have the wire name ${name}`);
}

const standardRoutes: Record<string, RegExp> = {
  list: /^GET [^{]+$/,
  get: /^GET [^{]+\/\{[^}]+\}$/,
  upsert: /^POST [^{]+$/,
  delete: /^DELETE [^{]+\/\{[^}]+\}$/,
};

function checkOperations(
  resource: SourceResource,
  source: Source,
  known: ReadonlySet<string>,
  problems: string[],
): void {
  for (const [verb, operation] of Object.entries(resource.operations)) {
    const id = `${resource.attribute}.${verb}`;
    if (!/^[a-z][A-Za-z0-9]*$/.test(verb)) problems.push(`${id}: a verb is camelCase`);
    if (source.reserved.verb.includes(verb)) problems.push(`${id}: the verb is reserved`);
    problems.push(
      ...routeFaults(verb, operation.route, resource.path).map((fault) => `${id}: ${fault}`),
    );
    if (operation.body && !known.has(innerType(operation.body)))
      problems.push(`${id}: unknown body type ${operation.body}`);
  }
  for (const name of duplicates(Object.keys(resource.operations).map(kebab)))
    problems.push(`${resource.path}: two operations are called ${name}`);
}

function routeFaults(verb: string, route: string, base: string): string[] {
  const faults: string[] = [];
  const [method, path] = route.split(' ');
  if (!['GET', 'POST', 'DELETE'].includes(method ?? '')) faults.push(`unknown method ${method}`);
  if (path !== base && !path?.startsWith(`${base}/`)) faults.push(`${path} is not below ${base}`);
  if (standardRoutes[verb]?.test(route) === false) faults.push(`${route} is no ${verb} route`);
  return faults;
}

function checkFacts(resource: SourceResource, problems: string[]): void {
  const has = (verb: string): boolean => verb in resource.operations;
  if (has('list') !== (resource.list !== undefined))
    problems.push(`${resource.path}: a list route and a list shape go together`);
  if (has('list') !== (resource.paging !== undefined))
    problems.push(`${resource.path}: a list route and a paging style go together`);
  if (resource.list && !resource.list.key === !resource.list.shape)
    problems.push(`${resource.path}: a list has a key or a shape, not both`);
  for (const verb of ['list', 'get', 'delete'] as const) {
    if (resource.needs?.[verb] && !has(verb))
      problems.push(`${resource.path}: needs.${verb} without such an operation`);
  }
}

function isWritable(name: string, { fields = {}, marks = {} }: SourceSchema): boolean {
  return name in fields && marks[name]?.set !== 'computed';
}

function checkMarks(row: SourceSchema, problems: string[]): void {
  const { name: schema, fields = {}, marks = {} } = row;
  for (const [name, { type, instead, origin }] of Object.entries(marks)) {
    if (!(name in fields)) problems.push(`${schema}.${name}: a mark on a field that is not there`);
    if (type !== undefined && origin === undefined)
      problems.push(`${schema}.${name}: a field that the contract lacks needs an origin`);
    if (instead !== undefined && !isWritable(instead, row))
      problems.push(`${schema}.${name}: ${instead} is not a field that can be written instead`);
  }
}

function checkHints(row: SourceSchema, problems: string[]): void {
  const { name: schema, fields = {}, hints = {} } = row;
  for (const [word, field] of Object.entries(hints)) {
    if (word in fields) problems.push(`${schema}: the hint ${word} is a field`);
    if (!isWritable(field, row))
      problems.push(`${schema}: the hint ${word} leads to ${field}, which cannot be written`);
  }
}

const queryNames = (operation: SourceOperation | undefined): string[] =>
  Object.keys(operation?.query ?? {});

/** The parameters that an operation such as `tickets.list` takes. */
function takenBy(id: string, resources: readonly SourceResource[]): string[] {
  const [attribute, verb = ''] = id.split('.');
  return queryNames(
    resources.find((resource) => resource.attribute === attribute)?.operations[verb],
  );
}

function checkParameters({ parameters, resources }: Source, problems: string[]): void {
  const ruled = Object.entries(parameters.operations).map(
    ([id, rules]) => [id, Object.keys(rules)] as const,
  );
  const scopes = Object.entries(parameters.scopes).map(([id, { anyOf }]) => [id, anyOf] as const);
  for (const [id, rules] of [...ruled, ...scopes]) {
    const taken = takenBy(id, resources);
    for (const name of rules)
      if (!taken.includes(name)) problems.push(`parameters.yaml: ${id} takes no ${name}`);
  }
  const all = new Set(
    resources.flatMap((resource) => Object.values(resource.operations)).flatMap(queryNames),
  );
  for (const name of Object.keys(parameters.names))
    if (!all.has(name)) problems.push(`parameters.yaml: no operation takes ${name}`);
}

function checkTypes(
  { name, fields = {} }: SourceSchema,
  known: ReadonlySet<string>,
  problems: string[],
): void {
  for (const [field, type] of Object.entries(fields))
    if (!known.has(innerType(type))) problems.push(`${name}.${field}: unknown type ${type}`);
}

/** Checks the source against the catalogue's invariants and returns one line for each that is broken. */
export function check(source: Source): string[] {
  const problems: string[] = [];
  const known = new Set([...scalars, 'map', ...source.schemas.map((s) => s.name)]);
  checkNames(source, problems);
  checkParameters(source, problems);
  checkReferences(source, problems);
  checkDetails(source, problems);
  checkDescriptions(source, problems);
  checkWords(source, problems);
  checkExamples(source, problems);
  checkTables(source, problems);
  checkBehaviours(source, problems);
  for (const resource of source.resources) {
    checkOperations(resource, source, known, problems);
    checkFacts(resource, problems);
    const schemas = [resource.schema, resource.list?.row, resource.list?.view];
    for (const name of schemas)
      if (name && !known.has(name)) problems.push(`${resource.path}: unknown schema ${name}`);
  }
  for (const schema of source.schemas) {
    checkMarks(schema, problems);
    checkHints(schema, problems);
    checkTypes(schema, known, problems);
  }
  const routes = source.resources.flatMap((r) => Object.values(r.operations).map((o) => o.route));
  for (const route of duplicates(routes)) problems.push(`two operations have the route ${route}`);
  return problems;
}
