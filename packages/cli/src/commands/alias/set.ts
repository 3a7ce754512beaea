import { findResource, toCamel } from 'halopsa-catalogue';
import { splitWords } from '../../aliases.js';
import { configPath, editConfig } from '../../config/config-file.js';
import type { Cli } from '../../core/cli.js';
import { type CommandSpec, defineCommand } from '../../core/define-command.js';
import { argument } from '../../core/inputs.js';
import { UsageError } from '../../usage-error.js';

/** `halo alias set`: gives a line a short name. */
export const command: CommandSpec = defineCommand({
  description: 'Set a short name.',
  arguments: {
    name: argument('<name>', 'one word'),
    line: argument('<line>', 'the line without "halo"'),
  },
  example: 'halo alias set mine "tickets list --agent-id 10 --open-only"',
  async run({ name, line }, { host, note }, cli) {
    refuseTaken(name, line, cli);
    await editConfig(configPath(host), (document) => document.setIn(['aliases', name], line));
    note(`"halo ${name}" is "halo ${line}" from now on.`);
  },
});

function refuseTaken(name: string, line: string, { commands }: Cli): void {
  if (!/^[a-z][a-z0-9-]*$/.test(name))
    throw new UsageError(
      `The name "${name}" has to be one word of small letters, digits and dashes. Nothing was saved.`,
    );
  if (commands.some((command) => command.name === name) || findResource(toCamel(name))) {
    throw new UsageError(`"${name}" is a command of halo already. Nothing was saved.`, {
      nextStep: 'Choose another name.',
    });
  }
  if (splitWords(line).length === 0) throw new UsageError('The line is empty. Nothing was saved.');
}
