import { planFile } from '../../bulk/inputs.js';
import { runJob } from '../../bulk/run-job.js';
import { runOptions } from '../../bulk/run-options.js';
import { openTenant } from '../../bulk/tenant.js';
import { type CommandSpec, defineCommand } from '../../core/define-command.js';

/** `halo bulk resume`: goes on where a job was cut off. */
export const command: CommandSpec = defineCommand({
  description:
    'Continue a plan that was begun. Rows whose answers were lost are looked up first, then the rest is sent.',
  arguments: { path: planFile },
  options: runOptions,
  example: 'halo bulk resume tax.plan',
  async run({ path, ...options }, context) {
    const { checkPlan, resumePlan } = await import('halopsa-bulk');
    const plan = await checkPlan(path);
    const tenant = await openTenant(context);
    await runJob(plan, context, (more) => resumePlan(path, tenant, { ...options, ...more }));
  },
});
