import type { Resource } from 'halopsa-catalogue';
import type { Clock } from '../clock/clock.js';
import type { Memory } from '../memory/memory.js';
import type { Caller } from './call.js';
import type { ResourceVerbs } from './records.js';

/** A client as its methods see it, untyped: its resources, and any request below `/api`. */
export interface AnyClient {
  resource(name: string): ResourceVerbs;
  get(path: string): Promise<unknown>;
  post(path: string, input?: { body?: unknown }): Promise<unknown>;
  delete(path: string): Promise<unknown>;
}

/** Methods that somebody wrote for the records of a resource of their own. */
export type OwnMethods<Record> = Readonly<{
  [name: string]: (halo: AnyClient, record: Record, ...input: never[]) => unknown;
}>;

/** What the methods of a client work with. */
export interface ClientContext {
  readonly halo: AnyClient;
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
  /** Methods of its records beside those of the client. */
  readonly ownMethods?: OwnMethods<never> | undefined;
}

/** What the verbs of a resource work with, and the methods of its records. */
export interface Context extends ResourceParts {
  readonly verbs: ResourceVerbs;
  /** Gives a wire record the methods of its resource, in place; its own properties stay as they came. */
  readonly adopt: <Record extends object>(record: Record) => Record;
}
