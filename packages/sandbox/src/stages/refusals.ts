import { demandSmallBody } from '../http/limited-body.js';
import { Refusal } from '../http/refusal.js';
import { toResponse } from '../http/reply.js';
import type { Exchange, Stage } from './exchange.js';

/** Makes the answer of a refusal that a later stage throws, and refuses a body that is too large itself. */
export const refusalsAnswered: Stage<Exchange> = (next) => async (exchange) => {
  try {
    demandSmallBody(exchange.request);
    return await next(exchange);
  } catch (error) {
    if (error instanceof Refusal) return toResponse(error.reply);
    throw error;
  }
};
