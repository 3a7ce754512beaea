import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';

/** A server that listens on the loopback interface by default. */
export interface LocalServer {
  /** For example `http://127.0.0.1:4300`. */
  readonly url: string;
  readonly port: number;
  /** Stops listening, lets answers under way end for up to eight seconds, and closes the connections. */
  close(): Promise<void>;
}

/** Where a server listens, and which names of the host it answers to. */
export interface Listening {
  /** Default 0, which takes any free port. */
  readonly port?: number | undefined;
  /** Default 127.0.0.1. */
  readonly address?: string | undefined;
  /** Names besides those of the loopback interface. */
  readonly hosts?: readonly string[] | undefined;
}

const loopbackNames = ['127.0.0.1', 'localhost', '[::1]'];
/** A program that ends its process after it has closed has to be gone within ten seconds of being asked to. */
const graceMs = 8_000;

/** Whether an address is that of the loopback interface. */
export const isLoopback = (address: string): boolean =>
  ['127.0.0.1', 'localhost', '::1'].includes(address);

/**
 * Whether a request was meant for this server: its Host is a name of the loopback interface or one that was added, and its
 * Origin, where a page sent it, is of the same place. A page elsewhere whose name was pointed here (DNS rebinding) is refused
 * by that.
 */
function isMeantForUs(request: Request, hosts: readonly string[]): boolean {
  const host = (request.headers.get('host') ?? '').toLowerCase();
  if (![...loopbackNames, ...hosts].includes(host.replace(/:\d+$/, ''))) return false;
  const origin = request.headers.get('origin');
  return origin === null || [`http://${host}`, `https://${host}`].includes(origin.toLowerCase());
}

/** Serves on the loopback interface by default; requests that are meant for another host get 403. */
export async function serveLocally(
  answer: (request: Request) => Promise<Response>,
  { port = 0, address = '127.0.0.1', hosts = [] }: Listening = {},
): Promise<LocalServer> {
  const names = hosts.map((name) => name.toLowerCase());
  const listener = getRequestListener(
    (request) =>
      isMeantForUs(request, names)
        ? answer(request)
        : new Response('This host or origin is not served.\n', { status: 403 }),
    { overrideGlobalObjects: false },
  );
  const server = createServer(
    (incoming: IncomingMessage, outgoing: ServerResponse) => void listener(incoming, outgoing),
  );
  server.requestTimeout = 30_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, address, resolve);
  });
  const bound = (server.address() as AddressInfo).port;
  const shown = address.includes(':') ? `[${address}]` : address;
  return { url: `http://${shown}:${bound}`, port: bound, close: () => closeInOrder(server) };
}

function closeInOrder(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const giveUp = setTimeout(() => server.closeAllConnections(), graceMs);
    // A connection whose last answer has gone out would be kept for the next request.
    const sweep = setInterval(() => server.closeIdleConnections(), 20);
    server.close(() => {
      clearTimeout(giveUp);
      clearInterval(sweep);
      resolve();
    });
  });
}
