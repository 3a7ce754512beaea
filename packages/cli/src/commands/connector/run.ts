import type { Command } from 'commander';
import type { Host } from '../../host.js';
import { openRegistry } from './registry.js';

/** `halo connector run`: one action by the streams that Swimlane Turbine uses. It takes its connection from the input alone. */
export function addRun(connector: Command, host: Host): void {
  connector
    .command('run')
    .summary('run one action as Swimlane Turbine would')
    .description(
      'Read asset and inputs as one JSON object from the standard input, run the action, and write one line: ::set-output with status, headers, reason and body, or ::set-error where nothing could be asked.',
    )
    .argument('<action>', 'name of the action, for example get_tickets')
    .addHelpText(
      'after',
      '\nExample:\n  echo \'{"url": "https://company.halopsa.com", "client_id": "...", "client_secret": "...", "parameters": {"page_size": 5}}\' | halo connector run get_tickets',
    )
    .action(async (name: string) => {
      const { runContract } = await import('halopsa-connector');
      const exit = await runContract(
        name,
        { stdin: host.stdin, stdout: host.stdout },
        { registry: await openRegistry(host), signal: host.signal },
      );
      if (exit !== 0) throw new ContractFailure();
    });
}

/** The line on the output has told everything; only the exit code is left to say. */
class ContractFailure extends Error {
  readonly code: string = 'halo/contract';

  constructor() {
    super('The action could not be run; the line above says why.');
  }
}
