import type { Command } from 'commander';
import { commandWord } from 'halopsa-ground';
import { withContext } from '../../context.js';
import type { Host } from '../../host.js';
import { print } from '../../output/print.js';
import { addSharedOptions } from '../../shared-options.js';
import { UsageError } from '../../usage-error.js';
import { describeOptions } from './option-values.js';
import { plannedText } from './planned-text.js';
import { configuredTarget, openTenant } from './tenant.js';

interface ExportOptions {
  readonly success?: string;
  readonly failure?: string;
  readonly unknown?: string;
  readonly raw?: true;
}

/** `halo bulk export|undo`: files of what became of the rows, and the way back. */
export function addTakeAway(bulk: Command, host: Host): void {
  addExport(bulk, host);
  addUndo(bulk, host);
}

function addExport(bulk: Command, host: Host): void {
  const command = bulk
    .command('export')
    .summary('write the rows and their outcomes to files')
    .description(
      'Write the rows of a job to CSV files with their original columns: those that are done, and those that are not. Correct the second file and plan it again. Rows whose outcome is not known go to a file of their own.',
    )
    .argument('<plan>', 'file that "halo bulk plan" has written')
    .option('--success <file>', 'file for the rows that are done')
    .option('--failure <file>', 'file for the rows that are not')
    .option('--unknown <file>', 'file for the rows whose outcome is not known (default: beside --failure)')
    .option('--raw', 'write cells as they are, although a spreadsheet may run some of them as formulas')
    .addHelpText('after', '\nExample:\n  halo bulk export tax.plan --failure failed.csv');
  addSharedOptions(command).action((plan: string, options: ExportOptions, running: Command) =>
    withContext(running, host, async (context) => {
      if (options.success === undefined && options.failure === undefined && options.unknown === undefined)
        throw new UsageError('No file is named to write to.', {
          nextStep: 'Give --success FILE, --failure FILE, --unknown FILE or several of them.',
        });
      const { exportResults, unknownPath } = await import('halopsa-bulk');
      const counts = await exportResults({ plan, target: await configuredTarget(context), ...options });
      if (context.globals.json) await context.printer.value(counts);
      else context.note(`${counts.success} rows are done, ${counts.failure} are not.`);
      const unknown = options.unknown ?? (options.failure === undefined ? undefined : unknownPath(options.failure));
      if (counts.unknown > 0)
        context.note(
          `Of ${counts.unknown} rows it is not known whether they took effect${unknown === undefined ? '' : `; they are in ${unknown}`}. ` +
            `"halo bulk resume ${commandWord(plan)}" looks up those that have a key; planned again, all are looked up before anything is made.`,
        );
    }),
  );
}

function addUndo(bulk: Command, host: Host): void {
  const command = bulk
    .command('undo')
    .summary('write a plan that takes a job back')
    .description('Write a plan that brings the old values back and deletes what was created. Apply it like any other.')
    .argument('<plan>', 'file that "halo bulk plan" has written')
    .addHelpText('after', '\nExample:\n  halo bulk undo tax.plan --out undo.plan');
  describeOptions(addSharedOptions(command), {
    '--out': 'file to write the plan to (default: the name of the plan with the ending .undo.plan)',
  }).action((plan: string, options: { out?: string }, running: Command) =>
    withContext(
      running,
      host,
      async (context) => {
        const { planUndo } = await import('halopsa-bulk');
        const out = options.out ?? plan.replace(/(\.plan)?$/, '.undo.plan');
        const { path, footer } = await planUndo({ plan, out, tenant: await openTenant(context) });
        if (context.globals.json) await context.printer.value({ plan: path, ...footer });
        else {
          const { counts } = footer;
          const line = `${counts.update} records to set back, ${counts.delete} to delete, ${counts.skip} to leave alone, ${counts.error} that cannot be taken back.`;
          print(context.host, await plannedText(line, path, footer));
        }
      },
      { ownOut: true },
    ),
  );
}
