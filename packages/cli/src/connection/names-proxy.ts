/** Variables of the environment. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The small spelling wins, as with curl. */
export const readProxy = (env: Environment, name: string): string | undefined =>
  env[name.toLowerCase()] || env[name] || undefined;

/** Whether the environment names a proxy. */
export const namesProxy = (env: Environment): boolean =>
  ['HTTPS_PROXY', 'HTTP_PROXY', 'ALL_PROXY'].some((name) => readProxy(env, name));

/** Whether NO_PROXY takes an address out, as the agent of undici reads it: `*`, or names with those below them, each with a port or without. */
export function bypassesProxy(env: Environment, address: string): boolean {
  const { hostname, port, protocol } = new URL(address);
  const own = Number(port) || (protocol === 'https:' ? 443 : 80);
  const exempt = readProxy(env, 'NO_PROXY') ?? '';
  if (exempt === '*') return true;
  return exempt.split(/[,\s]/).some((entry) => {
    const [, name = '', wanted] = /^(.+?)(?::(\d+))?$/.exec(entry) ?? [];
    const host = name.replace(/^\*?\./, '').toLowerCase();
    if (host === '' || (wanted !== undefined && Number(wanted) !== own)) return false;
    return hostname === host || hostname.endsWith(`.${host}`);
  });
}
