import type { Json, JsonObject } from 'halopsa-catalogue/types';
import type { FaultRule } from '../faults/fault.js';
import { readText } from '../http/limited-body.js';
import { Refusal } from '../http/refusal.js';
import { json, toResponse } from '../http/reply.js';
import type { Latency } from '../latency.js';
import type { RateLimit } from '../options.js';
import { isSeedSize } from '../seed/size.js';
import type { Control } from './levers.js';
import type { Scenario } from './scenario.js';
import type { TriggerOptions } from './trigger.js';

const PREFIX = '/__sandbox';

type Lever = (control: Control, body: JsonObject, rest: string) => unknown;

/** The control interface over HTTP, by method and first path segment below `/__sandbox`. */
const LEVERS: Readonly<Record<string, Lever>> = {
  'GET ': (control) => ({
    time: new Date(control.clock.now()).toISOString(),
    faults: control.faults.list().length,
  }),
  'GET faults': (control) => control.faults.list(),
  'POST faults': (control, body) => ({ id: control.faults.add(body as JsonObject & FaultRule) }),
  'DELETE faults': (control, _, rest) =>
    (rest === '' ? control.faults.clear() : control.faults.remove(Number(rest))) ?? true,
  'GET clock': (control) => ({ now: control.clock.now() }),
  'POST clock': (control, body) => {
    control.clock.advance((body.advance ?? 0) as number);
    return { now: control.clock.now() };
  },
  'GET requests': (control) => control.requestLog.list(),
  'DELETE requests': (control) => control.requestLog.clear() ?? true,
  'POST reset': (control) => control.reset() ?? true,
  'POST seed': (control, body) => {
    if (!isSeedSize(body.size)) throw new RangeError('size is one of empty, small, demo, large');
    return control.seed(body.size, tenantOf(body)) ?? true;
  },
  'POST latency': (control, body) =>
    control.setLatency((body.latency ?? body.ms ?? 0) as Latency) ?? true,
  'POST rate-limit': (control, body) =>
    control.setRateLimit((body.limit ?? 'off') as RateLimit | 'off', tenantOf(body)) ?? true,
  'POST expire-tokens': (control) => control.expireTokens() ?? true,
  'POST revoke-tokens': (control, body) =>
    control.revokeTokens(body.client_id as string | undefined) ?? true,
  'GET snapshots': (control, _, rest) =>
    rest === '' ? control.snapshots.list() : control.snapshots.diff(rest),
  'POST snapshots': (control, body, rest) =>
    (body.load === true
      ? control.snapshots.load(rest, tenantOf(body))
      : control.snapshots.save(rest, tenantOf(body))) ?? true,
  'DELETE snapshots': (control, _, rest) => control.snapshots.remove(rest),
  'POST scenario': async (control, body) => {
    await control.play(body as JsonObject & Scenario);
    return true;
  },
  'POST records': (control, body, rest) => control.put(rest, body),
  'POST trigger': (control, body) => control.trigger(String(body.event), triggerOptions(body)),
  'GET fidelity': (control) => control.fidelity(),
  'GET records': (control, _, rest) => control.records(rest),
};

const tenantOf = ({ tenant }: JsonObject): string | undefined =>
  typeof tenant === 'string' ? tenant : undefined;

const textOf = (value: Json | undefined): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;
const triggerOptions = (body: JsonObject): TriggerOptions => ({
  ticketId: body.ticket_id === undefined ? undefined : Number(body.ticket_id),
  to: textOf(body.to),
  username: textOf(body.username),
  password: textOf(body.password),
  signatureHeader: textOf(body.signature_header),
  secret: textOf(body.secret),
  tenant: tenantOf(body),
});

/** Answers a request below `/__sandbox`; undefined for every other. */
export function answerControl(request: Request, control: Control): Promise<Response> | undefined {
  const { pathname, origin } = new URL(request.url);
  if (pathname !== PREFIX && !pathname.startsWith(`${PREFIX}/`)) return undefined;
  // A page from elsewhere needs no answer to do harm: its request alone would reset the tenant, or send its tickets away.
  const sender = request.headers.get('origin');
  if (sender !== null && sender !== origin)
    return Promise.resolve(
      toResponse(json({ error: `pages of ${sender} may not steer the sandbox` }, 403)),
    );
  return pull(request, pathname.slice(PREFIX.length + 1), control);
}

async function pull(request: Request, path: string, control: Control): Promise<Response> {
  const [name = '', rest = ''] = path.split('/');
  const lever = LEVERS[`${request.method} ${name}`];
  if (!lever)
    return toResponse(
      json(
        { error: `unknown route ${request.method} ${PREFIX}/${name}`, known: Object.keys(LEVERS) },
        404,
      ),
    );
  try {
    const text = await readText(request);
    return toResponse(json(await lever(control, bodyOf(text), decodeURIComponent(rest))));
  } catch (error) {
    if (error instanceof Refusal) return toResponse(error.reply);
    return toResponse(json({ error: error instanceof Error ? error.message : String(error) }, 400));
  }
}

/** The input of a lever; empty where nothing was sent. */
function bodyOf(text: string): JsonObject {
  const body: Json = text === '' ? {} : JSON.parse(text);
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new RangeError('the body has to be a JSON object');
  return body as JsonObject;
}
