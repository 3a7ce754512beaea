import { planFile } from '../../bulk/inputs.js';
import { type CommandSpec, defineCommand } from '../../core/define-command.js';
import { write } from '../../output/write.js';

/** `halo bulk payload`: the bodies that a plan would send. Nothing is asked of the tenant. */
export const command: CommandSpec = defineCommand({
  description:
    'Print what "halo bulk apply" would send, as JSON for other programs: one array on each line.',
  arguments: { path: planFile },
  example: 'halo bulk payload tax.plan',
  async run({ path }, { host, note }) {
    const { payloads } = await import('halopsa-bulk');
    let hasCustomFields = false;
    for await (const body of payloads(path)) {
      hasCustomFields ||= body.some(
        ({ id, customfields }) => id !== undefined && customfields !== undefined,
      );
      await write(host.stdout, `${JSON.stringify(body)}\n`);
    }
    if (hasCustomFields)
      note(
        'Some versions of Halo empty the custom fields that a body leaves out. "halo bulk apply" sends them all along.',
      );
  },
});
