import { findResource } from 'halopsa-catalogue';
import { mayCall } from '../auth/rights.js';
import { refusedStatus } from '../behaviours/permission-statuses.js';
import { status } from '../http/refusal.js';
import type { Switches } from '../switches.js';
import type { SignedInExchange, Stage } from './exchange.js';

/** Refuses what the scopes of the token or the roles of its agent do not allow. */
export const rightsHeld =
  (switches: Switches): Stage<SignedInExchange> =>
  (next) =>
  async (exchange) => {
    if (!allows(exchange, switches)) throw status(refusedStatus(exchange.match.operation.id, switches));
    return next(exchange);
  };

function allows({ session, match: { operation } }: SignedInExchange, switches: Switches): boolean {
  // Whoever is logged in may ask who that is.
  if (operation.verb === 'me' || operation.verb === 'onBehalf' || !switches.on('auth.scopes-narrow')) return true;
  return mayCall(session, operation, findResource(operation.resource)!);
}
