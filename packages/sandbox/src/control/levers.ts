import type { SandboxClock } from '../clock.js';
import type { ActiveFault, FaultRule } from '../faults/fault.js';
import type { Latency } from '../latency.js';
import type { RateLimit } from '../options.js';
import type { LoggedRequest } from '../request-log.js';
import type { Fidelity } from '../resources/handlers.js';
import type { SeedSize } from '../seed/size.js';
import type { SnapshotDiff } from '../snapshots/snapshot.js';
import type { HaloRecord } from '../store/port.js';
import type { Scenario } from './scenario.js';
import type { Triggered, TriggerOptions } from './trigger.js';

/** The sandbox's own levers, in process; the same are served below `/__sandbox`. */
export interface Control {
  readonly clock: SandboxClock;
  readonly faults: {
    /** Sets a fault and returns its number. */
    add(rule: FaultRule): number;
    remove(id: number): boolean;
    clear(): void;
    list(): ActiveFault[];
  };
  readonly requestLog: {
    list(): readonly LoggedRequest[];
    clear(): void;
  };
  /** Brings every tenant back to its seed, with no faults, no tokens and an empty log. */
  reset(): void;
  /** Fills a tenant with another seed. */
  seed(size: SeedSize, tenant?: string): void;
  /** The stored records of a resource, as they are in the store. */
  records(resource: string, tenant?: string): HaloRecord[];
  /** Stores a record as a post of the API would, by its resource's rules, and returns it as stored; throws where the rules refuse it. */
  put(resource: string, record: Readonly<Record<string, unknown>>, tenant?: string): HaloRecord;
  /** Fires an event of a ticket as if it had just happened, and returns which ticket and how many webhooks; throws a RangeError where there is no such ticket. */
  trigger(event: string, options?: TriggerOptions): Triggered;
  /** For every operation id how true its answer is: modelled on what is known, by the generic rules, or its shape alone. */
  fidelity(): Record<string, Fidelity>;
  /** Moments of a tenant that are kept in memory under a label, and can be gone back to. */
  readonly snapshots: {
    save(label: string, tenant?: string): void;
    load(label: string, tenant?: string): void;
    /** What differs between a snapshot and another, or the present. */
    diff(from: string, to?: string, tenant?: string): SnapshotDiff;
    remove(label: string, tenant?: string): boolean;
    list(tenant?: string): string[];
  };
  /** Plays a course of events on the sandbox's clock; throws a RangeError where it is none. */
  play(scenario: Scenario): Promise<void>;
  /** Resolves once no delivery to a webhook is under way, the repeats of failed ones included. */
  delivered(): Promise<void>;
  setLatency(latency: Latency): void;
  setRateLimit(limit: RateLimit | 'off', tenant?: string): void;
  /** Ends every access token, as if an hour had passed for them alone; refresh tokens stay. */
  expireTokens(): void;
  /** Ends access and refresh tokens of an application, or of all. */
  revokeTokens(clientId?: string): void;
}
