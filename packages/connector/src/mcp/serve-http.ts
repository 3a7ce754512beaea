import { randomUUID } from 'node:crypto';
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js';
import type { HaloClient } from 'halopsa';
import { failureOf } from '../failure.js';
import { bearerOf, findKey, hashKey } from '../http/api-keys.js';
import { asBodyError, BodyError } from '../http/body-error.js';
import { Intake } from '../http/intake.js';
import { type LocalServer, serveLocally } from '../http/local-server.js';
import { type HeldValue, readJson } from '../http/read-json.js';
import { createMcpServer, type McpOptions } from './server.js';

/** Who may connect: holders of one key, who all act as the application; or people, each with a Halo token of their own. */
export type Access =
  | { readonly kind: 'key'; readonly key: string; readonly client: HaloClient }
  | {
      readonly kind: 'halo-user';
      /** The authorisation server that issues the tokens. */
      readonly authUrl: string;
      /** A client that acts as the holder of the token. */
      readonly clientFor: (token: string) => HaloClient;
    };

/** How MCP is served over HTTP. */
export interface McpHttpOptions extends Omit<McpOptions, 'client' | 'session'> {
  readonly access: Access;
  /** Default 0, which takes any free port. */
  readonly port?: number | undefined;
}

interface Open {
  readonly transport: WebStandardStreamableHTTPServerTransport;
  /** Digest of the key or token that opened it; no other may speak in it. */
  readonly holder: string;
  readonly end: () => Promise<void>;
  lastUsed: number;
}

const limits = { bytes: 4 * 1024 * 1024, values: 100_000 } as const;
/** Bodies of all requests together, while they are read. */
const mostHeldBytes = 8 * limits.bytes;
const mostSessions = 100;
const servedPath = '/mcp';
const metadataPath = '/.well-known/oauth-protected-resource';

/** Serves the protocol at `/mcp` on the loopback interface. */
export async function serveMcpHttp(options: McpHttpOptions): Promise<LocalServer> {
  const sessions = new Map<string, Open>();
  const intake = new Intake(mostHeldBytes);
  const server = await serveLocally((request) => answer(request, options, { sessions, intake }), {
    port: options.port,
  });
  const close = async (): Promise<void> => {
    await Promise.allSettled([...sessions.values()].map(({ end }) => end()));
    await server.close();
  };
  return { ...server, close };
}

/** What all requests share. */
interface Shared {
  readonly sessions: Map<string, Open>;
  readonly intake: Intake;
}

async function answer(
  request: Request,
  options: McpHttpOptions,
  { sessions, intake }: Shared,
): Promise<Response> {
  const { pathname, origin } = new URL(request.url);
  if (pathname.startsWith(metadataPath) && options.access.kind === 'halo-user')
    return metadata(origin, options.access.authUrl);
  if (pathname !== servedPath) return refusal(404, 'The protocol is spoken at /mcp.');
  const secret = bearerOf(request);
  if (secret === undefined || !isKnown(secret, options.access))
    return unauthorised(origin, options.access);
  const id = request.headers.get('mcp-session-id');
  const open = id === null ? undefined : sessions.get(id);
  // Another's session is answered like one that never was.
  if (id !== null && open?.holder !== hashKey(secret))
    return refusal(404, 'The session does not exist.');
  const parsed = request.method === 'POST' ? await parseBody(request, intake) : undefined;
  if (parsed instanceof Response) return parsed;
  using body = parsed;
  const current = open ?? (await openSession(secret, { ...options, origin }, sessions));
  if (current instanceof Response) return current;
  return await passOn(request, body?.value, current, sessions);
}

/** Hands a request to the transport of its session. */
async function passOn(
  request: Request,
  value: unknown,
  current: Open,
  sessions: Map<string, Open>,
): Promise<Response> {
  current.lastUsed = Date.now();
  const response = await current.transport.handleRequest(
    acceptingAll(request),
    value === undefined ? {} : { parsedBody: value },
  );
  // What did not begin with a greeting opened nothing.
  if (![...sessions.values()].includes(current)) await current.end();
  return response;
}

