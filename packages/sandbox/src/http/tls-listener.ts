import type { Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createServer as createNetServer, type Server as NetServer, type Socket } from 'node:net';

/** A certificate with its key, as PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** Makes a certificate for the names of this computer that is valid for a day and self-signed. */
export async function makeCertificate(
  names: readonly string[],
  now: number = Date.now(),
): Promise<Certificate> {
  const { generate } = await import('selfsigned');
  const altNames = names.map((name) =>
    /^[\d.]+$|:/.test(name) ? { type: 7 as const, ip: name } : { type: 2 as const, value: name },
  );
  const made = await generate([{ name: 'commonName', value: 'Halo sandbox' }], {
    keyType: 'ec',
    notBeforeDate: new Date(now - 60_000),
    notAfterDate: new Date(now + 86_400_000),
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames },
    ],
  });
  return { cert: made.cert, key: made.private };
}

/** The first byte of a TLS handshake; no HTTP request begins with it. */
const HANDSHAKE = 0x16;

/**
 * One port for HTTPS and for HTTP: a connection goes to the server whose protocol its first byte speaks, so that the levers of the sandbox,
 * which only this computer reaches, need no certificate.
 */
export function tlsListener(
  plain: Server,
  { cert, key }: Certificate,
): { readonly listener: NetServer; closeAllConnections(): void } {
  const secure = createTlsServer(
    { cert, key },
    (incoming, outgoing) => void plain.emit('request', incoming, outgoing),
  );
  const open = new Set<Socket>();
  const listener = createNetServer((socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    // A connection that breaks before its first byte has no request to answer.
    socket.on('error', () => socket.destroy());
    socket.once('readable', () => {
      const first = socket.read(1) as Buffer | null;
      if (first === null) return;
      socket.unshift(first);
      (first[0] === HANDSHAKE ? secure : plain).emit('connection', socket);
    });
  });
  const closeAllConnections = (): void => {
    for (const socket of open) socket.destroy();
  };
  return { listener, closeAllConnections };
}
