import { configPath, readConfigFile } from '../../config/config-file.js';
import { type CommandSpec, defineCommand } from '../../core/define-command.js';

/** `halo alias list`: the short names and their lines. */
export const command: CommandSpec = defineCommand({
  description: 'List the short names.',
  example: 'halo alias list',
  async run(_, { host, printer }) {
    const { aliases } = await readConfigFile(configPath(host));
    await printer.rows(
      Object.entries(aliases).map(([name, line]) => ({ name, line: `halo ${line}` })),
      ['name', 'line'],
    );
  },
});
