import type { Operation, Resource, Safety } from 'halopsa-catalogue';
import { isKnownId, sameId } from '../codec/asked-record.js';
import { bodySchema } from '../codec/body.js';
import type { CallerOptions } from '../core/call.js';
import type { WireRecord } from '../core/records.js';
import { compareTaken } from './not-taken.js';

/** An operation with its resource, and who hears of what it did. */
interface Update {
  readonly operation: Operation;
  readonly resource: Resource;
  readonly events: Pick<CallerOptions, 'onWarning'>;
}

/** Whether an answer shows another record than the one that was sent. */
export const isAnother = (sent: WireRecord, found: WireRecord): boolean =>
  isKnownId(sent.id) && isKnownId(found.id) && !sameId(sent.id, found.id);

/** How safe it is to send a change once more. One that has given its record a new id would meet none, and be refused as if nothing had been done. */
export const changeSafety = (operation: Operation, resource: Resource): Safety =>
  mayRenew(operation, resource) ? 'unsafe' : 'idempotent';

const mayRenew = (operation: Operation, resource: Resource): boolean =>
  bodySchema(operation, resource)?.fields.get('id')?.renewed === true;

/**
 * Whether a record came back under a new id, as the catalogue says that it may (behaviour appointments.new-id), and tells of it. It is
 * known by what was sent: the answer shows that, and nothing else in its place.
 */
export function isRenewed(
  { operation, resource, events }: Update,
  sent: WireRecord,
  found: WireRecord,
): boolean {
  const schema = bodySchema(operation, resource);
  if (!schema || !mayRenew(operation, resource) || !isAnother(sent, found)) return false;
  const { notTaken } = compareTaken(sent, found, schema);
  const isShown = Object.keys(sent).some((name) => name !== 'id' && name in found);
  if (!isShown || Object.keys(notTaken).length > 0) return false;
  events.onWarning?.({
    operation: operation.id,
    warning: `record ${String(sent.id)} came back as record ${String(found.id)}: it has this id from now on`,
  });
  return true;
}
