import { mask } from 'halopsa-ground';
import { findSettings } from '../../config/resolve-settings.js';
import { settingNames } from '../../config/settings.js';
import { type CommandSpec, defineCommand } from '../../core/define-command.js';
import { argument } from '../../core/inputs.js';

/** `halo profile show`: the settings in force, and where each comes from. */
export const command: CommandSpec = defineCommand({
  description:
    'Show the settings as they are in force, and where each comes from; the secret is not shown.',
  arguments: { name: argument('[name]', 'name of the profile') },
  example: 'halo profile show',
  async run({ name }, { globals, host, printer }) {
    const wanted = { settings: globals.settings, profile: name ?? globals.profile };
    const { settings, origins, profile } = await findSettings(wanted, host);
    const rows = settingNames
      .filter((key) => origins[key] !== undefined)
      .map((key) => ({
        profile,
        setting: key,
        value: key === 'client_secret' ? mask : settings[key],
        origin: origins[key],
      }));
    await printer.rows(rows, ['setting', 'value', 'origin']);
  },
});
