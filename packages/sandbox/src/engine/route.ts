import { createRouteMatcher, type RouteMatch } from 'halopsa-catalogue';
import { answerAuthorize } from '../auth/authorize-endpoint.js';
import {
  answerAuthInfo,
  answerDiscovery,
  answerInstanceInfo,
  answerKeys,
} from '../auth/discovery.js';
import { type AuthorisationServer, answerToken } from '../auth/token-endpoint.js';
import { FileLinks } from '../http/file-links.js';
import type { Reply } from '../http/reply.js';

/** What an address means. The name is that of the operation, as faults and the log of requests have it. */
export type Route =
  | ({ readonly kind: 'auth' } & AuthRoute)
  | { readonly kind: 'file'; readonly name: string }
  | { readonly kind: 'anonymous'; readonly name: string; readonly answer: AnonymousAnswer }
  | { readonly kind: 'operation'; readonly name: string; readonly match: RouteMatch }
  | { readonly kind: 'unknown'; readonly name: undefined; readonly methods: readonly string[] };

interface AuthRoute {
  readonly name: string;
  readonly answer: (
    request: Request,
    url: URL,
    server: AuthorisationServer,
  ) => Reply | Promise<Reply>;
}

type AnonymousAnswer = (origin: string, tenant: string) => Reply;

const TOKEN: AuthRoute = { name: 'token', answer: answerToken };
const DISCOVERY: AuthRoute = { name: 'discovery', answer: (_, url) => answerDiscovery(url.origin) };

/** Addresses of the authorisation server; clients that were given it without its path ask at the root. */
const AUTH_ROUTES: Readonly<Record<string, AuthRoute>> = {
  '/auth/token': TOKEN,
  '/token': TOKEN,
  '/auth/authorize': { name: 'authorize', answer: answerAuthorize },
  '/auth/.well-known/openid-configuration': DISCOVERY,
  '/.well-known/openid-configuration': DISCOVERY,
  '/auth/.well-known/jwks': { name: 'discovery', answer: answerKeys },
};

/** Operations that need no token. */
const ANONYMOUS: Readonly<Record<string, AnonymousAnswer>> = {
  'authInfo.list': answerAuthInfo,
  'instanceInfo.list': answerInstanceInfo,
};

/** True for an operation that needs no token. */
export const isAnonymous = (operationId: string): boolean => ANONYMOUS[operationId] !== undefined;

/** Finds what an address means. */
export function createRouter(): (method: string, url: URL) => Route {
  const match = createRouteMatcher();
  return (method, url) => {
    const path = url.pathname.toLowerCase().replace(/(?<!\/)\/+$/, '');
    const auth = AUTH_ROUTES[path];
    if (auth) return { kind: 'auth', ...auth };
    if (path.startsWith(FileLinks.path)) return { kind: 'file', name: 'file' };
    // Base addresses are configured with `/api` and without it, so that it comes once, twice or not at all.
    const below = url.pathname.replace(/^(\/api(?=\/|$)){1,2}/i, '');
    const found = match(method, below);
    if (found) return routeOf(found);
    const isApi = below.length < url.pathname.length;
    return { kind: 'unknown', name: undefined, methods: isApi ? match.methodsAt(below) : [] };
  };
}

function routeOf(match: RouteMatch): Route {
  const name = match.operation.id;
  const answer = ANONYMOUS[name];
  return answer ? { kind: 'anonymous', name, answer } : { kind: 'operation', name, match };
}
