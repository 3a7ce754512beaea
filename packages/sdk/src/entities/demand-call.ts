import type { Operation, Resource } from 'halopsa-catalogue';
import { demandArguments } from '../codec/arguments.js';
import { demandSendable } from '../codec/sendable.js';
import type { CallInput } from '../core/call.js';
import { verbParameters } from './method-parameters.js';

/** Holds the input of a call; the body of a write is held against the catalogue besides. */
export function demandCall({ id }: Operation, input: CallInput): void {
  demandArguments(id, 'options', [input]);
  if (typeof input.body === 'object' && input.body !== null && !(input.body instanceof FormData)) demandSendable(id, input.body);
}

/** Holds the arguments of a verb that all resources have. */
export function demandVerb({ attribute }: Resource, verb: keyof typeof verbParameters, given: readonly unknown[]): void {
  demandArguments(`${attribute}.${verb}`, verbParameters[verb], given);
}
