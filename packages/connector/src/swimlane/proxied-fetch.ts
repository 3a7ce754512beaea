/** A `fetch` that goes through a proxy, or that takes any certificate, where the asset says so. */
export async function fetchFor({ proxy, verify }: { proxy: string | undefined; verify: boolean }): Promise<typeof fetch> {
  if (proxy === undefined && verify) return globalThis.fetch;
  const { Agent, fetch: send, ProxyAgent } = await import('undici');
  const tls = { rejectUnauthorized: verify };
  const dispatcher = proxy === undefined ? new Agent({ connect: tls }) : new ProxyAgent({ uri: proxy, requestTls: tls });
  return ((input: string, init?: object) => send(input, { ...init, dispatcher })) as unknown as typeof fetch;
}
