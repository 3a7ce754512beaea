import type { Command } from 'commander';
import { withContext } from '../../context.js';
import type { Host } from '../../host.js';
import { print } from '../../output/print.js';
import { addSharedOptions } from '../../shared-options.js';
import { describeOptions } from './option-values.js';
import { plannedText } from './planned-text.js';
import { openTenant } from './tenant.js';

/** `halo bulk retry`: a plan of the rows that failed. */
export function addRetry(bulk: Command, host: Host): void {
  const command = bulk
    .command('retry')
    .summary('write a plan of the rows that failed')
    .description('Write a plan of the rows that failed, compared with the records as they are now. Apply it like any other.')
    .argument('<plan>', 'file that "halo bulk plan" has written')
    .addHelpText('after', '\nExample:\n  halo bulk retry refused.plan');
  describeOptions(addSharedOptions(command), {
    '--out': 'file to write the plan to (default: the name of the plan with the ending .retry.plan)',
  }).action((plan: string, options: { out?: string }, running: Command) =>
    withContext(
      running,
      host,
      async (context) => {
        const { planRetry, retryPath } = await import('halopsa-bulk');
        const { path, footer } = await planRetry({ plan, out: options.out ?? retryPath(plan), tenant: await openTenant(context) });
        const { counts, rows } = footer;
        if (context.globals.json) await context.printer.value({ plan: path, ...footer });
        else
          print(
            context.host,
            await plannedText(
              `${rows} rows failed: ${counts.update} to update, ${counts.create} to create, ${counts.delete} to delete, ${counts.skip} to leave alone, ${counts.error} with errors.`,
              path,
              footer,
            ),
          );
      },
      { ownOut: true },
    ),
  );
}
