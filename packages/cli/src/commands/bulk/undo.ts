import { planFile } from '../../bulk/inputs.js';
import { plannedText } from '../../bulk/planned-text.js';
import { openTenant } from '../../bulk/tenant.js';
import { wordedFooter } from '../../bulk/worded.js';
import { type CommandSpec, defineCommand } from '../../core/define-command.js';
import { print } from '../../output/print.js';

/** `halo bulk undo`: the way back, as a plan. */
export const command: CommandSpec = defineCommand({
  description:
    'Write a plan that brings the old values back and deletes what was created. Apply it like any other.',
  arguments: { plan: planFile },
  sharedHelp: {
    '--out': 'file to write the plan to (default: the name of the plan with the ending .undo.plan)',
  },
  example: 'halo bulk undo tax.plan --out undo.plan',
  ownOut: true,
  async run({ plan }, context) {
    const { planUndo } = await import('halopsa-bulk');
    const out = context.out ?? plan.replace(/(\.plan)?$/, '.undo.plan');
    const { path, footer } = await planUndo({ plan, out, tenant: await openTenant(context) });
    if (context.globals.json)
      return context.printer.value({ plan: path, ...(await wordedFooter(footer)) });
    const { counts } = footer;
    const line = `${counts.update} records to set back, ${counts.delete} to delete, ${counts.skip} to leave alone, ${counts.error} that cannot be taken back.`;
    print(context.host, await plannedText(line, path, footer));
  },
});
