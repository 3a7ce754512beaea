import { confirmByTyping } from '../../bulk/confirm-by-typing.js';
import { planFile, wholeNumber } from '../../bulk/inputs.js';
import { runJob } from '../../bulk/run-job.js';
import { runOptions } from '../../bulk/run-options.js';
import { openTenant } from '../../bulk/tenant.js';
import { type CommandSpec, defineCommand } from '../../core/define-command.js';
import { option } from '../../core/inputs.js';

/** `halo bulk apply`: does what a plan says. */
export const command: CommandSpec = defineCommand({
  description:
    'Send the rows of a plan to Halo. Each record is checked first, and what became of it is noted, so that "halo bulk resume" can go on after an interruption.',
  arguments: { path: planFile },
  options: {
    yes: option('--yes', 'do not ask for confirmation'),
    skipErrors: option('--skip-errors', 'apply the good rows of a plan that has rows with errors'),
    maxRows: option('--max-rows <count>', 'refuse a plan that changes more records than this', {
      parse: wholeNumber,
    }),
    maxDeletes: option(
      '--max-deletes <count>',
      'refuse a plan that deletes more records than this',
      { parse: wholeNumber },
    ),
    ...runOptions,
  },
  example: 'halo bulk apply tax.plan --verify all',
  async run({ path, yes = false, ...options }, context) {
    const { applyPlan, checkPlan } = await import('halopsa-bulk');
    const plan = await checkPlan(path);
    const tenant = await openTenant(context);
    await confirmByTyping(plan, yes, context);
    await runJob(plan, context, (more) => applyPlan(path, tenant, { ...options, ...more }));
  },
});
