import { createRouteMatcher, type RouteMatcher } from 'halopsa-catalogue';
import type { Json } from 'halopsa-catalogue/types';
import type { Exchange, ExchangeSink } from './exchange.js';
import { KeptFields } from './kept-fields.js';
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
const OWN_HEADERS: readonly string[] = [
  'host',
  'connection',
  'content-length',
  'accept-encoding',
  'transfer-encoding',
  'keep-alive',
];
const ANSWER_HEADERS: readonly string[] = [
  'connection',
  'content-length',
  'content-encoding',
  'transfer-encoding',
  'keep-alive',
];

/**
 * Passes every request on to the upstream and its answer back unchanged, and keeps what was said below `/api` without personal data.
 * Tokens and what is said to the authorisation server are passed on and never kept.
 */
export function createRecorder(options: RecorderOptions): (request: Request) => Promise<Response> {
  const kept = new KeptFields();
  const tools: Tools = {
    kept,
    scrubber: new Scrubber(new Pseudonyms(options.key), kept),
    match: createRouteMatcher(),
  };
  const upstream = options.upstream.replace(/(?<!\/)\/+$/, '').replace(/\/api$/i, '');
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
      await options.sink.add(
        exchangeOf({ url, method: request.method, sent: jsonOf(sent, type), answer, body }, tools),
      );
    }
    const empty = body.byteLength === 0 || [204, 205, 304].includes(answer.status);
    return new Response(empty ? null : body, {
      status: answer.status,
      headers: without(answer.headers, ANSWER_HEADERS),
    });
  };
}

interface Said {
  readonly url: URL;
  readonly method: string;
  readonly sent: Json | undefined;
  readonly answer: Response;
  readonly body: ArrayBuffer;
}

interface Tools {
  readonly kept: KeptFields;
  readonly scrubber: Scrubber;
  readonly match: RouteMatcher;
}

function exchangeOf(
  { url, method, sent, answer, body }: Said,
  { kept, scrubber, match }: Tools,
): Exchange {
  const type = answer.headers.get('content-type') ?? undefined;
  const operation = match(method, url.pathname.slice('/api'.length))?.operation;
  const template = ['', 'api', ...(operation?.path.split('/').slice(1) ?? [])];
  return {
    method,
    path: url.pathname
      .split('/')
      .map((part, at) =>
        isRoute(part, template[at], operation !== undefined)
          ? part
          : encodeURIComponent(scrubber.text(decoded(part), '')),
      )
      .join('/'),
    query: [...url.searchParams].map(([name, value]) => [
      scrubber.name(name),
      kept.keepsQuery(name, value) ? value : scrubber.text(value, ''),
    ]),
    operation: operation?.id,
    sent: scrubber.value(sent),
    status: answer.status,
    contentType: /^[\w.+-]{1,60}\/[\w.+-]{1,60}(; ?charset=[\w-]{1,20})?/.exec(type ?? '')?.[0],
    body: scrubber.value(jsonOf(body, type)),
    bytes: body.byteLength,
  };
}

/** Whether a part of a path belongs to the route, or is the number of a record; anything else may be a token. */
function isRoute(part: string, template: string | undefined, known: boolean): boolean {
  if (part === '' || /^-?\d{1,9}$/.test(part)) return true;
  return known ? template?.toLowerCase() === part.toLowerCase() : /^[A-Za-z]{1,40}$/.test(part);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function without(headers: Headers, names: readonly string[]): Headers {
  const kept = new Headers(headers);
  for (const name of names) kept.delete(name);
  return kept;
}

function jsonOf(bytes: ArrayBuffer | undefined, type: string | null | undefined): Json | undefined {
  if (!bytes || bytes.byteLength === 0 || !/json/i.test(type ?? '')) return undefined;
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as Json;
  } catch {
    return undefined;
  }
}
