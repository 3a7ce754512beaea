import { type Command, Option } from 'commander';
import { type Settings, settingNames } from './config/settings.js';

/** What the options of the whole program say, wherever on the line they stood. */
export interface Globals {
  readonly json: boolean;
  readonly color: boolean;
  readonly settings: Settings;
}

/** Long flags (without dashes) that every command has; a wire name of the same spelling is reached as `--field-<name>`. */
export const sharedFlags: readonly string[] = ['json', 'no-color', 'color', 'help', 'yes', 'data'];

/** Adds `--json` and `--no-color`, which work before the topic and after the verb. */
export function addSharedOptions(command: Command): Command {
  return command
    .addOption(new Option('--json', 'print JSON instead of a table').helpGroup('Global options:'))
    .addOption(new Option('--no-color', 'print without colours').helpGroup('Global options:'));
}

/** Adds the options that say which tenant to talk to; they stand before the topic only. */
export function addSettingOptions(command: Command): Command {
  return command
    .option('--tenant-url <url>', 'Halo tenant, for example https://company.halopsa.com')
    .option('--client-id <text>', 'client id of the API application')
    .option('--client-secret <text>', 'client secret (other users of this machine may see it; HALO_CLIENT_SECRET hides it)')
    .option('--scope <text>', 'scope of the token (default: all)')
    .option('--tenant <name>', 'tenant name, where the host name does not tell it');
}

/** The settings that were given as flags of this very command. */
export function settingFlags(command: Command): Settings {
  const options = command.opts<Record<string, string | undefined>>();
  const camel = (name: string): string => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return Object.fromEntries(settingNames.flatMap((name) => (options[camel(name)] ? [[name, options[camel(name)]]] : [])));
}

/** Reads the global options off a command and all that stand above it. */
export function readGlobals(command: Command): Globals {
  const chain: Command[] = [];
  for (let current: Command | null = command; current; current = current.parent) chain.push(current);
  return {
    json: chain.some((link) => link.getOptionValue('json') === true),
    color: chain.every((link) => link.getOptionValue('color') !== false),
    settings: settingFlags(chain.at(-1)!),
  };
}
