import { Deliveries, type DeliveriesParts } from '../webhooks/deliveries.js';
import type { HaloEvent } from '../webhooks/event.js';
import type { Tenant } from './tenant.js';

/** Sends the events of each tenant to its webhooks. */
export class Events {
  readonly #deliveries: ReadonlyMap<string, Deliveries>;

  constructor(tenants: ReadonlyMap<string, Tenant>, parts: Omit<DeliveriesParts, 'store'>) {
    this.#deliveries = new Map(
      [...tenants].map(([name, tenant]) => [
        name,
        new Deliveries({ ...parts, store: () => tenant.store }),
      ]),
    );
  }

  /** Sends an event to the webhooks of a tenant that are bound to it, and returns how many there are. */
  fire(tenant: Tenant, event: HaloEvent): number {
    return this.#deliveries.get(tenant.name)?.fire(event) ?? 0;
  }

  /** Resolves once no delivery is under way. */
  async idle(): Promise<void> {
    await Promise.all([...this.#deliveries.values()].map((deliveries) => deliveries.idle()));
  }

  /** Takes up what an earlier start of the sandbox left undelivered. */
  resume(): void {
    for (const deliveries of this.#deliveries.values()) deliveries.resume();
  }

  stop(): void {
    for (const deliveries of this.#deliveries.values()) deliveries.stop();
  }
}
