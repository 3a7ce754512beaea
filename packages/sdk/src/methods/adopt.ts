import type { Context } from '../core/context.js';
import { bindMethods } from './bind-methods.js';
import { type MethodTable, ofAnyRecord, ofRecords } from './table.js';

/** Makes the prototype that all records of a resource share, and the function that gives it to them. */
export function createAdopt(context: Context): Context['adopt'] {
  const { attribute } = context.resource;
  const prototype: object = {};
  bindMethods(prototype, context, 'record', ofAnyRecord);
  bindMethods(prototype, context, `record ${attribute}`, (ofRecords as Readonly<Record<string, MethodTable>>)[attribute]);
  return (record) => Object.setPrototypeOf(record, prototype);
}
