import type { RouteMatch } from 'halopsa-catalogue';
import type { Session } from '../auth/sessions.js';
import type { Route } from '../engine/route.js';
import type { Tenant } from '../engine/tenant.js';
import type { Store } from '../store/port.js';

/** Stores to read from in place of the tenants' own, by tenant. */
export type Stores = ReadonlyMap<string, Store>;

/** One request on its way to its answer. Stages hand on a changed copy. */
export interface Exchange {
  readonly request: Request;
  readonly url: URL;
  readonly route: Route;
  /** Who is calling, where the request carries a token that is still good. */
  readonly session: Session | undefined;
  /** Set where a fault makes this request read old data. */
  readonly stores?: Stores | undefined;
}

/** A request for an operation of the API, by somebody who is signed in. */
export interface SignedInExchange extends Exchange {
  readonly session: Session;
  readonly tenant: Tenant;
  readonly match: RouteMatch;
}

/** Answers a request. Rejects with a Refusal where that is the answer, and with anything else where an injected fault says so. */
export type Answer<E> = (exchange: E) => Promise<Response>;

/** A stage of the server: wraps what comes after it. */
export type Stage<E> = (next: Answer<E>) => Answer<E>;

/** Joins stages, outermost first, around what is left to do. */
export const compose = <E>(stages: readonly Stage<E>[], innermost: Answer<E>): Answer<E> =>
  stages.reduceRight((next, stage) => stage(next), innermost);
