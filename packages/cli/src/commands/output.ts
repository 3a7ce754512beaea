import { type CommandSpec, defineCommand } from '../core/define-command.js';

/** `halo output`, or `halo help output`: the options that every command has. */
export const command: CommandSpec = defineCommand({
  description:
    'The options that every command has: how results are printed, how requests are sent, and for which tenant. They may stand before the topic as well as after the verb.',
  example: [
    'halo tickets list --columns id,summary,client_name --sort -id',
    'halo clients list --all --out clients.xlsx',
    'halo tickets update 1234 --status-id 5 --dry-run',
  ],
  async runBare(_input, host, cli) {
    await cli.run(['output', '--help'], host);
  },
});
