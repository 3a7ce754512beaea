import type { Exchange, Middleware, Reply } from '../pipeline/exchange.js';

/** What a read cache keeps, and for how long. */
export interface ReadCacheOptions {
  /** Milliseconds for which an answer is used again; default: five minutes. */
  ttlMs?: number;
  /** Resources whose reads are kept; default: configuration that seldom changes. */
  resources?: readonly string[];
  /** Most answers kept; the oldest go first. */
  most?: number;
  /** Epoch milliseconds. */
  now?: () => number;
}

/** Configuration that every integration reads over and over. */
export const configurationResources: readonly string[] = [
  'agents',
  'assetTypes',
  'categories',
  'currencies',
  'customTables',
  'emailTemplates',
  'fieldInfos',
  'fields',
  'lookups',
  'mailboxes',
  'outcomes',
  'priorities',
  'roles',
  'slas',
  'statuses',
  'taxes',
  'teams',
  'ticketTypeFields',
  'ticketTypes',
  'users',
  'workdays',
];

interface Kept {
  readonly until: number;
  readonly reply: Reply;
}

/** Answers reads of configuration from memory for a while; a write to a resource through this client drops what is kept of it. */
export function readCache({
  ttlMs = 300_000,
  resources = configurationResources,
  most = 500,
  now = Date.now,
}: ReadCacheOptions = {}): Middleware {
  const kept = new Map<string, Kept>();
  const cached = new Set(resources);
  const forget = (resource: string): void => {
    for (const key of kept.keys()) if (key.startsWith(`${resource} `)) kept.delete(key);
  };
  const keep = (key: string, reply: Reply): void => {
    kept.delete(key);
    kept.set(key, { until: now() + ttlMs, reply: copy(reply) });
    if (kept.size > most) kept.delete(kept.keys().next().value!);
  };
  return (next) => async (exchange) => {
    const resource = exchange.operation.split('.')[0]!;
    if (!cached.has(resource)) return next(exchange);
    if (exchange.method !== 'GET') return next(exchange).finally(() => forget(resource));
    const key = keyOf(resource, exchange);
    const hit = kept.get(key);
    if (hit && now() < hit.until) return copy(hit.reply);
    const reply = await next(exchange);
    keep(key, reply);
    return reply;
  };
}

const keyOf = (resource: string, { url, headers }: Exchange): string =>
  `${resource} ${url} ${JSON.stringify(headers)}`;

/** A caller may change what it got; the next one must not see that. */
const copy = (reply: Reply): Reply => ({ ...reply, value: structuredClone(reply.value) });
