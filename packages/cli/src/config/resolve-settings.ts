import type { Host } from '../host.js';
import { UsageError } from '../usage-error.js';
import { configPath, readConfig } from './config-file.js';
import { flagOf, type SettingName, type Settings, settingNames, variableOf } from './settings.js';

/** Settings with everything that a client needs. */
export type CompleteSettings = Settings & { readonly tenant_url: string; readonly client_id: string; readonly client_secret: string };

const needed: readonly SettingName[] = ['tenant_url', 'client_id', 'client_secret'];

/** Settings from the flags, else the environment, else the file, each key on its own. Throws a UsageError that names what is missing. */
export async function resolveSettings(flags: Settings, host: Host): Promise<CompleteSettings> {
  const path = configPath(host);
  const settings: Settings = { ...(await readConfig(path)), ...environmentSettings(host), ...flags };
  const missing = needed.filter((name) => settings[name] === undefined);
  if (missing.length === 0) return settings as CompleteSettings;
  throw new UsageError(`No ${missing.map((name) => name.replaceAll('_', ' ')).join(', ')} is configured.`, {
    nextStep:
      `Run "halo configure" (it writes ${path}), or set ${missing.map(variableOf).join(', ')}, or give ${missing.map(flagOf).join(', ')} ` +
      'before the topic. Without an account: "halo sandbox start".',
  });
}

function environmentSettings({ env }: Host): Settings {
  return Object.fromEntries(settingNames.flatMap((name) => (env[variableOf(name)] ? [[name, env[variableOf(name)]]] : [])));
}
