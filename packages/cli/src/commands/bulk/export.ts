import { commandWord } from 'halopsa-ground';
import { flagWords } from '../../bulk/flag-words.js';
import { planFile } from '../../bulk/inputs.js';
import { againWords } from '../../bulk/plan-words.js';
import { configuredTarget } from '../../bulk/tenant.js';
import type { Context } from '../../context.js';
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
    unknown: option(
      '--unknown <file>',
      'file for the rows whose outcome is not known (default: beside --failure)',
    ),
    raw: option(
      '--raw',
      'write cells as they are, although a spreadsheet may run some of them as formulas',
    ),
  },
  example: 'halo bulk export tax.plan --failure failed.csv',
  async run({ plan, ...options }, context) {
    if (
      options.success === undefined &&
      options.failure === undefined &&
      options.unknown === undefined
    )
      throw new UsageError('No file is named to write to.', {
        nextStep: 'Give --success FILE, --failure FILE, --unknown FILE or several of them.',
      });
    const { exportResults, unknownPath } = await import('halopsa-bulk');
    const counts = await exportResults({
      plan,
      target: await configuredTarget(context),
      ...options,
      words: flagWords,
    });
    if (context.globals.json) await context.printer.value({ ...counts });
    else context.note(`${counts.success} rows are done, ${counts.failure} are not.`);
    const unknown =
      options.unknown ?? (options.failure === undefined ? undefined : unknownPath(options.failure));
    if (counts.unknown > 0) context.note(unknownText(counts.unknown, unknown, plan));
    const file = counts.failure > 0 ? options.failure : counts.unknown > 0 ? unknown : undefined;
    if (file !== undefined) await noteAgain(plan, file, context);
  },
});

/** What is known of rows whose outcome is not, and what looks them up. */
function unknownText(rows: number, file: string | undefined, plan: string): string {
  const where = file === undefined ? '' : `; they are in ${file}`;
  const look = `"halo bulk resume ${commandWord(plan)}" looks up those that have a key`;
  return `Of ${rows} rows it is not known whether they took effect${where}. ${look}; planned again, all are looked up before anything is made.`;
}

/** Without the options of the first time, times of another zone and constants would be lost without a word. */
async function noteAgain(plan: string, file: string, context: Context): Promise<void> {
  const { header } = await (await import('halopsa-bulk')).checkPlan(plan);
  const { findResource } = await import('halopsa-catalogue');
  const topic = findResource(header.resource)?.topic ?? header.resource;
  const again = againWords(header);
  if (again !== undefined)
    context.note(
      `To plan them again: ${['halo bulk plan', topic, commandWord(file), again].filter(Boolean).join(' ')}`,
    );
}
