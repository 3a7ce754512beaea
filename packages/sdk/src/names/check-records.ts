import type { Operation } from 'halopsa-catalogue';
import { demandBody } from '../codec/body.js';
import type { ResourceParts } from '../core/context.js';
import type { WireRecord } from '../core/records.js';
import { withoutLookUp } from './ids-for-names.js';

/** Holds records against the catalogue as a write does, and sends nothing: names in them are not looked up. */
export function checkRecords(
  context: ResourceParts,
  operation: Operation,
  given: WireRecord | readonly WireRecord[],
): void {
  const records = Array.isArray(given)
    ? withoutLookUp(context, given)
    : withoutLookUp(context, [given as WireRecord])[0];
  demandBody(operation, context.resource, records);
}
