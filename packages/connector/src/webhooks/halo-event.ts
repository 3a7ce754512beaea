import { createHash, randomUUID } from 'node:crypto';
import type { Action, Ticket } from 'halopsa-catalogue/types';
import { isObject, parseJson } from '../json.js';

/** Events whose words are known; a tenant may have others. */
export const eventNames = [
  'new ticket logged',
  'ticket updated',
  'ticket status changed',
  'ticket closed',
  'ticket deleted',
  'new action',
] as const;
export type EventName = (typeof eventNames)[number];

/**
 * The body of one delivery as Halo sends it. A payload of the event alone has no records, a small one has records with few
 * fields, and one made by mappings has whatever the webhook says.
 */
export interface EventPayload {
  /** GUID of the delivery; the same one when Halo sends it again. */
  readonly id?: string;
  readonly webhook_id?: string;
  readonly notification_id?: number;
  readonly escmsg_id?: string;
  readonly event?: EventName | (string & {});
  /** A sentence for people, with the ticket's id in seven digits. */
  readonly message?: string;
  readonly object_id?: number;
  readonly agent_id?: number;
  /** UTC with up to seven digits of a second. */
  readonly timestamp?: string;
  readonly ticket?: Ticket;
  readonly action?: Action;
  readonly [name: string]: unknown;
}

/** Something that happened in Halo, as a handler gets it. */
export interface HaloEvent {
  /** Idempotency key: the same whenever this event is handed over again. */
  readonly key: string;
  readonly source: 'webhook' | 'poll';
  /** When it was taken, ISO 8601 in UTC. */
  readonly receivedAt: string;
  readonly payload: EventPayload;
}

/**
 * The events of a delivery: one object, or an array of them where the webhook gathers. Undefined where the body is neither.
 * A payload without an id, as mappings may make it, gets a key of its own, so that none is lost.
 */
export function readDelivery(text: string, receivedAt: string): HaloEvent[] | undefined {
  const body = parseJson(text)?.value;
  const payloads = Array.isArray(body) ? body : [body];
  if (!payloads.every(isObject)) return undefined;
  return payloads.map((payload) => ({ key: keyOf(payload.id), source: 'webhook', receivedAt, payload }));
}

/** A key travels as a header, so that an id which no header can carry is known by its digest. */
function keyOf(id: unknown): string {
  if (typeof id !== 'string' || id === '') return randomUUID();
  return /^[\x21-\x7e]{1,200}$/.test(id) ? id.toLowerCase() : createHash('sha256').update(id).digest('hex');
}
