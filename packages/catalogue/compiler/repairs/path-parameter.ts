import { operationsOf, parameterNames } from '../source.js';
import type { Repair } from './repair.js';

/** Path parameters of an item route take the id kind that the server was seen to use. */
export const pathParameter: Repair = {
  name: 'path-parameter',
  reason:
    'the contract says int where the server keys the record by a GUID or a string, or leaves a parameter undeclared',
  apply(source) {
    let count = 0;
    for (const [verb, operation, resource] of operationsOf(source)) {
      const names = parameterNames(operation.route);
      if (names.length === 0) continue;
      const isKey = (verb === 'get' || verb === 'delete') && names.length === 1;
      const seen = isKey && resource.id.kind !== 'int' ? resource.id.kind : undefined;
      const stated = operation.params ?? {};
      operation.params = {
        ...stated,
        ...Object.fromEntries(names.map((name) => [name, seen ?? stated[name] ?? 'string'])),
      };
      count += names.filter((name) => operation.params?.[name] !== stated[name]).length;
    }
    return count;
  },
};
