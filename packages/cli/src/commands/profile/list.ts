import { configPath, readConfigFile } from '../../config/config-file.js';
import { type CommandSpec, defineCommand } from '../../core/define-command.js';

/** `halo profile list`: the profiles of the configuration file. */
export const command: CommandSpec = defineCommand({
  description: 'List the profiles; a star marks the one in use.',
  example: 'halo profile list',
  async run(_, { host, printer }) {
    const { profiles, current } = await readConfigFile(configPath(host));
    const rows = Object.entries(profiles).map(([name, { tenant_url, client_id }]) => ({
      current: name === current ? '*' : '',
      name,
      tenant_url: tenant_url ?? '',
      client_id: client_id ?? '',
    }));
    await printer.rows(rows, ['current', 'name', 'tenant_url', 'client_id']);
  },
});
