import type { SandboxClock } from '../clock.js';
import type { RequestLog } from '../request-log.js';
import type { Exchange, Stage } from './exchange.js';

/** Notes every request with the status of its answer, or that a fault took the answer's place. */
export const logging =
  (log: RequestLog, clock: SandboxClock): Stage<Exchange> =>
  (next) =>
  async (exchange) => {
    const { request, url, route, session } = exchange;
    const entry = {
      method: request.method,
      url: url.pathname + url.search,
      operation: route.name,
      at: clock.now(),
      tenant: session?.tenant,
    };
    try {
      const response = await next(exchange);
      log.add({ ...entry, status: response.status });
      return response;
    } catch (error) {
      log.add({ ...entry, status: 'fault' });
      throw error;
    }
  };
