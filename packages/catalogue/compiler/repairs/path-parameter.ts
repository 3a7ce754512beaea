import type { Repair } from './repair.js';

/** Path parameters of an item route take the id kind that the server was seen to use. */
export const pathParameter: Repair = {
  name: 'path-parameter',
  reason: 'the contract says int where the server keys the record by a GUID or a string, or leaves a parameter undeclared',
  apply(source) {
    let count = 0;
    for (const resource of source.resources) {
      for (const [verb, operation] of Object.entries(resource.operations)) {
        const names = [...operation.route.matchAll(/\{([^}]+)\}/g)].map((m) => m[1]!);
        if (names.length === 0) continue;
        operation.params ??= {};
        for (const name of names) {
          const isKey = (verb === 'get' || verb === 'delete') && names.length === 1;
          const wanted = isKey && resource.id.kind !== 'int' ? resource.id.kind : (operation.params[name] ?? 'string');
          if (operation.params[name] === wanted) continue;
          operation.params[name] = wanted;
          count += 1;
        }
      }
    }
    return count;
  },
};
