/** Variables of the environment. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The small spelling wins, as with curl. */
export const readProxy = (env: Environment, name: string): string | undefined => env[name.toLowerCase()] || env[name] || undefined;

/** Whether the environment names a proxy. */
export const namesProxy = (env: Environment): boolean => ['HTTPS_PROXY', 'HTTP_PROXY', 'ALL_PROXY'].some((name) => readProxy(env, name));
