import { formatHaloDate } from 'halopsa-ground';
import type { SandboxClock } from '../clock.js';
import { guid, type Random } from '../random.js';
import type { Collection, HaloRecord, HaloValue, Store } from '../store/port.js';
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

const isBatching = (webhook: HaloRecord): boolean => Number(webhook.batch_method ?? 0) > 0;

/** Where deliveries wait that are not done; no resource has this name. */
const WAITING = 'webhooks:waiting';

/** A delivery that is not done. It is a record of the store, so that it lasts as long as what it reports; hence a type. */
type Waiting = {
  readonly id: number;
  readonly webhook_id: HaloValue;
  readonly notification_id: HaloValue;
  readonly entity_id: number;
  readonly payloads: readonly HaloRecord[];
  /** True while more may be sent along. */
  readonly gathering: boolean;
  readonly attempts: number;
  /** When it is to be sent, in milliseconds on the sandbox's clock. */
  readonly due: number;
};

/** Sends what happened to the webhooks that are bound to it, repeats what failed, and writes every attempt down. */
export class Deliveries {
  readonly #parts: DeliveriesParts;
  readonly #underWay = new Set<Promise<void>>();
  readonly #stop = new AbortController();

  constructor(parts: DeliveriesParts) {
    this.#parts = parts;
  }

  /** Takes up what an earlier start of the sandbox left undelivered. */
  resume(): void {
    for (const { id } of [...this.#waiting().scan()]) this.#track(this.#deliver(Number(id)));
  }

  /** Sends an event to every active webhook that a notification binds to it, and returns how many there are. */
  fire(event: HaloEvent): number {
    const store = this.#parts.store();
    let count = 0;
    for (const notification of [
      ...store.collection('notificationRules').matching('eventno', event.eventno),
    ]) {
      const webhook = store
        .collection('webhooks')
        .get(String(notification.webhook_id ?? '').toLowerCase());
      if (!webhook || webhook.active === false || webhook.disabled === true || webhook.type !== 0)
        continue;
      count += 1;
      const { clock, random } = this.#parts;
      const payload = payloadOf({ webhook, notification, event, now: clock.now(), random });
      const about = {
        webhook_id: webhook.id,
        notification_id: notification.id,
        entity_id: event.objectId,
      };
      const first = {
        ...about,
        payloads: [payload],
        gathering: false,
        attempts: 0,
        due: clock.now(),
      };
      if (isBatching(webhook)) this.#gather(webhook, first);
      else this.#begin(first);
    }
    return count;
  }

  /** Resolves once nothing is under way; repeats that wait for their time count as under way. */
  async idle(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }

  /** Ends all waiting; what was not delivered stays in the store. */
  stop(): void {
    this.#stop.abort(new Error('the sandbox has been closed'));
  }

  #waiting(): Collection {
    return this.#parts.store().collection(WAITING);
  }

  #begin(delivery: Omit<Waiting, 'id'>): void {
    const id = this.#waiting().nextId();
    this.#waiting().put(id, { ...delivery, id });
    this.#track(this.#deliver(id));
  }

  #track(work: Promise<void>): void {
    const tracked = work.catch(() => undefined).finally(() => this.#underWay.delete(tracked));
    this.#underWay.add(tracked);
  }

  /** Waits for more to send along, until there is enough or it has been long enough. */
  #gather(webhook: HaloRecord, first: Omit<Waiting, 'id'>): void {
    const [known] = ([...this.#waiting().matching('webhook_id', webhook.id)] as Waiting[]).filter(
      ({ gathering }) => gathering,
    );
    const payloads = [...(known?.payloads ?? []), ...first.payloads];
    if (payloads.length >= Number(webhook.batch_limit || Number.POSITIVE_INFINITY)) {
      if (known) this.#waiting().remove(known.id);
      this.#begin({ ...(known ?? first), payloads, gathering: false, due: first.due });
    } else if (known) this.#waiting().put(known.id, { ...known, payloads });
    else
      this.#begin({
        ...first,
        gathering: true,
        due: first.due + Number(webhook.batch_delay_seconds ?? 0) * 1000,
      });
  }

  async #deliver(id: number): Promise<void> {
    for (;;) {
      await this.#untilDue(id);
      const delivery = this.#waiting().get(id) as Waiting | undefined;
      // Looked up each time: it may have been changed, switched off or deleted meanwhile.
      const webhook = delivery && this.#activeWebhook(delivery.webhook_id);
      if (!webhook) return this.#finish(id);
      const answer = await this.#attempt(webhook, delivery);
      if (!answer) return;
      const delay = answer.ok ? undefined : RETRY_DELAYS[delivery.attempts];
      if (delay === undefined) return this.#finish(id);
      const due = this.#parts.clock.now() + delay;
      this.#waiting().put(id, {
        ...delivery,
        gathering: false,
        attempts: delivery.attempts + 1,
        due,
      });
      this.#commit();
    }
  }

  /** Sends a delivery once and writes the attempt down; undefined where the sandbox was closed meanwhile, which is not the receiver's fault. */
  async #attempt(webhook: HaloRecord, delivery: Waiting): Promise<Answer | undefined> {
    if (delivery.gathering) this.#waiting().put(delivery.id, { ...delivery, gathering: false });
    const body = JSON.stringify(isBatching(webhook) ? delivery.payloads : delivery.payloads[0]);
    const answer = await send(webhook, body, this.#parts, this.#stop.signal);
    if (this.#stop.signal.aborted) return undefined;
    this.#writeDown(webhook, delivery, body, answer);
    return answer;
  }

  async #untilDue(id: number): Promise<void> {
    const { clock } = this.#parts;
    const wait = Number(this.#waiting().get(id)?.due ?? 0) - clock.now();
    if (wait > 0) await clock.sleep(wait, this.#stop.signal);
  }

  #activeWebhook(id: HaloValue): HaloRecord | undefined {
    const webhook = this.#parts.store().collection('webhooks').get(String(id));
    return webhook?.disabled === true || webhook?.active === false ? undefined : webhook;
  }

  #finish(id: number): void {
    this.#waiting().remove(id);
    this.#commit();
  }

  /** A full disk is reported elsewhere and ends no delivery: what is not written now is written with the next change. */
  #commit(): void {
    try {
      this.#parts.store().commit();
    } catch {
      // The folder reports it.
    }
  }

  #writeDown(webhook: HaloRecord, delivery: Waiting, body: string, answer: Answer): void {
    const { clock, random } = this.#parts;
    const now = formatHaloDate(clock.now());
    const id = guid(random);
    this.#parts
      .store()
      .collection('webhookEvents')
      .put(id, {
        id,
        webhook_id: webhook.id,
        notification_id: delivery.notification_id,
        entity_id: delivery.entity_id,
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
  }

  /** Failures in a row switch a webhook off where it says how many. */
  #count(webhook: HaloRecord, answer: Answer, now: string): void {
    const failures = answer.ok ? 0 : Number(webhook.consecutive_failures ?? 0) + 1;
    const limit = Number(webhook.auto_disable_attempts ?? 0);
    const off =
      limit > 0 && failures >= limit ? { disabled: true, last_auto_disable_date: now } : {};
    const next = { ...webhook, last_status: answer.status, consecutive_failures: failures, ...off };
    this.#parts.store().collection('webhooks').put(String(webhook.id), next);
  }
}
