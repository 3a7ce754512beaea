import type { Application } from './auth/applications.js';
import type { SandboxClock } from './clock.js';
import type { Latency } from './latency.js';
import type { ProfileName } from './profile.js';
import type { SeedSize } from './seed/size.js';
import type { BehaviourSettings } from './switches.js';

/** How many requests a tenant may send in a rolling window. */
export interface RateLimit {
  readonly requests: number;
  readonly windowMs: number;
  /** Headers with which a request does not count. */
  readonly bypass?: Readonly<Record<string, string>>;
}

/** What a sandbox is like. */
export interface SandboxOptions {
  /** What the tenant holds at the start, default `demo`. */
  readonly seed?: SeedSize;
  /** Delay of every API answer on the sandbox's clock, in milliseconds or as a distribution; default 0. */
  readonly latencyMs?: Latency;
  /** Folder that keeps the state from one start to the next; in memory without one. Node only, one sandbox at a time. */
  readonly dataDir?: string;
  /**
   * Told once when `dataDir` cannot be written, for example because the disk is full, and with nothing once it can be again. Requests
   * fail meanwhile; what they changed is in memory, and is written with the first change that the disk takes.
   */
  readonly onProblem?: (problem: string | undefined) => void;
  /** Default `off`. */
  readonly rateLimit?: RateLimit | 'off';
  /** Default: the computer's clock. */
  readonly clock?: SandboxClock;
  /** A set of behaviours, default `current`. */
  readonly profile?: ProfileName;
  /** Behaviours switched on or off by id; all others stay as the profile has them. */
  readonly behaviours?: BehaviourSettings;
  /** Sends the deliveries of webhooks. Default: the global `fetch`. */
  readonly webhookFetch?: typeof fetch;
  /** API applications, default `sandbox` and `sandbox-agent` with the secret `sandbox`, `sandbox-web` and `sandbox-portal` without one. */
  readonly applications?: readonly Application[];
  /** Further tenants by name, reached by `?tenant=` on the token URL; where this is given, an unknown name answers 500. */
  readonly tenants?: Readonly<Record<string, { readonly seed?: SeedSize }>>;
}
