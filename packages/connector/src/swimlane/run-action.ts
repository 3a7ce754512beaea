import { STATUS_CODES } from 'node:http';
import { HaloClient, type HaloClientOptions, HaloUsageError } from 'halopsa';
import { failureJson, failureOf } from '../failure.js';
import { isObject, type JsonObject } from '../json.js';
import type { ActionRegistry } from '../registry.js';
import { fromSections } from '../sections.js';
import { clientOptions, proxyOf, splitPayload, verifiesCertificates } from './asset.js';
import { openFetch } from './proxied-fetch.js';

/** The output of an action of the platform, whether it succeeded or not. */
export interface SwimlaneOutput {
  /** Status of Halo's answer; 0 where there was none. */
  readonly status_code: number;
  readonly response_headers: Readonly<Record<string, string>>;
  readonly reason: string;
  readonly json_body: unknown;
}

/** Settings of the runner. */
export interface RunnerOptions {
  readonly registry: ActionRegistry;
  readonly signal?: AbortSignal | undefined;
  /** Overrides for the client, such as a `fetch` of one's own. */
  readonly client?: Partial<HaloClientOptions> | undefined;
}

interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}

interface Seen {
  last: Answered;
  /** The last answer of success: what an action makes of a record that is not there is its own affair. */
  lastGood: Answered;
}

const hidden = new Set(['set-cookie', 'authorization', 'www-authenticate']);

/** Notes status and headers of the last answer, for the platform shows both. */
const watch =
  (fetch: typeof globalThis.fetch, seen: Seen): typeof globalThis.fetch =>
  async (...request) => {
    const response = await fetch(...request);
    seen.last = {
      status: response.status,
      headers: Object.fromEntries([...response.headers].filter(([name]) => !hidden.has(name))),
    };
    if (response.ok) seen.lastGood = seen.last;
    return response;
  };

/**
 * Runs an action as the platform would, from the one flat object that it sends. Whatever Halo answers, and also where it
 * does not answer, is an output; only a payload that names no connection or no action throws a HaloUsageError.
 */
export async function runSwimlaneAction(
  name: string,
  payload: unknown,
  options: RunnerOptions,
): Promise<SwimlaneOutput> {
  const action = options.registry.find(name);
  if (!action)
    throw new HaloUsageError(
      `unknown action ${name}`,
      '"halo connector list" shows those that there are. Nothing was sent.',
    );
  if (!isObject(payload))
    throw new HaloUsageError(
      'the payload is not a JSON object',
      'Give the asset and the inputs as one object. Nothing was sent.',
    );
  const { asset, input } = splitPayload(payload);
  const none: Answered = { status: 200, headers: {} };
  const seen: Seen = { last: none, lastGood: none };
  const settings = clientOptions(asset);
  const network = await openFetch({ proxy: proxyOf(asset), verify: verifiesCertificates(asset) });
  const given = options.client ?? {};
  // A playbook has its own retries; it should not wait for ours.
  const client = new HaloClient({
    ...settings,
    maxRetries: 2,
    ...given,
    fetch: watch(given.fetch ?? network.fetch, seen),
  });
  try {
    const output = await options.registry.run(action, client, fromSections(action, input), {
      signal: options.signal,
      whole: true,
    });
    return outputOf(seen.lastGood, action.layout === 'sections' ? bodyOf(output) : output);
  } catch (error) {
    return failed(error, seen.last);
  } finally {
    await client.close();
    await network.close();
  }
}

/** The body as Halo answered it; a record says beside its fields which of them were not taken. */
function bodyOf({ json_body: body = null, ...notes }: JsonObject): unknown {
  return isObject(body) ? { ...body, ...notes } : body;
}

const outputOf = ({ status, headers }: Answered, body: unknown): SwimlaneOutput => ({
  status_code: status,
  response_headers: headers,
  reason: STATUS_CODES[status] ?? 'OK',
  json_body: body,
});

function failed(error: unknown, { headers }: Answered): SwimlaneOutput {
  const failure = failureOf(error);
  const waiting =
    failure.retryAfter === undefined ? {} : { 'retry-after': String(failure.retryAfter) };
  return {
    status_code: failure.status,
    response_headers: { ...(failure.status === 0 ? {} : headers), ...waiting },
    reason: failure.status === 0 ? 'No answer' : (STATUS_CODES[failure.status] ?? 'Failed'),
    json_body: { error: failureJson(failure) },
  };
}
