import type { AuthorisationServer } from '../auth/token-endpoint.js';
import type { SandboxClock } from '../clock.js';
import { MAIN_TENANT } from '../engine/tenants.js';
import type { FileLinks } from '../http/file-links.js';
import { empty, type Reply, toResponse } from '../http/reply.js';
import type { Exchange, Stage } from './exchange.js';

/** What the addresses that need no token are answered from. */
export interface OpenParts {
  readonly authorisation: AuthorisationServer;
  readonly links: FileLinks;
  readonly clock: SandboxClock;
}

/** Answers what needs no token: the authorisation server, files by their links, anonymous operations, and addresses that lead nowhere. */
export const openRoutes =
  (parts: OpenParts): Stage<Exchange> =>
  (next) =>
  async (exchange) => {
    const reply = await answerOpen(exchange, parts);
    return reply ? toResponse(reply) : next(exchange);
  };

function answerOpen(
  { request, url, route }: Exchange,
  parts: OpenParts,
): Reply | Promise<Reply> | undefined {
  switch (route.kind) {
    case 'auth':
      return route.answer(request, url, parts.authorisation);
    case 'file':
      return parts.links.answer(request, url.pathname, parts.clock.now());
    case 'unknown':
      return empty(route.methods.length > 0 ? 405 : 404);
    case 'anonymous': {
      const tenant = parts.authorisation.tenantOf(url.searchParams.get('tenant') ?? undefined);
      return route.answer(url.origin, tenant?.name ?? MAIN_TENANT);
    }
    case 'operation':
      return undefined;
  }
}
