import type { HaloClient } from 'halopsa';
import type { ErrorCode } from 'halopsa-catalogue/errors';
import type { Action } from '../action.js';
import { type Failure, failureJson, failureOf } from '../failure.js';
import { bearerOf, findKey } from '../http/api-keys.js';
import { asBodyError, BodyError } from '../http/body-error.js';
import { Intake } from '../http/intake.js';
import { type LocalServer, serveLocally } from '../http/local-server.js';
import { readJson } from '../http/read-json.js';
import type { ActionRegistry } from '../registry.js';
import { maskedNotice, withoutHeld } from '../without-held.js';
import { jsonResponse } from './json-response.js';
import { Metrics } from './metrics.js';
import { openApi } from './openapi.js';
import { RateLimit } from './rate-limit.js';
import { mayRun, type ServiceKey } from './service-key.js';

/** One request, as it is logged. */
export interface ServiceLog {
  readonly at: string;
  readonly key: string | undefined;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly ms: number;
}

/** What the service is made of. */
export interface ServiceOptions {
  readonly registry: ActionRegistry;
  readonly client: HaloClient;
  readonly keys: readonly ServiceKey[];
  readonly version: string;
  /** Default 0, which takes any free port. */
  readonly port?: number | undefined;
  /** Requests that each key may send a minute; default: 600. */
  readonly perMinute?: number | undefined;
  /** Milliseconds that an action may take, the wait for Halo's budget included; default: 55,000. */
  readonly deadlineMs?: number | undefined;
  readonly log?: ((entry: ServiceLog) => void) | undefined;
}

interface Service extends ServiceOptions {
  readonly deadlineMs: number;
  readonly log: (entry: ServiceLog) => void;
  readonly limit: RateLimit;
  readonly metrics: Metrics;
  readonly intake: Intake;
}

interface Asked {
  readonly request: Request;
  readonly url: URL;
  readonly key: ServiceKey;
}

const limits = { bytes: 32 * 1024 * 1024, values: 100_000 } as const;
/** Two bodies of the largest size; all requests under way together have no more. */
const mostHeldBytes = 2 * limits.bytes;
const mostUnderWay = 2000;

/** Serves the actions as a REST service on the loopback interface: `POST /v1/actions/<name>` with the input as JSON. */
export function serveActions(options: ServiceOptions): Promise<LocalServer> {
  const { perMinute = 600, deadlineMs = 55_000, log = () => undefined } = options;
  const service: Service = {
    ...options,
    deadlineMs,
    log,
    limit: new RateLimit(perMinute),
    metrics: new Metrics(),
    intake: new Intake(mostHeldBytes),
  };
  return serveLocally((request) => observed(request, service), { port: options.port });
}

/** Answers, counts and logs; an uncaught error is reported as a fault of ours, without its stack. */
async function observed(request: Request, service: Service): Promise<Response> {
  const started = performance.now();
  const url = new URL(request.url);
  const secret = bearerOf(request);
  const key = secret === undefined ? undefined : findKey(secret, service.keys);
  service.metrics.begin();
  const response = await route(request, url, key, service).catch((error: unknown) =>
    failed(failureOf(error)),
  );
  const ms = Math.round(performance.now() - started);
  service.metrics.end(response.status, ms);
  service.log({
    at: new Date().toISOString(),
    key: key?.name,
    method: request.method,
    path: url.pathname,
    status: response.status,
    ms,
  });
  return response;
}

