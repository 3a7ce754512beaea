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

/** Brings the operations of a contract into the source and tells what changed; what the contract has no more becomes legacy. */
export function mergeOperations(baseline: Baseline, contract: Contract, origin: Origin): Change[] {
  const repaired = new Map([...operationsOf(baseline.repaired)].map(([, operation]) => [routeKey(operation.route), operation]));
  const existing = new Map(
    [...operationsOf(baseline.raw)].map(([, operation, resource]) => [routeKey(operation.route), { operation, resource }]),
  );
  const stated = new Set(contract.operations.map((operation) => routeKey(operation.route)));
  const changes = contract.operations.flatMap((operation) => {
    const key = routeKey(operation.route);
    const known = existing.get(key);
    return known ? mergeOperation(known.operation, repaired.get(key) ?? known.operation, known.resource, operation) : [];
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
  const changes: Change[] = [];
  const at = operation.route;
  if (Boolean(operation.legacy) !== stated.deprecated) {
    changes.push({ kind: stated.deprecated ? 'operation deprecated' : 'operation returned', at });
    if (stated.deprecated) operation.legacy = true;
    else delete operation.legacy;
  }
  if (operation.partial && !stated.partial) {
    changes.push({ kind: 'parameters known', at });
    delete operation.partial;
  }
  if (stated.body !== operation.body && stated.body !== repaired.body) {
    changes.push({ kind: 'body changed', at, from: operation.body ?? 'none', to: stated.body ?? 'none' });
    if (stated.body) operation.body = stated.body;
    else delete operation.body;
  }
  return [...changes, ...mergeQuery(operation, repaired, resource, stated)];
}

function mergeQuery(operation: SourceOperation, repaired: SourceOperation, resource: SourceResource, stated: ContractOperation): Change[] {
  const changes: Change[] = [];
  const query = { ...operation.query };
  for (const [name, to] of Object.entries(stated.query)) {
    const from = query[name];
    if (from === to || (from !== undefined && repaired.query?.[name] === to)) continue;
    const at = `${operation.route} ${name}`;
    changes.push(from === undefined ? { kind: 'parameter added', at, to } : { kind: 'parameter changed', at, from, to });
    query[name] = to;
  }
  // The server was seen to demand these, whatever a document says.
  const needed = Object.values(resource.needs ?? {}).flat();
  for (const name of Object.keys(query)) {
    if (name in stated.query || stated.partial || needed.includes(name)) continue;
    changes.push({ kind: 'parameter removed', at: `${operation.route} ${name}` });
    delete query[name];
  }
  if (changes.length > 0) operation.query = query;
  return changes;
}

function addOperations(source: Source, added: readonly ContractOperation[], origin: Origin): Change[] {
  const changes: Change[] = [];
  for (const [base, operations] of groupByBase(added)) {
    let resource = source.resources.find((candidate) => candidate.path.toLowerCase() === base);
    if (!resource) {
      resource = newResource(operations, origin.since);
      source.resources.push(resource);
      changes.push({ kind: 'resource added', at: resource.path, to: resource.attribute });
    }
    for (const operation of operations) changes.push(addOperation(resource, operation, source, origin));
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

function addOperation(resource: SourceResource, stated: ContractOperation, source: Source, origin: Origin): Change {
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
