import { type CommandSpec, defineCommand } from '../core/define-command.js';

/** `halo profile list|use|show|remove`: several tenants in one configuration file. */
export const command: CommandSpec = defineCommand({
  description:
    'Settings of several tenants in one file; "halo configure --profile <name>" makes one.',
  example: 'halo profile use default',
});
