const HOST = /^[a-z0-9.-]+(:\d{1,5})?$/i;

/** The request as a client outside a TLS proxy sent it: scheme and host of `X-Forwarded-Proto` and `X-Forwarded-Host`, the first of each. */
export function forwardedRequest(request: Request): Request {
  const first = (name: string): string => {
    const [text = ''] = (request.headers.get(name) ?? '').split(',');
    return text.trim().toLowerCase();
  };
  const url = new URL(request.url);
  const [scheme, host] = [first('x-forwarded-proto'), first('x-forwarded-host')];
  if (scheme === 'http' || scheme === 'https') url.protocol = `${scheme}:`;
  if (HOST.test(host)) {
    // A host that names no port is at the scheme's own.
    url.port = '';
    url.host = host;
  }
  return url.href === request.url ? request : new Request(url, request);
}
