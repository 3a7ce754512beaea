import type { Operation, Resource } from 'halopsa-catalogue';
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
  if (schema?.fields.get('id')?.renewed !== true || !isAnother(sent, found)) return false;
  const { notTaken } = compareTaken(sent, found, schema);
  const isShown = Object.keys(sent).some((name) => name !== 'id' && name in found);
  if (!isShown || Object.keys(notTaken).length > 0) return false;
  events.onWarning?.({
    operation: operation.id,
    warning: `record ${String(sent.id)} came back as record ${String(found.id)}: it has this id from now on`,
  });
  return true;
}
