/** A `fetch` with the connections that it keeps open. */
export interface Fetching {
  readonly fetch: typeof fetch;
  /** Ends the connections. */
  close(): Promise<void>;
}

/** A `fetch` that goes through a proxy, or that takes any certificate, where the asset says so. */
export async function openFetch({
  proxy,
  verify,
}: {
  proxy: string | undefined;
  verify: boolean;
}): Promise<Fetching> {
  if (proxy === undefined && verify)
    return { fetch: globalThis.fetch, close: () => Promise.resolve() };
  const { Agent, fetch: send, ProxyAgent } = await import('undici');
  const tls = { rejectUnauthorized: verify };
  const dispatcher =
    proxy === undefined
      ? new Agent({ connect: tls })
      : new ProxyAgent({ uri: proxy, requestTls: tls });
  const fetch = ((input: string, init?: object) =>
    send(input, { ...init, dispatcher })) as unknown as typeof globalThis.fetch;
  return { fetch, close: () => dispatcher.close() };
}
