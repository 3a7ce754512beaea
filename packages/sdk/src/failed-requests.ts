import type { Exchange } from './pipeline/exchange.js';

/** The request behind each error, kept beside the error and not in it, so that nothing that prints an error prints the request. */
const requests = new WeakMap<object, Exchange>();

/** The header of an API key, which stands in the place of a token. */
export const apiKeyHeader = 'x-halo-api-key';

/** Notes the request behind an error. */
export const noteFailure = (error: unknown, exchange: Exchange): void => {
  if (typeof error === 'object' && error !== null && !requests.has(error))
    requests.set(error, exchange);
};

/** The request behind an error, without its token. */
export const requestBehind = (error: unknown): Exchange | undefined =>
  typeof error === 'object' && error !== null ? requests.get(error) : undefined;
