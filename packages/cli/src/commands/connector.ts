import { type CommandSpec, defineCommand } from '../core/define-command.js';

/** `halo connector`: actions for automation platforms. */
export const command: CommandSpec = defineCommand({
  description:
    'List the actions for automation platforms, run one as a platform would, write connectors, and serve the actions over HTTP.',
  example: 'halo connector export postman --out halo-postman',
});
