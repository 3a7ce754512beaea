/** The keys of the configuration file, flat and in the order in which they are written. */
export const settingNames = [
  'tenant_url',
  'client_id',
  'client_secret',
  'scope',
  'tenant',
  'rate_limit',
] as const;

/** One key of the configuration. */
export type SettingName = (typeof settingNames)[number];

/** What is configured, by key; a key that nobody set is absent. */
export type Settings = { readonly [name in SettingName]?: string };

/** Settings as the file holds them: the secret may lie in the keychain of the operating system instead. */
export type StoredSettings = Settings & { readonly secret_in_keychain?: boolean };

/** The name of the settings that stand flat in the file. */
export const defaultProfile = 'default';

/** The environment variable of a key: `tenant_url` is `HALO_TENANT_URL`. */
export const variableOf = (name: SettingName): string => `HALO_${name.toUpperCase()}`;

/** The flag of a key: `tenant_url` is `--tenant-url`. */
export const flagOf = (name: SettingName): string => `--${name.replaceAll('_', '-')}`;
