import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';

/** A server that listens on the loopback interface. */
export interface LocalServer {
  /** For example `http://127.0.0.1:4300`. */
  readonly url: string;
  readonly port: number;
  /** Stops listening, lets answers under way end for a moment, and closes the connections. */
  close(): Promise<void>;
}

const names = ['127.0.0.1', 'localhost', '[::1]'];

/**
 * Whether a request was meant for this server: its Host is a name of the loopback interface, and its Origin, where a page
 * sent it, is of the same place. A page elsewhere whose name was pointed here (DNS rebinding) is refused by that.
 */
export function isMeantForUs(request: Request): boolean {
  const host = request.headers.get('host') ?? '';
  if (!names.includes(host.replace(/:\d+$/, '').toLowerCase())) return false;
  const origin = request.headers.get('origin');
  return origin === null || origin.toLowerCase() === `http://${host.toLowerCase()}`;
}

/** Serves on 127.0.0.1 and nowhere else; requests that are meant for another host get 403. */
export async function serveLocally(answer: (request: Request) => Promise<Response>, port: number): Promise<LocalServer> {
  const listener = getRequestListener(
    (request) => (isMeantForUs(request) ? answer(request) : new Response('This host or origin is not served.\n', { status: 403 })),
    {
      overrideGlobalObjects: false,
    },
  );
  const server = createServer((incoming: IncomingMessage, outgoing: ServerResponse) => void listener(incoming, outgoing));
  server.requestTimeout = 30_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const bound = (server.address() as AddressInfo).port;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${bound}`, port: bound, close };
}

/** The body of a request as text, undefined where it has more bytes than are taken. */
export async function readBody(request: Request, mostBytes: number): Promise<string | undefined> {
  if (Number(request.headers.get('content-length') ?? 0) > mostBytes) return undefined;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.length;
    if (size > mostBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
