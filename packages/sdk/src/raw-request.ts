import type { Operation, RouteMatcher } from 'halopsa-catalogue';
import { findResource } from 'halopsa-catalogue/lookup';
import { demandArguments } from './codec/arguments.js';
import { checkQuery } from './codec/check-query.js';
import { fillPath } from './codec/path.js';
import { demandSendable } from './codec/sendable.js';
import { shown } from './codec/shown.js';
import type { Caller } from './core/call.js';
import { HaloUsageError } from './errors/usage-error.js';
import type { AnyRequestInput } from './types/requests.js';
import { doubtOf } from './write/held-write.js';

/** A raw request: its method, and its path below `/api` with or without that. */
export interface RawRequest extends AnyRequestInput {
  readonly method: string;
  readonly url: string;
}

/** Sends a raw request; where the catalogue knows the route, its body gets its array and its repetition the route's safety. */
export async function sendRaw(
  caller: Caller,
  match: RouteMatcher,
  request: RawRequest,
): Promise<unknown> {
  demandArguments('a request', 'text text', [request.method, request.url]);
  const { method, url, path: params = {}, rawBody = false, body, ...rest } = request;
  const verb = method.toUpperCase();
  demandRequest(verb, request);
  const below = `/${url.trim().replace(/^\/*(api\/)?/i, '')}`;
  const path = fillPath(below, params, {}, `${verb} ${below}`);
  const known = match(verb, path.split('?')[0]!);
  const operation = known?.operation;
  const wrap =
    !rawBody && operation?.body === 'array' && body !== undefined && !Array.isArray(body);
  const sent = wrap ? [body] : body;
  if (!(sent instanceof FormData)) demandSendable(`${verb} ${below}`, sent ?? null);
  if (operation?.method === 'POST') warn(caller, operation, sent);
  if (operation?.method === 'GET') warnOfQuery(caller, operation, path, request);
  const reply = await caller.callPath({
    ...rest,
    method: verb,
    path,
    body: sent,
    safety: operation?.safety,
    known,
  });
  return reply.value;
}

/** Parameters that Halo would ignore are said of a raw request, and sent: those of its path, and those beside it. */
function warnOfQuery(
  { options }: Caller,
  operation: Operation,
  path: string,
  { query, extraQuery }: RawRequest,
): void {
  const pairs = new URLSearchParams(path.split('?')[1] ?? '');
  try {
    checkQuery(operation, findResource(operation.resource)!, {
      ...Object.fromEntries(pairs),
      ...query,
      ...extraQuery,
    });
  } catch (error) {
    if (!(error instanceof HaloUsageError)) throw error;
    options.onWarning?.({
      operation: operation.id,
      warning: `Halo will ignore this: ${error.message}`,
    });
  }
}

/** Refuses what no request can be, before the network is blamed for it. */
function demandRequest(verb: string, { method, url, body }: RawRequest): void {
  if (!/^[A-Z]+$/.test(verb))
    throw new HaloUsageError(`"${method}" is no HTTP method`, 'Nothing was sent.');
  if (body !== undefined && /^(GET|HEAD)$/.test(verb))
    throw new HaloUsageError(`a ${verb} carries no body`, 'Nothing was sent.');
  if (/^\s*[a-z][a-z\d+.-]*:\/\//i.test(url))
    throw new HaloUsageError(
      `the path ${shown(url)} names a host`,
      'Give it without the host, for example /Tickets: the tenant comes from tenantUrl. Nothing was sent.',
    );
}

/** A raw request is the caller's own; what Halo will ignore of it is said, and it is sent. */
function warn({ options }: Caller, operation: Operation, body: unknown): void {
  const warning = doubtOf(operation, findResource(operation.resource), body);
  if (warning) options.onWarning?.({ operation: operation.id, warning });
}
