import { configPath, editConfig, readConfigFile } from '../../config/config-file.js';
import { demandKnown } from '../../config/demand-known.js';
import { defaultProfile } from '../../config/settings.js';
import { type CommandSpec, defineCommand } from '../../core/define-command.js';
import { argument } from '../../core/inputs.js';

/** `halo profile use`: the profile of lines that name none. */
export const command: CommandSpec = defineCommand({
  description: 'Use a profile where the line names none.',
  arguments: { name: argument('<name>', 'name of the profile') },
  example: 'halo profile use default',
  async run({ name }, { host, note }) {
    const path = configPath(host);
    demandKnown(name, await readConfigFile(path));
    await editConfig(path, (document) =>
      name === defaultProfile ? document.delete('profile') : document.set('profile', name),
    );
    note(`The profile ${name} is used from now on.`);
  },
});
