import type { LookupFunction } from 'node:net';
import { HaloConnectionError } from '../errors/transport-errors.js';
import { isPublicAddress } from './public-address.js';

/** Looks a host up; the platform's own resolver unless a test has one of its own. */
export type LookUp = (
  host: string,
) => Promise<readonly { readonly address: string; readonly family: number }[]>;

const systemLookUp: LookUp = (host) =>
  process.getBuiltinModule('node:dns').promises.lookup(host, { all: true });

/**
 * A `fetch` for servers of the public internet by HTTPS. The name is looked up once, each of its addresses has to be public, and the
 * connection goes to these very addresses: a name that changes its mind in between gains nothing. It follows no redirect.
 */
export function publicFetch(lookUp: LookUp = systemLookUp): typeof fetch {
  return (input, init = {}) =>
    new Promise((resolve, reject) => {
      const url = new URL(String(input instanceof Request ? input.url : input));
      const literal = url.hostname.replace(/^\[|\]$/g, '');
      const { isIP } = process.getBuiltinModule('node:net');
      // The platform does not look up what is an address already.
      if (isIP(literal) !== 0 && !isPublicAddress(literal)) return reject(insideOf(url.hostname));
      const request = process.getBuiltinModule('node:https').request(url, {
        method: init.method ?? 'GET',
        headers: Object.fromEntries(new Headers(init.headers)),
        lookup: checkedLookUp(lookUp),
        ...(init.signal ? { signal: init.signal } : {}),
      });
      request.once('response', (message) => resolve(responseOf(message)));
      request.once('error', (error) => reject(init.signal?.aborted ? init.signal.reason : error));
      request.end(init.body ?? undefined);
    });
}

const checkedLookUp =
  (lookUp: LookUp): LookupFunction =>
  (host, options, done) => {
    lookUp(host).then(
      (found) => {
        const [first] = found;
        if (!first || found.some(({ address }) => !isPublicAddress(address)))
          return done(insideOf(host), '', 0);
        if (options.all) done(null, [...found]);
        else done(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => done(error, '', 0),
    );
  };

const insideOf = (host: string): HaloConnectionError =>
  new HaloConnectionError(
    `${host} leads to an address inside a network, where this client fetches nothing`,
    'never-sent',
    {
      nextStep: 'A record names this host for its file. Ask who wrote it there; nothing was sent.',
    },
  );

function responseOf(message: import('node:http').IncomingMessage): Response {
  const status = message.statusCode ?? 0;
  const headers = new Headers();
  for (let at = 0; at < message.rawHeaders.length; at += 2)
    headers.append(message.rawHeaders[at]!, message.rawHeaders[at + 1]!);
  const empty = [204, 205, 304].includes(status);
  if (empty) message.resume();
  const body = empty
    ? null
    : (process
        .getBuiltinModule('node:stream')
        .Readable.toWeb(unpacked(message)) as unknown as ReadableStream<Uint8Array>);
  return new Response(body, { status, headers });
}

/** Stores give back what was put there, and a file may have been put there packed. */
function unpacked(message: import('node:http').IncomingMessage): import('node:stream').Readable {
  const zlib = process.getBuiltinModule('node:zlib');
  const unpackers = {
    gzip: zlib.createGunzip,
    br: zlib.createBrotliDecompress,
    deflate: zlib.createInflate,
  } as const;
  const coding = String(message.headers['content-encoding'] ?? '').toLowerCase();
  if (!Object.hasOwn(unpackers, coding)) return message;
  const unpack = unpackers[coding as keyof typeof unpackers]();
  message.once('error', (error) => unpack.destroy(error));
  return message.pipe(unpack);
}
