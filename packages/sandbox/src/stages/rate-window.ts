import { Refusal } from '../http/refusal.js';
import { empty, type Reply } from '../http/reply.js';
import type { ServerRules } from '../resources/contract.js';
import type { SignedInExchange, Stage } from './exchange.js';

/** Refuses what exceeds the tenant's requests in its window. */
export const rateLimited =
  ({ tooMany }: ServerRules): Stage<SignedInExchange> =>
  (next) =>
  async (exchange) => {
    const { window } = exchange.tenant;
    const wait = window.take(exchange.request.headers);
    if (wait !== undefined) throw new Refusal(waitFor(wait, tooMany?.(window.words())));
    return next(exchange);
  };

/** Too many requests: the seconds to wait. */
const waitFor = (wait: number, reply: Reply = empty(429)): Reply => ({
  ...reply,
  headers: { ...reply.headers, 'retry-after': String(wait) },
});