/** The transport looks for both types as they are written most, and knows neither stars nor capitals. */
function acceptingAll(request: Request): Request {
  const accept = request.headers.get('accept') ?? '*/*';
  const taken = new Set(
    accept.split(',').map((type) => type.replace(/;.*$/s, '').trim().toLowerCase()),
  );
  if (
    !['application/json', 'text/event-stream'].every((type) =>
      [type, type.replace(/\/.*/, '/*'), '*/*'].some((one) => taken.has(one)),
    )
  )
    return request;
  const headers = new Headers(request.headers);
  headers.set('accept', 'application/json, text/event-stream');
  return new Request(request.url, { method: request.method, headers, signal: request.signal });
}

/** A user's token is proven when the session opens; a key is known from the start. */
const isKnown = (secret: string, access: Access): boolean =>
  access.kind === 'halo-user' || findKey(secret, [{ hash: hashKey(access.key) }]) !== undefined;

async function openSession(
  secret: string,
  { access, origin, ...options }: McpHttpOptions & { readonly origin: string },
  sessions: Map<string, Open>,
): Promise<Open | Response> {
  const client = access.kind === 'key' ? access.client : access.clientFor(secret);
  const refused = access.kind === 'halo-user' ? await refusalOf(client) : undefined;
  if (refused) {
    await client.close();
    return refused === 'token'
      ? unauthorised(origin, access, 'Halo does not take this token. Sign in again.')
      : refused;
  }
  if (sessions.size >= mostSessions) await endOldest(sessions);
  const session = randomUUID();
  const server = createMcpServer({ ...options, client, session });
  const end = async (): Promise<void> => {
    sessions.delete(session);
    await server.close();
    if (access.kind === 'halo-user') await client.close();
  };
  const transport = new WebStandardStreamableHTTPServerTransport({
    sessionIdGenerator: () => session,
    onsessioninitialized: () => void sessions.set(session, opened),
    onsessionclosed: () => void sessions.delete(session),
  });
  const opened: Open = { transport, holder: hashKey(secret), end, lastUsed: Date.now() };
  await server.connect(transport);
  return opened;
}

/** Whether Halo refuses the token of a client; where it cannot be asked, the answer that says so. */
async function refusalOf(client: HaloClient): Promise<'token' | Response | undefined> {
  try {
    await client.call('agents.me');
    return undefined;
  } catch (error) {
    const { status, message, retryAfter = 30 } = failureOf(error);
    if (status >= 400 && status < 500 && status !== 429) return 'token';
    return refusal(503, `Halo could not be asked whether it takes this token: ${message}`, {
      'retry-after': String(retryAfter),
    });
  }
}

async function endOldest(sessions: Map<string, Open>): Promise<void> {
  const [oldest] = [...sessions.values()].sort((a, b) => a.lastUsed - b.lastUsed);
  await oldest?.end();
}

async function parseBody(request: Request, intake: Intake): Promise<HeldValue | Response> {
  const read = await readJson(request, limits, intake).catch(asBodyError);
  if (read instanceof BodyError) return refusal(read.status, read.message, read.headers);
  if (read.value !== undefined) return read;
  read[Symbol.dispose]();
  return refusal(400, 'The body is empty.');
}

const refusal = (status: number, message: string, headers: Record<string, string> = {}): Response =>
  Response.json(
    { jsonrpc: '2.0', error: { code: -32000, message }, id: null },
    { status, headers },
  );

function unauthorised(
  origin: string,
  access: Access,
  message = 'A bearer key or token is needed.',
): Response {
  const where =
    access.kind === 'halo-user' ? `Bearer resource_metadata="${origin}${metadataPath}"` : 'Bearer';
  return refusal(401, message, { 'www-authenticate': where });
}

/** What an OAuth client reads to find out where tokens come from (RFC 9728). */
const metadata = (origin: string, authUrl: string): Response =>
  Response.json({
    resource: `${origin}/mcp`,
    authorization_servers: [authUrl],
    scopes_supported: ['all'],
    bearer_methods_supported: ['header'],
  });
