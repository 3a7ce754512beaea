import { Refusal } from '../http/refusal.js';
import { empty, json, type Reply } from '../http/reply.js';
import type { Switches } from '../switches.js';
import type { SignedInExchange, Stage } from './exchange.js';

/** Refuses what exceeds the tenant's requests in its window. */
export const rateLimited =
  (switches: Switches): Stage<SignedInExchange> =>
  (next) =>
  async (exchange) => {
    const { window } = exchange.tenant;
    const wait = window.take(exchange.request.headers);
    if (wait !== undefined) throw new Refusal(tooMany(wait, window.words(), switches));
    return next(exchange);
  };

/** Too many requests: the seconds to wait, and the limit in the server's words. */
function tooMany(wait: number, words: string, switches: Switches): Reply {
  const headers = { 'retry-after': String(wait) };
  if (!switches.on('rate.text')) return empty(429, headers);
  const worded = json({ error: words }, 429);
  return { ...worded, headers: { ...worded.headers, ...headers } };
}
