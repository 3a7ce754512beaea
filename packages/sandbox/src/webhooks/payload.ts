import { guid, type Random } from '../random.js';
import type { HaloRecord } from '../store/port.js';
import { EVENTS, type HaloEvent } from './event.js';

/** Only what happened, without the record: the third kind of payload. */
const EVENT_ONLY = 2;
/** Fields that a small record keeps: the second kind. */
const SMALL = 1;
const SMALL_FIELDS: readonly string[] = [
  'id',
  'summary',
  'status_id',
  'tickettype_id',
  'client_id',
  'ticket_id',
  'outcome',
];

/** What a payload is made for. */
export interface PayloadParts {
  readonly webhook: HaloRecord;
  /** The notification that bound the event to the webhook. */
  readonly notification: HaloRecord;
  readonly event: HaloEvent;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly random: Random;
}

/** The body of one delivery, field for field as a live one was. */
export function payloadOf({ webhook, notification, event, now, random }: PayloadParts): HaloRecord {
  if (webhook.custom_payload === true && Array.isArray(webhook.mappings))
    return mapped(webhook.mappings as HaloRecord[], event);
  const head = {
    id: guid(random),
    webhook_id: webhook.id,
    notification_id: notification.id,
    escmsg_id: guid(random),
    event: EVENTS.get(event.eventno)?.name,
    message: event.message,
    object_id: event.objectId,
    ...(event.agentId === undefined ? {} : { agent_id: event.agentId }),
    timestamp: preciseTime(now),
  };
  if (webhook.payload_type === EVENT_ONLY) return head;
  const shown = Object.entries(event.records).map(([name, record]) => [
    name,
    webhook.payload_type === SMALL ? small(record) : whole(record),
  ]);
  return { ...head, ...Object.fromEntries(shown) };
}

/** Seven digits of a second and a Z, unlike the times of the API. */
const preciseTime = (now: number): string => new Date(now).toISOString().replace('Z', '0000Z');

const whole = (record: HaloRecord): HaloRecord => ({
  ...record,
  customfields: record.customfields ?? [],
});
const small = (record: HaloRecord): HaloRecord =>
  Object.fromEntries(
    SMALL_FIELDS.flatMap((name) => (name in record ? [[name, record[name]]] : [])),
  );

function mapped(mappings: readonly HaloRecord[], { records }: HaloEvent): HaloRecord {
  const fields = Object.assign({}, ...Object.values(records).reverse()) as HaloRecord;
  return Object.fromEntries(
    mappings.map(({ key, finame }) => [String(key), fields[String(finame)]]),
  );
}
