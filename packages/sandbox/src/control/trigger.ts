import type { Engine } from '../engine/engine.js';
import type { Tenant } from '../engine/tenant.js';
import type { HaloRecord } from '../store/port.js';
import { ACTED, EVENTS, messageOf } from '../webhooks/event.js';

/** Of what an event is fired, and to whom besides the webhooks that are bound to it. */
export interface TriggerOptions {
  /** The ticket; default: the newest. */
  readonly ticketId?: number | undefined;
  /** An address that is bound to the event first, as a webhook with a notification, where it is not yet. */
  readonly to?: string | undefined;
  /** Basic credentials for `to`. */
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  /** Name of the header that holds the signature of a delivery to `to`, and the secret that makes it. */
  readonly signatureHeader?: string | undefined;
  readonly secret?: string | undefined;
  readonly tenant?: string | undefined;
}

/** What was fired. */
export interface Triggered {
  readonly event: string;
  readonly ticket_id: number;
  /** How many webhooks it is sent to. */
  readonly webhooks: number;
}

interface Bench {
  readonly engine: Engine;
  readonly tenant: Tenant;
}

/** Fires an event by its words, which may also be joined by hyphens. */
export function trigger(words: string, options: TriggerOptions, bench: Bench): Triggered {
  const { engine, tenant } = bench;
  const name = words.toLowerCase().replaceAll('-', ' ').trim();
  const [eventno] = [...EVENTS].find(([, kind]) => kind.name === name) ?? [];
  if (eventno === undefined) {
    const known = [...EVENTS.values()].map((kind) => `"${kind.name}"`).join(', ');
    throw new RangeError(`unknown event "${words}"; there are ${known}`);
  }
  const ticket = findTicket(tenant, options.ticketId);
  if (options.to !== undefined) bind(eventno, options.to, options, bench);
  const objectId = Number(ticket.id);
  const records =
    eventno === ACTED ? { ticket, action: latestAction(tenant, objectId) } : { ticket };
  const agentId = typeof ticket.agent_id === 'number' ? ticket.agent_id : undefined;
  const webhooks = engine.events.fire(tenant, {
    eventno,
    message: messageOf(eventno, objectId),
    objectId,
    agentId,
    records,
  });
  tenant.store.commit();
  return { event: name, ticket_id: objectId, webhooks };
}

function findTicket({ store }: Tenant, id: number | undefined): HaloRecord {
  const tickets = store.collection('tickets');
  const found = id === undefined ? [...tickets.scan()].at(-1) : tickets.get(id);
  if (!found)
    throw new RangeError(
      id === undefined ? 'the tenant has no ticket' : `the tenant has no ticket ${id}`,
    );
  return found;
}

function latestAction({ store }: Tenant, ticketId: number): HaloRecord {
  const action = [...store.collection('actions').matching('ticket_id', ticketId)].at(-1);
  if (!action) throw new RangeError(`the ticket ${ticketId} has no action`);
  return action;
}

/** Binds an address to an event as the web screens do: a webhook for the address, and a notification that leads to it. */
function bind(
  eventno: number,
  to: string,
  options: TriggerOptions,
  { engine, tenant }: Bench,
): void {
  const find = (resource: string, isIt: (record: HaloRecord) => boolean): HaloRecord | undefined =>
    [...tenant.store.collection(resource).scan()].find(isIt);
  const known = find('webhooks', ({ url, type }) => url === to && type === 0);
  const webhook = engine.store(tenant, 'webhooks', {
    ...(known && { id: known.id }),
    name: `Trigger to ${to}`,
    url: to,
    ...proof(options),
  });
  if (
    find('notificationRules', (rule) => rule.eventno === eventno && rule.webhook_id === webhook.id)
  )
    return;
  engine.store(tenant, 'notificationRules', {
    guid: null,
    eventno,
    type: -2,
    delivery_method: 6,
    webhook_id: webhook.id,
  });
}

/** How deliveries prove where they come from, in the words of a webhook. */
function proof({ username, password, signatureHeader, secret }: TriggerOptions): object {
  if (signatureHeader !== undefined) {
    return {
      authentication_type: 3,
      authentication_header: signatureHeader,
      basic_username: '',
      basic_password: secret,
    };
  }
  return username === undefined
    ? {}
    : { authentication_type: 1, basic_username: username, basic_password: password };
}
