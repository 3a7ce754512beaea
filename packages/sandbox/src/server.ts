import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Server as NetServer } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { isConnectionReset } from './faults/inject.js';
import { forwardedRequest } from './http/forwarded-request.js';
import { type Certificate, makeCertificate, tlsListener } from './http/tls-listener.js';

export { type Certificate, makeCertificate };

/** Where a server listens. */
export interface ServeOptions {
  /** Default 0, which takes any free port. */
  readonly port?: number;
  /** Default 127.0.0.1; every other address than the loopback's has to be named. */
  readonly host?: string;
  /** Host names that requests may name beside those of this computer and `host`: others could be a web page's doing. */
  readonly allowedHosts?: readonly string[];
  /** Issuer and links follow `X-Forwarded-Proto` and `X-Forwarded-Host`. Only behind a proxy that sets both. */
  readonly trustProxy?: boolean;
  /** Serves HTTPS with this certificate, and HTTP on the same port for the levers of this computer. */
  readonly tls?: Certificate;
}

/** A server that listens. */
export interface RunningServer {
  /** The tenant URL for clients, for example `http://127.0.0.1:4242`. */
  readonly url: string;
  readonly port: number;
  /** Stops listening and closes the connections that are open. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Serves a sandbox over HTTP. Rejects with EADDRINUSE where the port is taken. */
export async function serveSandbox(
  sandbox: { fetch(request: Request): Promise<Response> },
  options: ServeOptions = {},
): Promise<RunningServer> {
  const host = options.host ?? '127.0.0.1';
  const allows = hostCheck(host, options.allowedHosts ?? []);
  const answer = getRequestListener(
    async (request, { incoming, outgoing }) => {
      try {
        if (!allows(new URL(request.url).hostname)) return new Response(null, { status: 421 });
        const response = await sandbox.fetch(
          options.trustProxy === true ? forwardedRequest(request) : request,
        );
        return response.headers.has('transfer-encoding')
          ? await sendUntilCut(response, outgoing as ServerResponse)
          : response;
      } catch (error) {
        return closeOrFail(error, incoming as IncomingMessage);
      }
    },
    { overrideGlobalObjects: false },
  );
  const server = createServer(
    (incoming: IncomingMessage, outgoing: ServerResponse) => void answer(incoming, outgoing),
  );
  const { listener, closeAllConnections } = options.tls
    ? tlsListener(server, options.tls)
    : { listener: server, closeAllConnections: () => server.closeAllConnections() };
  await listen(listener, options.port ?? 0, host);
  const { port } = listener.address() as AddressInfo;
  const close = (): Promise<void> => stop(listener, closeAllConnections);
  return {
    url: `${options.tls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${port}`,
    port,
    close,
    [Symbol.asyncDispose]: close,
  };
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/i;
const EVERYWHERE: ReadonlySet<string> = new Set(['0.0.0.0', '::', '[::]']);

/** Tests the name that a request calls this server by; a server that listens everywhere answers every name. */
function hostCheck(host: string, allowed: readonly string[]): (name: string) => boolean {
  const names = new Set([host, ...allowed].map((name) => name.toLowerCase()));
  return (name) => LOOPBACK.test(name) || EVERYWHERE.has(host) || names.has(name.toLowerCase());
}

/** Writes an answer that breaks in the middle up to where it breaks, and closes the socket there. */
async function sendUntilCut(response: Response, outgoing: ServerResponse): Promise<Response> {
  const headers = [...response.headers].filter(([name]) => name !== 'transfer-encoding');
  outgoing.writeHead(response.status, Object.fromEntries(headers));
  try {
    for await (const chunk of response.body ?? [])
      await new Promise((resolve) => outgoing.write(chunk, resolve));
    outgoing.end();
  } catch {
    outgoing.destroy();
  }
  return RESPONSE_ALREADY_SENT;
}

/** A reset is a closed socket; whatever else escapes is a fault of ours and says so. */
function closeOrFail(error: unknown, incoming: IncomingMessage): Response {
  if (isConnectionReset(error) || incoming.socket.destroyed) {
    incoming.socket.destroy();
    return new Response(null, { status: 500 });
  }
  return new Response(
    `the sandbox failed: ${error instanceof Error ? error.message : String(error)}`,
    {
      status: 500,
      headers: { 'x-sandbox-failure': '1' },
    },
  );
}

const listen = (server: NetServer, port: number, host: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });

const stop = (server: NetServer, closeAllConnections: () => void): Promise<void> =>
  new Promise((resolve, reject) => {
    server.close((error) =>
      error && (error as NodeJS.ErrnoException).code !== 'ERR_SERVER_NOT_RUNNING'
        ? reject(error)
        : resolve(),
    );
    closeAllConnections();
  });
