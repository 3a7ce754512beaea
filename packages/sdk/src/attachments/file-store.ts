import { startTimer } from 'halopsa-ground';
import type { Caller } from '../core/call.js';
import { HaloAPIError } from '../errors/api-error.js';
import { HaloError } from '../errors/halo-error.js';
import { HaloTimeoutError } from '../errors/transport-errors.js';
import { connectionErrorFrom } from '../pipeline/connection-error.js';
import type { FileStores } from './file-stores.js';

const mostRedirects = 5;
/** Sending a large file takes longer than asking for one, by this factor. */
const sendingShare = 10;

interface StoredRequest extends RequestInit {
  readonly timeoutMs: number;
}

/**
 * Sends a request to the place that a record names, without the token: the tenant itself, or a store that is on the list, by HTTPS.
 * Every redirect is held against the same list; a request with a body follows none. `timeoutMs` is what its answer may take to
 * begin (default: that of the client). Ends when the client is closed.
 */
export async function fetchFrom(
  { options, closing }: Caller,
  address: string,
  {
    timeoutMs = options.timeoutMs,
    ...given
  }: RequestInit & { readonly timeoutMs?: number | undefined } = {},
): Promise<Response> {
  const stores = options.fileStores();
  const init = {
    ...given,
    signal: given.signal ? AbortSignal.any([given.signal, closing]) : closing,
  };
  let url = checkedAddress(stores, address);
  for (let hop = 0; hop <= mostRedirects; hop += 1) {
    const send = stores.own.includes(url.origin) ? stores.fetch : await stores.storeFetch();
    const response = await answerOf(send, url, { ...init, timeoutMs });
    if (!isRedirect(response)) return response;
    const location = response.headers.get('location');
    await response.body?.cancel();
    if (location === null || (init.method ?? 'GET') !== 'GET')
      throw refused(url.host, 'redirects where this client does not follow');
    url = checkedAddress(stores, location, url);
  }
  throw refused(url.host, `redirects more than ${mostRedirects} times`);
}

/** The beginning of an answer; a store that cannot be reached or says nothing is an error of ours, as Halo itself would be. */
async function answerOf(
  send: typeof fetch,
  url: URL,
  { timeoutMs, ...init }: StoredRequest,
): Promise<Response> {
  const silence = new AbortController();
  const patienceMs = (init.method ?? 'GET') === 'GET' ? timeoutMs : timeoutMs * sendingShare;
  const stop = startTimer(patienceMs, () => silence.abort());
  try {
    return await send(url.href, {
      ...init,
      signal: init.signal ? AbortSignal.any([init.signal, silence.signal]) : silence.signal,
      redirect: 'manual',
    });
  } catch (error) {
    if (init.signal?.aborted || error instanceof HaloError) throw error;
    if (silence.signal.aborted)
      throw new HaloTimeoutError(`the file store ${url.host}`, patienceMs);
    throw connectionErrorFrom(error, { operation: 'a file was not fetched', url: url.origin });
  } finally {
    stop();
  }
}

const isRedirect = ({ status, type }: Response): boolean =>
  type === 'opaqueredirect' || [301, 302, 303, 307, 308].includes(status);

function checkedAddress({ own, hosts }: FileStores, address: string, base?: URL): URL {
  const url = URL.canParse(address, base?.href) ? new URL(address, base?.href) : undefined;
  if (!url || !/^https?:$/.test(url.protocol))
    throw refused('a record', 'names a file at something else than a web address');
  if (url.username !== '' || url.password !== '')
    throw refused(url.host, 'is named with a user or a password');
  if (own.includes(url.origin)) return url;
  if (url.protocol !== 'https:') throw refused(url.host, 'is named without HTTPS');
  // A store listens at the port of HTTPS; any other is a service of somebody else, unless the list names it.
  const listed = hosts.some((pattern) =>
    matchesHost(url.port === '' || pattern.includes(':') ? url.host : '', pattern),
  );
  if (!listed) throw refused(url.host, 'is neither the tenant nor a known file store');
  return url;
}

/** Whether a host is one that a pattern stands for; `*` takes labels of letters, digits and dashes. */
function matchesHost(host: string, pattern: string): boolean {
  const labels = host.toLowerCase().replace(/\.$/, '').split('.');
  const wanted = pattern.toLowerCase().split('.');
  const fits = (at: number, of: number): boolean => {
    if (of === wanted.length) return at === labels.length;
    if (at >= labels.length) return false;
    if (wanted[of] !== '*') return wanted[of] === labels[at] && fits(at + 1, of + 1);
    for (let next = at + 1; next <= labels.length; next += 1) if (fits(next, of + 1)) return true;
    return false;
  };
  // A name of 253 characters has at most 127 labels, and a pattern one or two stars.
  return labels.length <= 127 && fits(0, 0);
}

/** The address is itself a permission, so only its host is told. */
const refused = (host: string, why: string): HaloAPIError =>
  new HaloAPIError(
    'halo/file-store',
    `a file was not fetched: ${host} ${why}`,
    { status: 0, body: undefined, operation: 'attachments.download' },
    {
      nextStep:
        "If your Halo keeps files there, name the host in the client's fileStores, or in HALO_FILE_STORES.",
    },
  );
