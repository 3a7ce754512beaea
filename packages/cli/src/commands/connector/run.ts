import type { ErrorCode } from 'halopsa-catalogue/errors';
import { openRegistry } from '../../connector/registry.js';
import { type CommandSpec, defineCommand } from '../../core/define-command.js';
import { argument } from '../../core/inputs.js';

/** `halo connector run`: one action by the streams that Swimlane Turbine uses. It takes its connection from the input alone. */
export const command: CommandSpec = defineCommand({
  description:
    'Read asset and inputs as one JSON object from the standard input, run the action, and write one line: ::set-output with status, headers, reason and body, or ::set-error where nothing could be asked.',
  arguments: { name: argument('<action>', 'name of the action, for example get_tickets') },
  shared: 'none',
  example:
    'echo \'{"url": "https://company.halopsa.com", "client_id": "...", "client_secret": "...", "parameters": {"page_size": 5}}\' | halo connector run get_tickets',
  async runBare({ name }, host) {
    const { runContract } = await import('halopsa-connector');
    const { stdin, stdout, signal } = host;
    const exit = await runContract(
      name,
      { stdin, stdout },
      { registry: await openRegistry(host), signal },
    );
    if (exit !== 0) throw new ContractFailure();
  },
});

/** The line on the output has told everything; only the exit code is left to say. */
class ContractFailure extends Error {
  readonly code: ErrorCode = 'halo/contract';

  constructor() {
    super('The action could not be run; the line above says why.');
  }
}
