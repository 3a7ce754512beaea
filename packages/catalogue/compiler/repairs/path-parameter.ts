import { operationsOf, parameterNames } from '../source.js';
import type { Repair } from './repair.js';

/** Path parameters of an item route take the id kind that the server was seen to use. */
export const pathParameter: Repair = {
  name: 'path-parameter',
  reason: 'the contract says int where the server keys the record by a GUID or a string, or leaves a parameter undeclared',
  apply(source) {
    let count = 0;
    for (const [verb, operation, resource] of operationsOf(source)) {
      const names = parameterNames(operation.route);
      const isKey = (verb === 'get' || verb === 'delete') && names.length === 1;
      for (const name of names) {
        operation.params ??= {};
        const wanted = isKey && resource.id.kind !== 'int' ? resource.id.kind : (operation.params[name] ?? 'string');
        if (operation.params[name] === wanted) continue;
        operation.params[name] = wanted;
        count += 1;
      }
    }
    return count;
  },
};
