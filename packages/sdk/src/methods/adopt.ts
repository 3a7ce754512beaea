import type { Context } from '../core/context.js';
import { bindMethods } from './bind-methods.js';
import { type MethodTable, ofAnyRecord, ofRecords } from './table.js';

/** Makes the prototype that all records of a resource share, and the function that gives it to them. */
export function createAdopt(context: Context): Context['adopt'] {
  const { halo, ownMethods = {} } = context;
  const { attribute } = context.resource;
  const prototype: object = {};
  bindMethods(prototype, context, 'record', ofAnyRecord);
  bindMethods(
    prototype,
    context,
    `record ${attribute}`,
    (ofRecords as Readonly<Record<string, MethodTable>>)[attribute],
  );
  for (const [name, body] of Object.entries(ownMethods)) {
    const value = function method(this: never, ...input: never[]): unknown {
      return body(halo, this, ...input);
    };
    Object.defineProperty(prototype, name, { configurable: true, writable: true, value });
  }
  return (record) => Object.setPrototypeOf(record, prototype);
}
