import type { Context } from '../core/context.js';
import { bindMethods } from './bind-methods.js';
import { anyRecord, ofRecords } from './method-names.js';

/** Makes the prototype that all records of a resource share, and the function that gives it to them. */
export function createAdopt(context: Context): Context['adopt'] {
  const prototype: object = {};
  bindMethods(prototype, context, 'record', `${anyRecord} ${ofRecords[context.resource.attribute] ?? ''}`);
  return (record) => Object.setPrototypeOf(record, prototype);
}
