import type { Exchange } from './exchange.js';
import { KeptFields } from './kept-fields.js';

/** Answers as a recording did: the answers to the same request in their order, then the last of them again. */
export function createReplay(
  exchanges: readonly Exchange[],
): (request: Request) => Promise<Response> {
  const kept = new KeptFields();
  const queues = new Map<string, Exchange[]>();
  for (const exchange of exchanges) {
    const key = keyOf(exchange.method, exchange.path, exchange.query, kept);
    queues.set(key, [...(queues.get(key) ?? []), exchange]);
  }
  return async (request) => {
    const url = new URL(request.url);
    if (/\/token$/i.test(url.pathname)) return Response.json(TOKEN);
    const queue = queues.get(keyOf(request.method, url.pathname, [...url.searchParams], kept));
    const found = queue && queue.length > 1 ? queue.shift() : queue?.[0];
    return found
      ? answerOf(found)
      : Response.json(
          { error: `nothing was recorded for ${request.method} ${url.pathname}` },
          { status: 404 },
        );
  };
}

/** A client has to sign in before it asks; what it gets opens nothing. */
const TOKEN = {
  token_type: 'Bearer',
  access_token: 'replay',
  expires_in: 3600,
  refresh_token: 'replay',
  id_token: 'replay',
  scope: 'all',
} as const;

/** Of values that a recording does not keep it knows only that they were there. */
function keyOf(method: string, path: string, query: Exchange['query'], kept: KeptFields): string {
  const asked = query
    .map(([name, value]) => `${name.toLowerCase()}=${kept.keepsQuery(name, value) ? value : '?'}`)
    .sort();
  return `${method} ${path.toLowerCase().replace(/(?<!\/)\/+$/, '')} ${asked.join('&')}`;
}

function answerOf({ status, contentType, body }: Exchange): Response {
  if (body === undefined) return new Response(null, { status });
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': contentType ?? 'application/json; charset=utf-8' },
  });
}
