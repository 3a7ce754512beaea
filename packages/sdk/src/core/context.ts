import type { Resource } from 'halopsa-catalogue';
import type { Clock } from '../clock/clock.js';
import type { Memory } from '../memory/memory.js';
import type { Caller } from './call.js';
import type { ResourceVerbs } from './records.js';

/** What the methods of a client work with. */
export interface ClientContext {
  /** The client's resources, by their attribute names. */
  readonly halo: { resource(name: string): ResourceVerbs };
  readonly caller: Caller;
  readonly clock: Clock;
  /** What the client remembers of the tenant's configuration. */
  readonly memory: Memory;
  /** Pages read ahead in parallel. */
  readonly concurrency: number;
}

/** What a resource is made of. */
export interface ResourceParts extends ClientContext {
  readonly resource: Resource;
}

/** What the verbs of a resource work with, and the methods of its records. */
export interface Context extends ResourceParts {
  readonly verbs: ResourceVerbs;
  /** Gives a wire record the methods of its resource, in place; its own properties stay as they came. */
  readonly adopt: <Record extends object>(record: Record) => Record;
}
