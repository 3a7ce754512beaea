import type { SandboxClock } from '../clock.js';
import { guid, type Random } from '../random.js';
import { formatHaloDate } from '../resources/halo-date.js';
import type { HaloRecord, Store } from '../store/port.js';
import type { HaloEvent } from './event.js';
import { payloadOf } from './payload.js';
import { type Answer, send } from './send.js';

/** What deliveries work with. */
export interface DeliveriesParts {
  readonly store: () => Store;
  readonly clock: SandboxClock;
  readonly random: Random;
  readonly fetch: typeof fetch;
}

/** Waits before a delivery that failed is tried again, in milliseconds. */
const RETRY_DELAYS: readonly number[] = [60_000, 300_000, 900_000];
const SUCCESS = 2;
const FAILURE = 1;

interface Batch {
  readonly payloads: HaloRecord[];
  readonly entityId: number;
  readonly notificationId: unknown;
}

/** Sends what happened to the webhooks that are bound to it, repeats what failed, and writes every attempt down. */
export class Deliveries {
  readonly #parts: DeliveriesParts;
  readonly #pending = new Set<Promise<void>>();
  readonly #batches = new Map<unknown, Batch>();
  readonly #stop = new AbortController();

  constructor(parts: DeliveriesParts) {
    this.#parts = parts;
  }

  /** Sends an event to every active webhook that a notification binds to it. */
  fire(event: HaloEvent): void {
    const store = this.#parts.store();
    for (const notification of [...store.collection('notificationRules').matching('eventno', event.eventno)]) {
      const webhook = store.collection('webhooks').get(String(notification.webhook_id ?? '').toLowerCase());
      if (!webhook || webhook.active === false || webhook.disabled === true || webhook.type !== 0) continue;
      const { clock, random } = this.#parts;
      const payload = payloadOf({ webhook, notification, event, now: clock.now(), random });
      if (Number(webhook.batch_method ?? 0) > 0)
        this.#gather(webhook, payload, { entityId: event.objectId, notificationId: notification.id });
      else this.#track(this.#deliver(webhook.id, { payloads: [payload], entityId: event.objectId, notificationId: notification.id }));
    }
  }

  /** Resolves once nothing is under way; repeats that wait for their time count as under way. */
  async idle(): Promise<void> {
    while (this.#pending.size > 0) await Promise.all(this.#pending);
  }

  /** Ends all waiting; what was not delivered is not. */
  stop(): void {
    this.#stop.abort(new Error('the sandbox has been closed'));
  }

  #track(work: Promise<void>): void {
    const tracked = work.catch(() => undefined).finally(() => this.#pending.delete(tracked));
    this.#pending.add(tracked);
  }

  /** Waits for more to send along, until there is enough or it has been long enough. */
  #gather(webhook: HaloRecord, payload: HaloRecord, { entityId, notificationId }: { entityId: number; notificationId: unknown }): void {
    const waiting = this.#batches.get(webhook.id);
    const batch = waiting ?? { payloads: [], entityId, notificationId };
    batch.payloads.push(payload);
    if (batch.payloads.length >= Number(webhook.batch_limit || Number.POSITIVE_INFINITY)) {
      this.#batches.delete(webhook.id);
      this.#track(this.#deliver(webhook.id, batch));
    } else if (!waiting) {
      this.#batches.set(webhook.id, batch);
      this.#track(this.#deliverLater(webhook.id, batch, Number(webhook.batch_delay_seconds ?? 0) * 1000));
    }
  }

  async #deliverLater(webhookId: unknown, batch: Batch, delay: number): Promise<void> {
    await this.#parts.clock.sleep(delay, this.#stop.signal);
    if (this.#batches.get(webhookId) !== batch) return;
    this.#batches.delete(webhookId);
    await this.#deliver(webhookId, batch);
  }

  async #deliver(webhookId: unknown, batch: Batch): Promise<void> {
    for (let attempt = 0; ; attempt += 1) {
      // Looked up each time: it may have been changed, switched off or deleted meanwhile.
      const webhook = this.#parts.store().collection('webhooks').get(String(webhookId));
      if (!webhook || webhook.disabled === true || webhook.active === false) return;
      const body = JSON.stringify(Number(webhook.batch_method ?? 0) > 0 ? batch.payloads : batch.payloads[0]);
      const answer = await send(webhook, body, this.#parts, this.#stop.signal);
      this.#writeDown(webhook, batch, body, answer);
      const delay = RETRY_DELAYS[attempt];
      if (answer.ok || delay === undefined) return;
      await this.#parts.clock.sleep(delay, this.#stop.signal);
    }
  }

  #writeDown(webhook: HaloRecord, batch: Batch, body: string, answer: Answer): void {
    const { clock, random } = this.#parts;
    const store = this.#parts.store();
    const now = formatHaloDate(clock.now());
    const id = guid(random);
    store.collection('webhookEvents').put(id, {
      id,
      webhook_id: webhook.id,
      notification_id: batch.notificationId,
      entity_id: batch.entityId,
      timestamp: now,
      status: answer.ok ? SUCCESS : FAILURE,
      error: !answer.ok,
      duration: answer.durationMs,
      requestheaders: JSON.stringify(answer.requestHeaders),
      requestbody: body,
      responsestatus: answer.status,
      responseheaders: JSON.stringify(answer.headers),
      responsebody: answer.body,
    });
    this.#count(webhook, answer, now);
    store.commit();
  }

  /** Failures in a row switch a webhook off where it says how many. */
  #count(webhook: HaloRecord, answer: Answer, now: string): void {
    const failures = answer.ok ? 0 : Number(webhook.consecutive_failures ?? 0) + 1;
    const limit = Number(webhook.auto_disable_attempts ?? 0);
    const off = limit > 0 && failures >= limit ? { disabled: true, last_auto_disable_date: now } : {};
    const next = { ...webhook, last_status: answer.status, consecutive_failures: failures, ...off };
    this.#parts.store().collection('webhooks').put(String(webhook.id), next);
  }
}
