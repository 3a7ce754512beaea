import type { Operation, Resource } from 'halopsa-catalogue';
import { aliasesOf } from 'halopsa-catalogue/descriptions';
import { type WireGroup, wireGroup } from '../flags/wire-options.js';
import { sharedFlags } from '../shared-options.js';

/** The query parameters of an operation as flags; what the server demands is demanded here. `ours` are flags that the command has already. */
export function queryFlags(
  operation: Operation,
  resource: Resource,
  ours: readonly string[] = [],
): WireGroup {
  const needed = resource.needs[operation.verb as 'list' | 'get' | 'delete'] ?? [];
  return wireGroup({
    part: 'query',
    resource: operation.resource,
    types: { ...typesOfNeeded(needed, resource), ...operation.query },
    names: async () => (await import('halopsa-catalogue/names')).nameParametersOf(operation),
    ours: new Set([...sharedFlags, ...ours]),
    aliases: aliasesOf(operation.id),
    required: needed,
    hidden: ['page_no', 'pageinate'],
    heading: operation.verb === 'list' ? 'Filters:' : 'Parameters:',
  });
}

/** The contract need not list a parameter where the server demands it; it is of the same type wherever the resource has it. */
function typesOfNeeded(names: readonly string[], { operations }: Resource): Record<string, string> {
  const known = Object.assign({}, ...Object.values(operations).map(({ query }) => query)) as Record<
    string,
    string
  >;
  return Object.fromEntries(names.map((name) => [name, known[name] ?? 'string']));
}
