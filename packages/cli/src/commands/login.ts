import { findSettings } from '../config/resolve-settings.js';
import { signInPath } from '../connection/state-keys.js';
import type { Context } from '../context.js';
import { type CommandSpec, defineCommand } from '../core/define-command.js';
import { option } from '../core/inputs.js';
import { wholeNumber } from '../flags/flag-value.js';
import { jsonOf } from '../output/answered.js';
import { UsageError } from '../usage-error.js';

/** `halo login`: signs a person in by the browser (authorization code with PKCE); what is done then is done in their name. */
export const command: CommandSpec = defineCommand({
  description:
    'Sign in as yourself by the browser. The application in Halo must allow the authorisation code and list http://127.0.0.1:PORT/callback.',
  options: {
    port: option('--port <int>', 'port of the callback address', {
      parse: wholeNumber,
      default: 18_525,
    }),
    browser: option('--no-browser', 'print the address and open no browser'),
  },
  example: 'halo login --no-browser',
  run: signIn,
});

interface LoginOptions {
  readonly port: number;
  readonly browser: boolean;
}

async function signIn({ port, browser }: LoginOptions, context: Context): Promise<void> {
  const { host, globals } = context;
  const { settings } = await findSettings(globals, host);
  const {
    tenant_url: tenantUrl,
    client_id: clientId,
    client_secret: clientSecret,
    scope,
    tenant,
  } = settings;
  if (tenantUrl === undefined || clientId === undefined) {
    throw new UsageError('A sign-in needs the tenant url and the client id. Nothing was sent.', {
      nextStep: 'Run "halo configure", or set HALO_TENANT_URL and HALO_CLIENT_ID.',
    });
  }
  const [{ fileTokenStore, signInWithBrowser }, { openInBrowser }] = await Promise.all([
    import('halopsa/node'),
    import('../browser.js'),
  ]);
  const open = async (url: string): Promise<void> => {
    context.note(`Sign in at ${url}`);
    // A browser that cannot be opened here can be opened by the person, here or by the address.
    if (browser)
      await openInBrowser(url, host).catch((error: Error) => context.note(error.message));
  };
  const store = fileTokenStore(signInPath(host, settings), {
    // A sign-in that nobody can keep is none.
    onWarning: (line) => {
      throw new UsageError(line, {
        nextStep: 'Set HALO_STATE_DIR to a folder that can be written, and sign in again.',
      });
    },
  });
  const wanted =
    scope === undefined
      ? undefined
      : /\boffline_access\b/.test(scope)
        ? scope
        : `${scope} offline_access`;
  await signInWithBrowser({
    tenantUrl,
    clientId,
    clientSecret,
    scope: wanted,
    tenant,
    port,
    store,
    open,
    signal: host.signal,
  }).catch((cause: unknown) => refuseTakenPort(cause, port));
  const identity = await (await context.client()).whoami({ signal: host.signal });
  context.note(
    `Signed in to ${tenantUrl}${identity.name ? ` as ${identity.name}` : ''}. "halo logout" ends it.`,
  );
  if (globals.json) await context.printer.value(jsonOf(identity));
}

function refuseTakenPort(cause: unknown, port: number): never {
  if ((cause as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw cause;
  throw new UsageError(`The port ${port} is taken. Nothing was sent.`, {
    cause,
    nextStep: 'Name another one with --port; the application in Halo has to list it.',
  });
}
