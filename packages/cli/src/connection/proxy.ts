import { UsageError } from '../usage-error.js';
import { type Environment, readProxy } from './names-proxy.js';

/**
 * Sends every request of this process by the proxies that the environment names: HTTPS_PROXY and HTTP_PROXY, ALL_PROXY where one of
 * those is not set, and none for the hosts in NO_PROXY.
 */
export async function useProxies(env: Environment): Promise<void> {
  const { EnvHttpProxyAgent, setGlobalDispatcher } = await import('undici');
  const all = readProxy(env, 'ALL_PROXY');
  const proxies = {
    httpProxy: readProxy(env, 'HTTP_PROXY') ?? all,
    httpsProxy: readProxy(env, 'HTTPS_PROXY') ?? all,
  };
  const noProxy = readProxy(env, 'NO_PROXY');
  for (const address of Object.values(proxies)) if (address !== undefined) check(address);
  setGlobalDispatcher(
    new EnvHttpProxyAgent({
      ...(proxies.httpProxy !== undefined && { httpProxy: proxies.httpProxy }),
      ...(proxies.httpsProxy !== undefined && { httpsProxy: proxies.httpsProxy }),
      ...(noProxy !== undefined && { noProxy }),
    }),
  );
}

/** The address may hold a password, so that it is not repeated. */
function check(address: string): void {
  if (URL.canParse(address) && /^https?:$/.test(new URL(address).protocol)) return;
  throw new UsageError(
    'HTTPS_PROXY, HTTP_PROXY and ALL_PROXY take an address such as http://proxy.example:8080. Nothing was sent.',
    {
      nextStep: 'Correct the variable; a SOCKS proxy is not supported.',
    },
  );
}
