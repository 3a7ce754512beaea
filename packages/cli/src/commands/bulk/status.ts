import { planFile } from '../../bulk/inputs.js';
import { type CommandSpec, defineCommand } from '../../core/define-command.js';

/** `halo bulk status`: what became of a plan. Nothing is asked of the tenant. */
export const command: CommandSpec = defineCommand({
  description: 'Show how many rows are done, failed, unknown and waiting.',
  arguments: { path: planFile },
  example: 'halo bulk status tax.plan',
  async run({ path }, { printer }) {
    const { readStatus } = await import('halopsa-bulk');
    await printer.record({ ...(await readStatus(path)) });
  },
});
