import { status } from '../http/refusal.js';
import type { ResourceModel, ServerRules } from '../resources/contract.js';
import { statusFor } from '../resources/handlers.js';
import type { SignedInExchange, Stage } from './exchange.js';

/** Refuses what the scopes of the token or the roles of its agent do not allow. */
export const rightsHeld =
  (rules: ServerRules, model: (attribute: string) => ResourceModel): Stage<SignedInExchange> =>
  (next) =>
  async (exchange) => {
    if (allows(exchange, rules)) return next(exchange);
    const { resource, verb } = exchange.match.operation;
    throw status(statusFor(verb, model(resource).every('forbidden')) ?? 403);
  };

function allows(
  { session, match: { operation } }: SignedInExchange,
  { mayCall }: ServerRules,
): boolean {
  // Everyone who is logged in may ask who they are.
  if (operation.verb === 'me' || operation.verb === 'onBehalf') return true;
  return mayCall?.(session, operation) ?? true;
}
