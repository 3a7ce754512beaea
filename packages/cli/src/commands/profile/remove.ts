import { configPath, editConfig, readConfigFile } from '../../config/config-file.js';
import { demandKnown } from '../../config/demand-known.js';
import { defaultProfile, settingNames } from '../../config/settings.js';
import { confirm } from '../../confirm.js';
import { type CommandSpec, defineCommand } from '../../core/define-command.js';
import { argument, option } from '../../core/inputs.js';

/** `halo profile remove`: takes a profile out of the configuration file. */
export const command: CommandSpec = defineCommand({
  description: 'Remove a profile from the file; asks first.',
  arguments: { name: argument('<name>', 'name of the profile') },
  options: { yes: option('--yes', 'do not ask') },
  example: 'halo profile remove default --yes',
  async run({ name, yes = false }, context) {
    const path = configPath(context.host);
    const config = await readConfigFile(path);
    demandKnown(name, config);
    if (!(await confirm(`Remove the profile ${name} from ${path}?`, yes, context)))
      return context.note('Nothing was removed.');
    if (config.profiles[name]?.secret_in_keychain)
      await (await import('../../config/keychain.js')).forgetSecret(name);
    await editConfig(path, (document) => {
      if (name === defaultProfile)
        for (const key of [...settingNames, 'secret_in_keychain']) document.delete(key);
      else document.deleteIn(['profiles', name]);
      if (config.current === name) document.delete('profile');
    });
    context.note(`Removed the profile ${name}.`);
  },
});
