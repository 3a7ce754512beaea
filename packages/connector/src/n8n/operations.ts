import { type Resource, resourceNamed } from 'halopsa-catalogue';
import type { JsonObject, JsonSchema } from '../json.js';
import type { ActionRegistry } from '../registry.js';
import { n8nResources } from './data/n8n-resources.js';

/** A resource of the node: what the program sends, and the fields that its forms have. */
export interface NodeResource {
  readonly resource: Resource;
  readonly filters: Readonly<Record<string, JsonSchema>>;
  readonly writes: Readonly<Record<string, JsonSchema>>;
  /** What a record cannot be made without. */
  readonly required: readonly string[];
}

const pagingMembers = new Set(['page_no', 'page_size', 'limit']);

/** The resources of the node, with the fields that the curated actions have. */
export function nodeResources(registry: ActionRegistry): NodeResource[] {
  return n8nResources.map((name) => {
    const resource = resourceNamed(name);
    const actions = registry
      .curated()
      .filter(
        ({ operation, bodyMember }) =>
          operation?.startsWith(`${name}.`) && bodyMember === undefined,
      );
    const of = (verb: string): typeof actions =>
      actions.filter(({ operation }) => operation === `${name}.${verb}`);
    const fields = new Set(Object.keys(resource.operations.list?.query ?? {}));
    const filters = Object.entries(of('list')[0]?.input.properties ?? {}).filter(
      ([member]) => fields.has(member) && !pagingMembers.has(member),
    );
    const writes = of('upsert').flatMap(({ input }) =>
      Object.entries(input.properties).filter(([member]) => member !== 'id'),
    );
    const creates = of('upsert').filter(({ input }) => !input.required?.includes('id'));
    return {
      resource,
      filters: Object.fromEntries(filters),
      writes: Object.fromEntries(writes),
      required: (creates[0]?.input.required ?? []).filter((member) => member !== 'id'),
    };
  });
}

/** What the program of the node has to know of a resource: addresses, the member that holds rows, and the parameters of paging. */
export function routeOf({ resource }: NodeResource): JsonObject {
  const { path, list, paging, operations } = resource;
  return {
    path: `/api${path}`,
    rows: list?.kind === 'envelope' ? list.key : null,
    pages: paging === 'page-number',
    details: 'includedetails' in (operations.get?.query ?? {}),
  };
}
