import { existsSync } from 'node:fs';
import type { HaloClient, HaloClientOptions } from 'halopsa';
import type { FileBudget } from 'halopsa/node';
import { makeFolder, reasonOf } from 'halopsa-ground/node';
import { completeSettings, findSettings } from '../config/resolve-settings.js';
import type { Settings } from '../config/settings.js';
import type { Globals } from '../globals.js';
import { type Host, statePath } from '../host.js';
import type { Mask } from '../output/masking-printer.js';
import { WriteWatch } from '../writes/write-watch.js';
import { bypassesProxy, namesProxy } from './names-proxy.js';
import { signInPath } from './state-keys.js';

/** A client with the settings that it was made of. */
export interface Connection {
  readonly client: HaloClient;
  readonly settings: Settings;
  /** True where a person signed in by the browser, and not the application. */
  readonly signedIn: boolean;
  /** True where records are real and worth remembering what was done to them. */
  readonly lasting: boolean;
  /** Gives what masks the secrets that the client holds. */
  mask(): Promise<Mask>;
  /** Ends what is under way, and waits until what runs share stands in its files. */
  close(): Promise<void>;
}

/** What the client may say while it works; some of it interests only somebody who waits. */
export type Tell = (line: string, onTerminalOnly?: boolean) => void;

/** Connects to the tenant that is configured, or to a throw-away sandbox. */
export async function connect(
  globals: Globals,
  host: Host,
  tell: Tell,
  watch: WriteWatch = new WriteWatch(),
): Promise<Connection> {
  const { HaloClient, heldSecretsMask } = await import('halopsa');
  const events = watch.events(host, tell);
  let client: HaloClient;
  const mask = (): Promise<Mask> => heldSecretsMask(client);
  if (globals.sandbox) {
    const settings = {
      tenant_url: 'http://127.0.0.1',
      client_id: 'sandbox',
      client_secret: 'sandbox',
    };
    const { createSandbox } = await import('halopsa-sandbox');
    client = new HaloClient({
      ...optionsOf(settings),
      ...events,
      ...(await behaviour(globals, createSandbox().fetch, host, { tell, mask })),
    });
    return { client, settings, signedIn: false, lasting: false, mask, close: () => client.close() };
  }
  const found = await findSettings(globals, host);
  const signIn = signInPath(host, found.settings);
  const signedIn = existsSync(signIn);
  const settings = completeSettings(found.settings, host, signedIn);
  const lasting = await shared(settings, signedIn ? signIn : undefined, host, tell);
  client = new HaloClient({
    ...optionsOf(settings),
    ...storesOf(host),
    ...lasting,
    ...events,
    ...(await behaviour(globals, globalThis.fetch, host, { tell, mask })),
  });
  const close = async (): Promise<void> => {
    await client.close();
    // A note that cannot be written costs the next run its view of the budget, and this one nothing.
    await settled(lasting.budget).catch(() => undefined);
  };
  return { client, settings, signedIn, lasting: true, mask, close };
}

const settled = async (budget: HaloClientOptions['budget']): Promise<void> => {
  if (budget && 'settled' in budget) await (budget as FileBudget).settled();
};

/** File stores that the person allows besides the known ones. */
const storesOf = ({ env }: Host): Pick<HaloClientOptions, 'fileStores'> => ({
  fileStores: env['HALO_FILE_STORES']?.split(/[\s,]+/).filter((name) => name !== ''),
});

const optionsOf = (settings: Settings): HaloClientOptions => ({
  tenantUrl: settings.tenant_url ?? '',
  clientId: settings.client_id ?? '',
  clientSecret: settings.client_secret,
  scope: settings.scope,
  tenant: settings.tenant,
  // Somebody waits: a wrong address has to be told within seconds.
  maxRetries: 3,
});

/** What runs share, in files. A home that cannot be written to costs a token request each time, and is no reason to fail. */
async function shared(
  settings: Settings,
  signIn: string | undefined,
  host: Host,
  tell: Tell,
): Promise<Partial<HaloClientOptions>> {
  const remedy = 'The command goes on; set HALO_STATE_DIR to a folder that can be written.';
  try {
    makeFolder(statePath(host), 0o700);
  } catch (error) {
    tell(
      `The folder ${statePath(host)} cannot be used (${reasonOf(error)}): nothing is shared with other runs. ${remedy}`,
    );
    return {};
  }
  return (await import('./shared-state.js')).sharedState(settings, signIn, host, (line) =>
    tell(`${line} ${remedy}`),
  );
}

/** For files in stores that records name: loaded with the first of them. */
const storeFetch: typeof fetch = async (...request) =>
  (await import('halopsa/node')).publicFetch()(...request);

/** A proxy looks names up for itself; where none stands between, only public addresses are connected to. */
const storeFetchOf = (env: Host['env']): typeof fetch =>
  namesProxy(env)
    ? (input, init) => (bypassesProxy(env, addressIn(input)) ? storeFetch : fetch)(input, init)
    : storeFetch;

const addressIn = (input: Parameters<typeof fetch>[0]): string =>
  input instanceof Request ? input.url : String(input);

async function behaviour(
  globals: Globals,
  fetch: typeof globalThis.fetch,
  { env }: Host,
  { tell, mask }: { readonly tell: Tell; mask(): Promise<Mask> },
): Promise<Partial<HaloClientOptions>> {
  const { curl, verbose, debug } = globals;
  const watching = (curl && !globals.dryRun) || verbose || debug;
  const watched = async (inner: typeof globalThis.fetch): Promise<typeof globalThis.fetch> =>
    watching
      ? (await import('./watch-fetch.js')).watchFetch(inner, { curl, verbose, debug, tell, mask })
      : inner;
  return {
    ...(globals.maxWait !== undefined && { maxWait: globals.maxWait }),
    onRetry: ({ operation, delayMs, error }) => {
      const why =
        error === 'HaloRateLimitError'
          ? 'Halo takes no more requests at the moment'
          : 'no good answer yet';
      const until = delayMs >= 2_000 ? `, at ${timeOfDay(Date.now() + delayMs)}` : '';
      if (!globals.json || verbose)
        tell(
          `${operation}: ${why}, trying again in ${(delayMs / 1000).toFixed(1)} s${until}`,
          !verbose,
        );
    },
    onWait: ({ operation, until }) => {
      if (globals.json && !verbose) return;
      tell(
        `${operation}: waiting for the budget, since its requests are used up, until ${timeOfDay(until)}`,
        !verbose,
      );
    },
    fetch: await watched(fetch),
    ...(fetch === globalThis.fetch && { storeFetch: await watched(storeFetchOf(env)) }),
    ...(globals.dryRun ? { middleware: [(await import('./dry-run.js')).refuseToSend] } : {}),
  };
}

/** A time of the day as the computer's own clock shows it. */
const timeOfDay = (at: number): string => new Date(at).toTimeString().slice(0, 8);
