import type { Operation, Resource } from 'halopsa-catalogue';
import type { CallInput } from '../core/call.js';
import { demandArguments } from './arguments.js';
import { demandSendable } from './sendable.js';

/** What the verbs that all resources have take, in the words of `demandArguments`. */
export const verbParameters = {
  list: 'query? options?',
  listAll: 'query? options?',
  get: 'id query? options?',
  create: 'record options?',
  update: 'record options?',
  upsert: 'record options?',
  check: 'some',
  ensure: 'record options?',
  delete: 'id query? options?',
  batchCreate: 'records options?',
  batchUpdate: 'records options?',
} as const;

/** Holds the input of a call; the body of a write is held against the catalogue besides. */
export function demandCall({ id }: Operation, input: CallInput): void {
  demandArguments(id, 'options', [input]);
  if (typeof input.body === 'object' && input.body !== null && !(input.body instanceof FormData))
    demandSendable(id, input.body);
}

/** Holds the arguments of a verb that all resources have. */
export function demandVerb(
  { attribute }: Resource,
  verb: keyof typeof verbParameters,
  given: readonly unknown[],
): void {
  demandArguments(`${attribute}.${verb}`, verbParameters[verb], given);
}
