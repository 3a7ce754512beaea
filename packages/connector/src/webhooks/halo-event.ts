import { createHash, randomUUID } from 'node:crypto';
import type { Action, Ticket } from 'halopsa-catalogue/types';
import { BodyError } from '../http/body-error.js';
import type { Held } from '../http/intake.js';
import { parseWithin } from '../http/read-json.js';
import { deliveryRules, isObject, type JsonValue } from '../json.js';
import { elementsOf } from './json-elements.js';

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
  /** GUID of the delivery; the same one when Halo sends it again. A payload made by mappings may have a number. */
  readonly id?: string | number;
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

/** An event as it stood in its delivery, byte for byte: what a program that checks or keeps it needs. */
export interface OriginalBody {
  /** JSON, unpacked where it was sent packed; of a delivery of several events, the part that is this one. */
  readonly bytes: Uint8Array;
  /** Its `Content-Type`. */
  readonly contentType: string;
}

/** Something that happened in Halo, as a handler gets it. */
export interface HaloEvent {
  /** Idempotency key: the same whenever this event is handed over again. */
  readonly key: string;
  readonly source: 'webhook' | 'poll';
  /** When it was taken, ISO 8601 in UTC. */
  readonly receivedAt: string;
  readonly payload: EventPayload;
  /** What Halo sent; the payload is read from it. There is none where the event was made here, by a poll. */
  readonly original?: OriginalBody | undefined;
}

/** Values in all and events that one delivery may have; a ticket in full has some hundred values. */
const mostValues = 300_000;
const mostEvents = 10_000;

/**
 * The events of a delivery: one object, or an array of them where the webhook gathers. Undefined where the body is neither;
 * throws a BodyError where it has more than is taken.
 * An event is known by its id and its content: the same bytes again are a repetition, other content under the same id is
 * another event. A payload without an id, as mappings may make it, gets a key of its own, so that none is lost.
 */
export async function readDelivery(
  body: Uint8Array,
  contentType: string,
  { receivedAt, held }: { readonly receivedAt: string; readonly held?: Pick<Held, 'more'> },
): Promise<HaloEvent[] | undefined> {
  const limits = { bytes: body.length, values: mostValues };
  const value = await parseWithin(body, limits, { rules: deliveryRules, held });
  const payloads: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (payloads.length > mostEvents)
    throw new BodyError(413, `A delivery has ${mostEvents} events at the most.`);
  if (!payloads.every(isObject)) return undefined;
  const parts = Array.isArray(value) ? elementsOf(body) : [body];
  return payloads.map((payload, at) => {
    // Every element has its bytes.
    const bytes = parts[at]!;
    return {
      key: keyOf(payload.id, bytes),
      source: 'webhook',
      receivedAt,
      payload,
      original: { bytes, contentType },
    };
  });
}

/** A key travels as a header, so that an id which no header can carry is left to the digest. */
function keyOf(id: JsonValue, bytes: Uint8Array): string {
  const name = typeof id === 'number' ? String(id) : id;
  if (typeof name !== 'string' || name === '') return randomUUID();
  const digest = createHash('sha256').update(bytes).digest('hex');
  return /^[\x21-\x7e]{1,200}$/.test(name)
    ? `${name.toLowerCase()}.${digest.slice(0, 32)}`
    : digest;
}
