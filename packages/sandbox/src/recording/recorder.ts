import { createRouteMatcher, type RouteMatcher } from 'halopsa-catalogue';
import type { Exchange, ExchangeSink } from './exchange.js';
import { Pseudonyms } from './pseudonyms.js';
import { Scrubber } from './scrub.js';

/** What a recorder works with. */
export interface RecorderOptions {
  /** The server whose answers are recorded, for example `https://acme.halopsa.com`. */
  readonly upstream: string;
  readonly sink: ExchangeSink;
  /** Makes pseudonyms the same from one recording to the next; keep it secret. */
  readonly key: string;
  /** Sends to the upstream; default the global `fetch`. */
  readonly fetch?: typeof globalThis.fetch;
}

/** Headers that belong to one connection and are not passed on. */
const OWN_HEADERS: readonly string[] = ['host', 'connection', 'content-length', 'accept-encoding', 'transfer-encoding', 'keep-alive'];
const ANSWER_HEADERS: readonly string[] = ['connection', 'content-length', 'content-encoding', 'transfer-encoding', 'keep-alive'];

/**
 * Passes every request on to the upstream and its answer back unchanged, and keeps what was said below `/api` without personal data.
 * Tokens and what is said to the authorisation server are passed on and never kept.
 */
export function createRecorder(options: RecorderOptions): (request: Request) => Promise<Response> {
  const scrubber = new Scrubber(new Pseudonyms(options.key));
  const match = createRouteMatcher();
  const upstream = options.upstream.replace(/\/+$/, '').replace(/\/api$/i, '');
  return async (request) => {
    const url = new URL(request.url);
    const sent = request.body ? await request.arrayBuffer() : undefined;
    const answer = await (options.fetch ?? fetch)(`${upstream}${url.pathname}${url.search}`, {
      method: request.method,
      headers: without(request.headers, OWN_HEADERS),
      redirect: 'manual',
      signal: request.signal,
      ...(sent !== undefined && { body: sent }),
    });
    const body = await answer.arrayBuffer();
    if (/^\/api(\/|$)/i.test(url.pathname)) {
      const type = request.headers.get('content-type');
      await options.sink.add(exchangeOf({ url, method: request.method, sent: jsonOf(sent, type), answer, body }, scrubber, match));
    }
    const empty = body.byteLength === 0 || [204, 205, 304].includes(answer.status);
    return new Response(empty ? null : body, { status: answer.status, headers: without(answer.headers, ANSWER_HEADERS) });
  };
}

interface Said {
  readonly url: URL;
  readonly method: string;
  readonly sent: unknown;
  readonly answer: Response;
  readonly body: ArrayBuffer;
}

function exchangeOf({ url, method, sent, answer, body }: Said, scrubber: Scrubber, match: RouteMatcher): Exchange {
  const contentType = answer.headers.get('content-type') ?? undefined;
  return {
    method,
    path: url.pathname
      .split('/')
      .map((part) => encodeURIComponent(/^[\w-]*$/.test(part) ? part : scrubber.text(decodeURIComponent(part), '')))
      .join('/'),
    query: [...url.searchParams].map(([name, value]) => [name, queryValue(name, value, scrubber)]),
    operation: match(method, url.pathname.slice('/api'.length))?.operation.id,
    sent: scrubber.value(sent),
    status: answer.status,
    contentType,
    body: scrubber.value(jsonOf(body, contentType)),
    bytes: body.byteLength,
  };
}

/** Lists of numbers and names of fields are kept, whatever else a person may have looked for is not. */
function queryValue(name: string, value: string, scrubber: Scrubber): string {
  if (/^-?\d+(,-?\d+)*$/.test(value) || /^(order\d?|datesearch|use|include.*)$/i.test(name)) return value;
  return scrubber.text(value, '');
}

function without(headers: Headers, names: readonly string[]): Headers {
  const kept = new Headers(headers);
  for (const name of names) kept.delete(name);
  return kept;
}

function jsonOf(bytes: ArrayBuffer | undefined, type: string | null | undefined): unknown {
  if (!bytes || bytes.byteLength === 0 || !/json/i.test(type ?? '')) return undefined;
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as unknown;
  } catch {
    return undefined;
  }
}