async function route(
  request: Request,
  url: URL,
  key: ServiceKey | undefined,
  service: Service,
): Promise<Response> {
  if (url.pathname === '/healthz') return Response.json({ status: 'ok' });
  if (!key)
    return refusal(401, 'connector/unauthorised', 'A key is needed: Authorization: Bearer ...', {
      'www-authenticate': 'Bearer',
    });
  if (url.pathname === '/metrics')
    return new Response(service.metrics.text(), {
      headers: { 'content-type': 'text/plain; version=0.0.4' },
    });
  const wait = service.limit.take(key.name);
  if (wait > 0)
    return refusal(429, 'connector/rate-limited', 'This key has sent too many requests.', {
      'retry-after': String(wait),
    });
  const allowed = (): Action[] =>
    service.registry.curated().filter((action) => mayRun(key, action));
  if (url.pathname === '/openapi.json')
    return Response.json(openApi(allowed(), { version: service.version, url: url.origin }));
  if (url.pathname === '/v1/actions') {
    return Response.json({
      actions: allowed().map(({ name, title, description, toolset, effect }) => ({
        name,
        title,
        description,
        toolset,
        effect,
      })),
    });
  }
  return runNamed({ request, url, key }, service);
}

async function runNamed({ request, url, key }: Asked, service: Service): Promise<Response> {
  const name = /^\/v1\/actions\/(\w{1,64})$/.exec(url.pathname)?.[1];
  const action = name === undefined ? undefined : service.registry.find(name);
  if (!action)
    return refusal(
      404,
      'connector/no-such-action',
      'The action does not exist; GET /v1/actions lists all of them.',
    );
  if (!mayRun(key, action))
    return refusal(403, 'connector/forbidden', `The key "${key.name}" may not run ${action.name}.`);
  if (request.method !== 'POST')
    return refusal(405, 'connector/method', 'An action is run by POST.', { allow: 'POST' });
  if (service.metrics.underWay > mostUnderWay)
    return refusal(503, 'connector/busy', 'Too much is under way.', { 'retry-after': '5' });
  const read = await readJson(request, limits, service.intake).catch(asBodyError);
  if (read instanceof BodyError) {
    const message = `${read.message} Nothing was sent.`;
    return refusal(read.status, bodyCodes[read.status], message, read.headers);
  }
  using input = read;
  return await runInTime(action, input.value ?? {}, { request, service });
}

const bodyCodes = {
  400: 'connector/invalid-input',
  413: 'connector/too-large',
  415: 'connector/encoding',
  503: 'connector/busy',
} as const;

async function runInTime(
  action: Action,
  input: unknown,
  { request, service }: { request: Request; service: Service },
): Promise<Response> {
  const deadline = AbortSignal.timeout(service.deadlineMs);
  try {
    const output = await service.registry.run(action, service.client, input, {
      signal: AbortSignal.any([deadline, request.signal]),
    });
    const { value, isMasked } = await withoutHeld(service.client, output);
    const response = await jsonResponse(value);
    if (isMasked) response.headers.set('warning', `299 - "${maskedNotice}"`);
    return response;
  } catch (error) {
    if (deadline.aborted) return tooLate(action);
    return failed((await withoutHeld(service.client, failureOf(error))).value);
  }
}

/** A read that waited for its turn may be sent again; a write may have been made. */
function tooLate({ effect, name }: Action): Response {
  if (effect === 'read')
    return refusal(
      429,
      'connector/busy',
      `${name} had to wait for Halo's request budget and was given up.`,
      { 'retry-after': '30' },
    );
  return refusal(
    504,
    'connector/deadline',
    `${name} was given up at its deadline. Look the record up before you send it again: it may have been made.`,
  );
}

const refusal = (
  status: number,
  code: ErrorCode,
  message: string,
  headers: Record<string, string> = {},
): Response => Response.json({ error: { code, message } }, { status, headers });

function failed(failure: Failure): Response {
  const headers: Record<string, string> =
    failure.retryAfter === undefined ? {} : { 'retry-after': String(failure.retryAfter) };
  return Response.json(
    { error: { ...failureJson(failure), halo_status: failure.status } },
    { status: statusFor(failure), headers },
  );
}

/** Halo's refusals of the caller's data are the caller's; its refusals of our credentials are not. */
const statusFor = ({ status, code }: Failure): number => {
  if (code === 'connector/unexpected') return 500;
  return [400, 404, 409, 429].includes(status) ? status : 502;
};
