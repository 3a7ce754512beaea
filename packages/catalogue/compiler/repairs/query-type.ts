import { innerType, scalars } from '../field-type.js';
import { operationsOf } from '../source.js';
import type { Repair } from './repair.js';

const simple = new Set(['int', 'long', 'double', 'bool', 'string', 'datetime', 'uuid', 'int[]']);

/** Query parameters whose type no query string can carry become text, enumerations become numbers. */
export const queryType: Repair = {
  name: 'query-type',
  reason:
    'a query parameter is declared as a schema, an enumeration, any or bytes; it travels as text or as a number',
  apply(source) {
    const enums = new Set(source.schemas.filter((s) => s.enum).map((s) => s.name));
    let count = 0;
    for (const [, operation] of operationsOf(source)) {
      const { query = {} } = operation;
      for (const [name, type] of Object.entries(query)) {
        if (simple.has(type)) continue;
        query[name] = enums.has(innerType(type)) ? 'int' : 'string';
        count += 1;
      }
    }
    return count;
  },
};

/** The contract has bodies of the type `int[]` where it lost the schema; they become `any[]`. */
export const integerBody: Repair = {
  name: 'integer-body',
  reason:
    'a save operation declares int[] as its body where records are sent; the elements are read as any',
  apply(source) {
    let count = 0;
    for (const resource of source.resources) {
      const upsert = resource.operations.upsert;
      if (
        !upsert?.body ||
        !scalars.includes(innerType(upsert.body)) ||
        innerType(upsert.body) === 'any'
      )
        continue;
      upsert.body = upsert.body.replace(innerType(upsert.body), 'any');
      count += 1;
    }
    return count;
  },
};
