import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

/** A forward proxy that tunnels (CONNECT) and passes on (`GET http://...`), and remembers whom it was asked for. */
export interface ForwardProxy {
  readonly url: string;
  /** Hosts that were asked for, each as often as it was, with what the asker signed in as. */
  readonly asked: { readonly host: string; readonly authorization: string | undefined }[];
  close(): Promise<void>;
}

/** Starts one; `leadsTo` gives the port on this computer that a host stands for. */
export async function startProxy(leadsTo: (host: string) => number): Promise<ForwardProxy> {
  const asked: ForwardProxy['asked'] = [];
  const note = (host: string, { headers }: IncomingMessage): number => {
    asked.push({ host, authorization: headers['proxy-authorization'] });
    return leadsTo(host);
  };
  const server = createServer((incoming: IncomingMessage, outgoing: ServerResponse) => {
    const url = new URL(incoming.url ?? '');
    const options = { port: note(url.host, incoming), path: url.pathname + url.search, method: incoming.method, headers: incoming.headers };
    const passed = request(options, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    passed.on('error', () => outgoing.destroy());
    incoming.pipe(passed);
  });
  const open = new Set<Socket>();
  server.on('connect', (incoming: IncomingMessage, socket: Socket, head: Buffer) => {
    const tunnel = connect(note(incoming.url ?? '', incoming), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      tunnel.write(head);
      tunnel.pipe(socket).pipe(tunnel);
    });
    for (const one of [tunnel, socket]) {
      open.add(one);
      one.on('error', () => undefined);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
