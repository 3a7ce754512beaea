import { planFile } from '../../bulk/inputs.js';
import { plannedText } from '../../bulk/planned-text.js';
import { openTenant } from '../../bulk/tenant.js';
import { wordedFooter } from '../../bulk/worded.js';
import { type CommandSpec, defineCommand } from '../../core/define-command.js';
import { print } from '../../output/print.js';

/** `halo bulk retry`: a plan of the rows that failed. */
export const command: CommandSpec = defineCommand({
  description:
    'Write a plan of the rows that failed, compared with the records as they are now. Apply it like any other.',
  arguments: { plan: planFile },
  sharedHelp: {
    '--out':
      'file to write the plan to (default: the name of the plan with the ending .retry.plan)',
  },
  example: 'halo bulk retry refused.plan',
  ownOut: true,
  async run({ plan }, context) {
    const { planRetry, retryPath } = await import('halopsa-bulk');
    const { path, footer } = await planRetry({
      plan,
      out: context.out ?? retryPath(plan),
      tenant: await openTenant(context),
    });
    if (context.globals.json)
      return context.printer.value({ plan: path, ...(await wordedFooter(footer)) });
    const { counts, rows } = footer;
    const line = `${rows} rows failed: ${counts.update} to update, ${counts.create} to create, ${counts.delete} to delete, ${counts.skip} to leave alone, ${counts.error} with errors.`;
    print(context.host, await plannedText(line, path, footer));
  },
});
