import { bindMethods } from './bind-methods.js';
import type { BoundResource } from './method-context.js';
import { anyRecord, ofRecords } from './method-names.js';

/** Gives a wire record the methods of its resource, in place; its own properties stay as they came. */
export type Adopt = <Record extends object>(record: Record) => Record;

/** Makes the prototype that all records of a resource share, and the function that gives it to them. */
export function createAdopt(context: BoundResource, attribute: string): Adopt {
  const prototype: object = {};
  bindMethods(prototype, context, 'record', `${anyRecord} ${ofRecords[attribute] ?? ''}`);
  return (record) => Object.setPrototypeOf(record, prototype);
}
