import type { Operations, Routes } from 'halopsa-catalogue/types';
import type { BodyOptions, CallInput, CallOptions } from '../core/call.js';
import type { OperationId, QueryOf, Route } from './names.js';

/** Input of one operation, typed by the catalogue. */
export interface OperationInput<Id extends OperationId> extends CallOptions, BodyOptions {
  params?: Operations[Id]['params'] | undefined;
  query?: QueryOf<Id> | undefined;
  body?: Operations[Id]['body'] | undefined;
}

/** Path parameters, query and body of a raw request whose route is in the catalogue. */
export interface RequestInput<Id extends OperationId> extends CallOptions {
  path?: Operations[Id]['params'] | undefined;
  query?: QueryOf<Id> | undefined;
  body?: Operations[Id]['body'] | ElementOf<Operations[Id]['body']> | undefined;
  /** Sends a single object as it is where the operation takes an array. */
  rawBody?: boolean | undefined;
}

/** Input of a raw request to a path that need not be in the catalogue. */
export interface AnyRequestInput
  extends Omit<CallInput, 'params' | 'safety' | 'marks' | 'extraFields'> {
  path?: Readonly<Record<string, string | number>> | undefined;
  rawBody?: boolean | undefined;
}

type ElementOf<Body> = Body extends readonly (infer Element)[] ? Element : Body;

/** What a raw request answers: the operation's result, or anything for a path that the catalogue does not list. */
export type ResultOf<Id extends OperationId> = Operations[Id]['result'];
/** The operation behind a route. */
export type OperationAt<R extends Route> = Routes[R];
