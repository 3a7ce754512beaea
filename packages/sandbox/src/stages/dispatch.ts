import { Query } from '../http/query.js';
import { toResponse } from '../http/reply.js';
import type { Call, Context } from '../resources/contract.js';
import { handlerOf } from '../resources/handlers.js';
import type { Answer, SignedInExchange } from './exchange.js';

/** Answers the operation: by a behaviour of its own, by the generic rules, or by its shape alone. */
export const dispatching =
  (contextOf: (exchange: SignedInExchange) => Context): Answer<SignedInExchange> =>
  async (exchange) => {
    const { request, url, match } = exchange;
    const { operation, params } = match;
    const context = contextOf(exchange);
    const call: Call = {
      operation,
      params,
      request,
      query: new Query(url.searchParams),
      model: context.model(operation.resource),
      context,
    };
    const wait = Math.max(0, ...call.model.every('delay').map((delay) => delay(call)));
    if (wait > 0) await context.clock.sleep(wait, request.signal);
    return toResponse(await handlerOf(call)(call));
  };
