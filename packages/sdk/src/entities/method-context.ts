import type { Caller } from '../call.js';
import type { HaloClient } from '../client.js';
import type { Clock } from '../clock/clock.js';
import type { Kept, Memory } from '../memory/memory.js';
import type { ResourceClient } from '../resource/resource-client.js';

/** What a client gives the methods that are bound to it, its resources and their records. */
export interface Bound {
  readonly halo: HaloClient;
  readonly caller: Caller;
  readonly clock: Clock;
  readonly kept: Kept;
}

/** What the methods of a client work with. */
export interface ClientContext extends Bound {
  /** What the client remembers of the tenant's configuration. */
  readonly memory: Memory;
}

/** What the methods of records and resources work with besides. */
export interface MethodContext extends ClientContext {
  /** The resource that the record or method belongs to. */
  readonly resource: ResourceClient;
}

/** A resource, and what its methods are bound to. */
export type BoundResource = Bound & Pick<MethodContext, 'resource'>;
