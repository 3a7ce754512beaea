import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { isConnectionReset } from './faults/inject.js';

/** Where a server listens. */
export interface ServeOptions {
  /** Default 0: any free port. */
  readonly port?: number;
  /** Default 127.0.0.1; every other address than the loopback's has to be named. */
  readonly host?: string;
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
  const answer = getRequestListener(
    async (request, { incoming }) => {
      try {
        return closingWhenCut(await sandbox.fetch(request), incoming as IncomingMessage);
      } catch (error) {
        return closeOrFail(error, incoming as IncomingMessage);
      }
    },
    { overrideGlobalObjects: false },
  );
  const server = createServer((incoming: IncomingMessage, outgoing: ServerResponse) => void answer(incoming, outgoing));
  await listen(server, options.port ?? 0, host);
  const { port } = server.address() as AddressInfo;
  const close = (): Promise<void> => stop(server);
  return { url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`, port, close, [Symbol.asyncDispose]: close };
}

/** An answer that breaks in the middle closes the socket there; all others are passed on as they are. */
function closingWhenCut(response: Response, incoming: IncomingMessage): Response {
  if (!response.headers.has('transfer-encoding') || !response.body) return response;
  const reader = response.body.getReader();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (done) controller.close();
        else controller.enqueue(value);
      } catch {
        incoming.socket.destroy();
        controller.close();
      }
    },
  });
  return new Response(body, { status: response.status, headers: response.headers });
}

/** A reset is a closed socket; whatever else escapes is a fault of ours and says so. */
function closeOrFail(error: unknown, incoming: IncomingMessage): Response {
  if (isConnectionReset(error) || incoming.socket.destroyed) {
    incoming.socket.destroy();
    return new Response(null, { status: 500 });
  }
  return new Response(`the sandbox failed: ${error instanceof Error ? error.message : String(error)}`, {
    status: 500,
    headers: { 'x-sandbox-failure': '1' },
  });
}

const listen = (server: Server, port: number, host: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });

const stop = (server: Server): Promise<void> =>
  new Promise((resolve, reject) => {
    server.close((error) => (error && (error as NodeJS.ErrnoException).code !== 'ERR_SERVER_NOT_RUNNING' ? reject(error) : resolve()));
    server.closeAllConnections();
  });
