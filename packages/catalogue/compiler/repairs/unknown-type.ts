import { innerType, replaceInner, scalars } from '../field-type.js';
import { operationsOf } from '../source.js';
import type { Repair } from './repair.js';

/** Fields that name a schema which the contract never defines become `any`. */
export const unknownFieldType: Repair = {
  name: 'unknown-field-type',
  reason: 'a field names a schema that the contract does not define; its value is read as any',
  apply(source) {
    const known = new Set([...scalars, ...source.schemas.map((s) => s.name)]);
    let count = 0;
    for (const { fields = {} } of source.schemas) {
      for (const [field, type] of Object.entries(fields)) {
        const inner = innerType(type);
        if (known.has(inner) || inner === 'map') continue;
        fields[field] = replaceInner(type, inner, 'any');
        count += 1;
      }
    }
    return count;
  },
};

/** Bodies that name a schema which the contract never defines become `any`. */
export const unknownBodyType: Repair = {
  name: 'unknown-body-type',
  reason: 'a request body names a schema that the contract does not define; it is sent as given',
  apply(source) {
    const known = new Set([...scalars, ...source.schemas.map((s) => s.name)]);
    let count = 0;
    for (const [, operation] of operationsOf(source)) {
      if (!operation.body) continue;
      const inner = innerType(operation.body);
      if (known.has(inner) || inner === 'map') continue;
      operation.body = replaceInner(operation.body, inner, 'any');
      count += 1;
    }
    return count;
  },
};
