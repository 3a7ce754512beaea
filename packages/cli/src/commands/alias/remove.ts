import { configPath, editConfig, readConfigFile } from '../../config/config-file.js';
import { type CommandSpec, defineCommand } from '../../core/define-command.js';
import { argument } from '../../core/inputs.js';
import { UsageError } from '../../usage-error.js';

/** `halo alias remove`: forgets a short name. */
export const command: CommandSpec = defineCommand({
  description: 'Remove a short name.',
  arguments: { name: argument('<name>', 'one word') },
  example: 'halo alias remove mine',
  async run({ name }, { host, note }) {
    const { aliases } = await readConfigFile(configPath(host));
    if (!Object.hasOwn(aliases, name))
      throw new UsageError(`Unknown alias "${name}".`, {
        nextStep: '"halo alias list" shows them.',
      });
    await editConfig(configPath(host), (document) => document.deleteIn(['aliases', name]));
    note(`Removed the alias ${name}.`);
  },
});
