import type { TokenSource } from '../auth/token-source.js';
import { HaloAuthenticationError } from '../errors/api-error.js';
import type { Middleware } from './exchange.js';
import { Settled } from './settled.js';

/** Puts the bearer token on a request, and gives up a token that the server refused. */
export const auth =
  (tokens: TokenSource): Middleware =>
  (next) =>
  async (exchange) => {
    const token = await tokens.get(exchange.signal).catch((error: unknown) => {
      throw new Settled(error);
    });
    try {
      return await next({
        ...exchange,
        headers: { ...exchange.headers, authorization: `Bearer ${token}` },
      });
    } catch (error) {
      if (error instanceof HaloAuthenticationError) tokens.discard(token);
      throw error;
    }
  };
