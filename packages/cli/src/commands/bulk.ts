import { type CommandSpec, defineCommand } from '../core/define-command.js';

/** `halo bulk`: a spreadsheet in, a proven change out. */
export const command: CommandSpec = defineCommand({
  description: 'Plan a change from a spreadsheet, review it, apply it, and undo it if you need to.',
  example: 'halo bulk plan clients tax.csv --match id --out tax.plan',
});
