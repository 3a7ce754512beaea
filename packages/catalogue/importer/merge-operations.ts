import type { Source, SourceOperation, SourceResource } from '../compiler/source.js';
import { operationsOf } from '../compiler/source.js';
import type { Change } from './change.js';
import type { SchemaObject } from './document.js';
import type { Baseline } from './merge-schemas.js';
import { verbFor } from './names.js';
import { basePath, listFacts, newResource } from './new-resource.js';
import type { Contract, ContractOperation } from './read-contract.js';
import type { TypeReader } from './read-type.js';

/** What new operations are made with. */
export interface Origin {
  readonly since: string;
  readonly reader: TypeReader;
  /** The document's schemas by Halo's name, from which a new list's shape is read. */
  readonly schemas: Record<string, SchemaObject>;
}

/** Routes are the same whatever their letters' case and their parameters' names. */
const routeKey = (route: string): string => route.toLowerCase().replace(/\{[^}]+\}/g, '{}');

/** Brings the operations of a contract into the source and returns what changed; what the contract no longer has becomes legacy. */
export function mergeOperations(baseline: Baseline, contract: Contract, origin: Origin): Change[] {
  const repaired = new Map(
    [...operationsOf(baseline.repaired)].map(([, operation]) => [
      routeKey(operation.route),
      operation,
    ]),
  );
  const existing = new Map(
    [...operationsOf(baseline.raw)].map(([, operation, resource]) => [
      routeKey(operation.route),
      { operation, resource },
    ]),
  );
  const stated = new Set(contract.operations.map((operation) => routeKey(operation.route)));
  const changes = contract.operations.flatMap((operation) => {
    const key = routeKey(operation.route);
    const known = existing.get(key);
    return known
      ? mergeOperation(
          known.operation,
          repaired.get(key) ?? known.operation,
          known.resource,
          operation,
        )
      : [];
  });
  for (const [key, { operation }] of existing) {
    if (stated.has(key) || operation.legacy) continue;
    operation.legacy = true;
    changes.push({ kind: 'operation removed', at: operation.route });
  }
  const added = contract.operations.filter((operation) => !existing.has(routeKey(operation.route)));
  return [...changes, ...addOperations(baseline.raw, added, origin)];
}

function mergeOperation(
  operation: SourceOperation,
  repaired: SourceOperation,
  resource: SourceResource,
  stated: ContractOperation,
): Change[] {
  return [
    ...mergeLegacy(operation, stated),
    ...mergePartial(operation, stated),
    ...mergeBody(operation, repaired, stated),
    ...mergeQuery(operation, repaired, resource, stated),
  ];
}

function mergeLegacy(operation: SourceOperation, { deprecated }: ContractOperation): Change[] {
  if (Boolean(operation.legacy) === deprecated) return [];
  if (deprecated) operation.legacy = true;
  else delete operation.legacy;
  return [
    { kind: deprecated ? 'operation deprecated' : 'operation returned', at: operation.route },
  ];
}

function mergePartial(operation: SourceOperation, { partial }: ContractOperation): Change[] {
  if (!operation.partial || partial) return [];
  delete operation.partial;
  return [{ kind: 'parameters known', at: operation.route }];
}

function mergeBody(
  operation: SourceOperation,
  repaired: SourceOperation,
  { body }: ContractOperation,
): Change[] {
  const from = operation.body;
  if (body === from || body === repaired.body) return [];
  if (body) operation.body = body;
  else delete operation.body;
  return [{ kind: 'body changed', at: operation.route, from: from ?? 'none', to: body ?? 'none' }];
}

function mergeQuery(
  operation: SourceOperation,
  repaired: SourceOperation,
  resource: SourceResource,
  stated: ContractOperation,
): Change[] {
  const changes: Change[] = [];
  const query = { ...operation.query };
  const isRepaired = (name: string, to: string): boolean =>
    query[name] !== undefined && repaired.query?.[name] === to;
  for (const [name, to] of Object.entries(stated.query)) {
    const from = query[name];
    if (from === to || isRepaired(name, to)) continue;
    const at = `${operation.route} ${name}`;
    changes.push(
      from === undefined
        ? { kind: 'parameter added', at, to }
        : { kind: 'parameter changed', at, from, to },
    );
    query[name] = to;
  }
  // The server was seen to demand these, whatever a document says.
  const needed = Object.values(resource.needs ?? {}).flat();
  const isGone = (name: string): boolean =>
    !(name in stated.query || stated.partial || needed.includes(name));
  for (const name of Object.keys(query).filter(isGone)) {
    changes.push({ kind: 'parameter removed', at: `${operation.route} ${name}` });
    delete query[name];
  }
  if (changes.length > 0) operation.query = query;
  return changes;
}

function addOperations(
  source: Source,
  added: readonly ContractOperation[],
  origin: Origin,
): Change[] {
  const changes: Change[] = [];
  for (const [base, operations] of groupByBase(added)) {
    let resource = source.resources.find((candidate) => candidate.path.toLowerCase() === base);
    if (!resource) {
      resource = newResource(operations, origin.since);
      source.resources.push(resource);
      changes.push({ kind: 'resource added', at: resource.path, to: resource.attribute });
    }
    for (const operation of operations)
      changes.push(addOperation(resource, operation, source, origin));
  }
  return changes;
}

function groupByBase(operations: readonly ContractOperation[]): Map<string, ContractOperation[]> {
  const groups = new Map<string, ContractOperation[]>();
  for (const operation of operations) {
    const base = basePath(operation.route).toLowerCase();
    groups.set(base, [...(groups.get(base) ?? []), operation]);
  }
  return groups;
}

function addOperation(
  resource: SourceResource,
  stated: ContractOperation,
  source: Source,
  origin: Origin,
): Change {
  const taken = new Set([...Object.keys(resource.operations), ...source.reserved.verb]);
  const route = stated.route.replace(basePath(stated.route), resource.path);
  const verb = verbFor(route, resource.path, taken);
  resource.operations[verb] = {
    route,
    ...(stated.tag && stated.tag !== resource.path.slice(1) && { tag: stated.tag }),
    ...(resource.since === undefined && { since: origin.since }),
    ...(stated.deprecated && { legacy: true }),
    ...(stated.contentType && { contentType: stated.contentType }),
    ...(Object.keys(stated.params).length > 0 && { params: { ...stated.params } }),
    ...(stated.body && { body: stated.body }),
    ...(Object.keys(stated.query).length > 0 && { query: { ...stated.query } }),
  };
  if (verb === 'list') {
    resource.list ??= listFacts(stated, resource, origin.schemas, origin.reader);
    resource.paging ??= { style: 'pageinate' in stated.query ? 'page-number' : 'none' };
  }
  return { kind: 'operation added', at: route, to: `${resource.attribute}.${verb}` };
}
