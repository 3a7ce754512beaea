import type { Host } from '../host.js';
import { nearest } from '../nearest.js';
import { UsageError } from '../usage-error.js';
import { type ConfigFile, configPath, readConfigFile } from './config-file.js';
import {
  flagOf,
  type SettingName,
  type Settings,
  type StoredSettings,
  settingNames,
  variableOf,
} from './settings.js';

/** Settings with a tenant and an application; the secret may be missing where a person signed in. */
export type CompleteSettings = Settings & {
  readonly tenant_url: string;
  readonly client_id: string;
};

/** What the line and the surroundings say about the settings. */
export interface Asked {
  /** Flags of the line. */
  readonly settings: Settings;
  /** The profile that the line names. */
  readonly profile: string | undefined;
}

/** Settings, from where they come, and of which profile. */
export interface Resolved {
  readonly settings: Settings;
  readonly profile: string;
  readonly origins: Readonly<Partial<Record<SettingName, string>>>;
}

const alwaysNeeded: readonly SettingName[] = ['tenant_url', 'client_id'];

/** Settings from the flags, else the environment, else the file, each key on its own; a profile named on the line goes before the environment. */
export async function findSettings({ settings, profile }: Asked, host: Host): Promise<Resolved> {
  const path = configPath(host);
  const environment = environmentSettings(host);
  const config = await readConfigFile(path);
  const named = profile ?? (host.env['HALO_PROFILE'] || config.current);
  const { secret_in_keychain: inKeychain, ...file } = storedIn(config, named, path);
  const order: [string, Settings][] = [
    [path, file],
    ['environment', environment],
  ];
  if (profile !== undefined) order.reverse();
  order.push(['command line', settings]);
  const found = Object.assign({}, ...order.map(([, some]) => some)) as Settings;
  const originOf = (name: SettingName): string | undefined =>
    order.findLast(([, some]) => some[name] !== undefined)?.[0];
  const origins = Object.fromEntries(
    settingNames.flatMap((name) => (originOf(name) === undefined ? [] : [[name, originOf(name)]])),
  );
  if (found.client_secret !== undefined || !inKeychain)
    return { settings: found, profile: named, origins };
  const secret = await (await import('./keychain.js')).readSecret(named);
  return {
    settings: secret === undefined ? found : { ...found, client_secret: secret },
    profile: named,
    origins: { ...origins, client_secret: 'keychain' },
  };
}

/** Refuses settings with which no client can be made. */
export function completeSettings(
  settings: Settings,
  host: Host,
  signedIn: boolean,
): CompleteSettings {
  const needed: readonly SettingName[] = signedIn
    ? alwaysNeeded
    : [...alwaysNeeded, 'client_secret'];
  const missing = needed.filter((name) => settings[name] === undefined);
  if (missing.length === 0) return settings as CompleteSettings;
  throw new UsageError(
    `No ${missing.map((name) => name.replaceAll('_', ' ')).join(', ')} is configured.`,
    {
      nextStep:
        `Run "halo configure" (it writes ${configPath(host)}), or set ${missing.map(variableOf).join(', ')}, or give ` +
        `${missing.map(flagOf).join(', ')} before the topic. Without an account: "halo --sandbox tickets list".`,
    },
  );
}

function storedIn(config: ConfigFile, profile: string, path: string): StoredSettings {
  const stored = config.profiles[profile];
  if (stored) return stored;
  const names = Object.keys(config.profiles);
  const meant = nearest(profile, names);
  throw new UsageError(
    `The configuration file ${path} has no profile "${profile}".${meant ? ` Did you mean "${meant}"?` : ''}`,
    {
      nextStep: `It has: ${names.join(', ')}. "halo configure --profile ${profile}" makes it.`,
    },
  );
}

function environmentSettings({ env }: Host): Settings {
  return Object.fromEntries(
    settingNames.flatMap((name) => (env[variableOf(name)] ? [[name, env[variableOf(name)]]] : [])),
  );
}
