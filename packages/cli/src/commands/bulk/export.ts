import { commandWord } from 'halopsa-ground';
import { planFile } from '../../bulk/inputs.js';
import { configuredTarget } from '../../bulk/tenant.js';
import { type CommandSpec, defineCommand } from '../../core/define-command.js';
import { option } from '../../core/inputs.js';
import { UsageError } from '../../usage-error.js';

/** `halo bulk export`: files of what became of the rows. */
export const command: CommandSpec = defineCommand({
  description:
    'Write the rows of a job to CSV files with their original columns: those that are done, and those that are not. Correct the second file and plan it again. Rows whose outcome is not known go to a file of their own.',
  arguments: { plan: planFile },
  options: {
    success: option('--success <file>', 'file for the rows that are done'),
    failure: option('--failure <file>', 'file for the rows that are not'),
    unknown: option('--unknown <file>', 'file for the rows whose outcome is not known (default: beside --failure)'),
    raw: option('--raw', 'write cells as they are, although a spreadsheet may run some of them as formulas'),
  },
  example: 'halo bulk export tax.plan --failure failed.csv',
  async run({ plan, ...options }, context) {
    if (options.success === undefined && options.failure === undefined && options.unknown === undefined)
      throw new UsageError('No file is named to write to.', {
        nextStep: 'Give --success FILE, --failure FILE, --unknown FILE or several of them.',
      });
    const { exportResults, unknownPath } = await import('halopsa-bulk');
    const counts = await exportResults({ plan, target: await configuredTarget(context), ...options });
    if (context.globals.json) await context.printer.value(counts);
    else context.note(`${counts.success} rows are done, ${counts.failure} are not.`);
    if (counts.unknown === 0) return;
    const unknown = options.unknown ?? (options.failure === undefined ? undefined : unknownPath(options.failure));
    context.note(
      `Of ${counts.unknown} rows it is not known whether they took effect${unknown === undefined ? '' : `; they are in ${unknown}`}. ` +
        `"halo bulk resume ${commandWord(plan)}" looks up those that have a key; planned again, all are looked up before anything is made.`,
    );
  },
});
