import { HaloConnectionError } from '../errors/transport-errors.js';
import type { Exchange } from './exchange.js';
import { type CodedError, innermost } from './innermost.js';

/** Codes of failures that come before the first byte is sent, with what they mean for a person. */
const neverSent: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ConnectionRefused: 'nothing listens there',
  ENOTFOUND: 'the host was not found',
  EAI_AGAIN: 'the host name could not be looked up',
  ENETUNREACH: 'the network is unreachable',
  EHOSTUNREACH: 'the host is unreachable',
  UND_ERR_CONNECT_TIMEOUT: 'the connection could not be opened in time',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its TLS certificate is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'its TLS certificate is self-signed',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its TLS certificate cannot be verified',
  CERT_HAS_EXPIRED: 'its TLS certificate has expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its TLS certificate is for another host',
};

/** Codes that an open connection may break with too, after a request has begun to go out over it. */
const ofBoth = new Set(['ECONNREFUSED', 'ENETUNREACH', 'EHOSTUNREACH']);

/** Whether the failure is one of opening the connection; of several addresses, each has failed so. */
const isOfConnecting = ({ syscall, errors }: CodedError): boolean =>
  syscall === 'connect' ||
  (Array.isArray(errors) &&
    errors.length > 0 &&
    errors.every((one: CodedError) => one?.syscall === 'connect'));

/** Where the failure names the call that met it, another one than that of connecting met it later. */
const mayHaveBegun = (error: CodedError): boolean =>
  ofBoth.has(String(error.code)) &&
  (error.syscall !== undefined || error.code !== 'ECONNREFUSED') &&
  !isOfConnecting(error);

/** Turns what `fetch` threw into a HaloConnectionError that says whether the request can have arrived. */
export function connectionErrorFrom(
  error: unknown,
  { operation, url }: Pick<Exchange, 'operation' | 'url'>,
): HaloConnectionError {
  const found = innermost(error);
  const { code, message } = found;
  const words =
    message === 'bad port'
      ? 'that port is closed to web requests'
      : typeof code === 'string'
        ? neverSent[code]
        : undefined;
  const known = mayHaveBegun(found)
    ? undefined
    : (words ?? (isOfConnecting(found) ? 'the connection could not be opened' : undefined));
  if (known)
    return new HaloConnectionError(
      `${operation}: no connection to ${new URL(url).host}: ${known}${code ? ` (${String(code)})` : ''}`,
      'never-sent',
      {
        cause: error,
      },
    );
  const reason = typeof code === 'string' ? code : String(message ?? error);
  return new HaloConnectionError(
    `${operation}: the connection broke before an answer came (${reason})`,
    'unknown',
    { cause: error },
  );
}
