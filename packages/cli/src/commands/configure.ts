import { withoutUser } from 'halopsa-ground';
import { configPath, readConfigFile, writeConfig } from '../config/config-file.js';
import { defaultProfile, type Settings } from '../config/settings.js';
import type { Context } from '../context.js';
import { type CommandSpec, defineCommand } from '../core/define-command.js';
import { option } from '../core/inputs.js';
import { isInteractive } from '../host.js';
import { askSettings } from '../setup/ask-settings.js';
import { urlProblem, withScheme } from '../setup/tenant-url.js';
import { tryCredentials } from '../setup/try-credentials.js';
import { settingOptions } from '../shared-options.js';
import { UsageError } from '../usage-error.js';

/** `halo configure`: asks for the credentials, or takes them as flags, tries them, and keeps them in a file that only its owner may read. */
export const command: CommandSpec = defineCommand({
  description:
    'Save tenant URL, client id and client secret to the configuration file; asks for what is not given as a flag.',
  options: {
    keychain: option(
      '--keychain',
      'keep the secret in the keychain of the operating system, and not in the file',
    ),
    check: option('--check', 'try the credentials also where nobody is asked'),
    noCheck: option('--no-check', 'do not try the credentials'),
    ...settingOptions,
  },
  example:
    'halo configure --tenant-url https://company.halopsa.com --client-id abc123 --client-secret secret456',
  run({ keychain = false, check, noCheck: _, ...flags }, context) {
    const given = Object.fromEntries(Object.entries(flags).filter(([, value]) => value));
    return runConfigure({ ...context.globals.settings, ...given }, { keychain, check }, context);
  },
});

interface ConfigureOptions {
  readonly keychain: boolean;
  readonly check: boolean | undefined;
}

async function runConfigure(
  given: Settings,
  options: ConfigureOptions,
  context: Context,
): Promise<void> {
  const { host, globals } = context;
  const path = configPath(host);
  const profile = globals.profile ?? defaultProfile;
  demandName(profile);
  const { secret_in_keychain: _, ...before } = (await readConfigFile(path)).profiles[profile] ?? {};
  const asking = isInteractive(host) && !isComplete(given);
  const settings = asking
    ? await askSettings({ ...before, ...given }, host)
    : { ...before, ...given };
  if (!isComplete(settings)) {
    throw new UsageError('Cannot ask without a terminal. Nothing was saved.', {
      nextStep: 'Give --tenant-url, --client-id and --client-secret after "configure".',
    });
  }
  const complete = { ...settings, tenant_url: normaliseUrl(settings.tenant_url) };
  if (options.check ?? asking) await tryCredentials(complete, context);
  const kept = options.keychain ? await intoKeychain(complete, profile) : complete;
  await writeConfig(path, kept, profile);
  const { tenant_url, client_id } = complete;
  if (globals.json) await context.printer.value({ path, profile, tenant_url, client_id });
  else {
    const how = profile === defaultProfile ? '' : ` --profile ${profile}`;
    context.note(`Saved to ${path}, which only you can read. Try "halo tickets list${how}".`);
  }
}

/** Throws a UsageError for what cannot be the name of a profile. */
function demandName(profile: string): void {
  if (/^[\p{L}\p{N}_][\p{L}\p{N}_.@ -]{0,63}$/u.test(profile) && !(profile in {})) return;
  throw new UsageError(
    `${JSON.stringify(profile)} cannot be the name of a profile. Nothing was saved.`,
    {
      nextStep: 'Use letters, digits, dots, dashes and underscores; at most 64 of them.',
    },
  );
}

async function intoKeychain(
  settings: Complete,
  profile: string,
): Promise<Settings & { secret_in_keychain: boolean }> {
  const { keepSecret } = await import('../config/keychain.js');
  const { client_secret: secret, ...rest } = settings;
  await keepSecret(profile, secret);
  return { ...rest, secret_in_keychain: true };
}

type Complete = Settings & {
  readonly tenant_url: string;
  readonly client_id: string;
  readonly client_secret: string;
};

const isComplete = (settings: Settings): settings is Complete =>
  settings.tenant_url !== undefined &&
  settings.client_id !== undefined &&
  settings.client_secret !== undefined;

function normaliseUrl(text: string): string {
  const problem = urlProblem(text);
  if (problem)
    throw new UsageError(
      `The tenant URL "${withoutUser(text)}" is not a web address. Nothing was saved.`,
      { nextStep: problem },
    );
  return withScheme(text).replace(/(?<!\/)\/+$/, '');
}
