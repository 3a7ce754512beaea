import type { Command } from 'commander';
import { findResource, toCamel } from 'halopsa-catalogue';
import { splitWords } from '../aliases.js';
import { configPath, editConfig, readConfigFile } from '../config/config-file.js';
import { withContext } from '../context.js';
import type { Cli, CommandSetting } from '../core/cli.js';
import type { Host } from '../host.js';
import { addSharedOptions } from '../shared-options.js';
import { UsageError } from '../usage-error.js';

/** `halo alias set|list|remove`: short names for lines that are typed often. */
export function addAliasCommand(program: Command, host: Host, { cli }: CommandSetting): void {
  const alias = addSharedOptions(
    program
      .command('alias')
      .summary('give a line a short name')
      .description('Short names for lines; $1, $2 ... in a line take the words that follow the name, all others come after it.')
      .helpCommand(false)
      .addHelpText('after', '\nExample:\n  halo alias set mine "tickets list --agent-id 10 --open-only"'),
  );
  const set = alias
    .command('set')
    .summary('set one')
    .description('Set a short name.')
    .argument('<name>', 'one word')
    .argument('<line>', 'the line without "halo"');
  addSharedOptions(set.addHelpText('after', '\nExample:\n  halo alias set mine "tickets list --agent-id 10 --open-only"')).action(
    (name: string, line: string, _options: unknown, running: Command) =>
      withContext(running, host, async ({ note }) => {
        refuseTaken(name, line, cli);
        await editConfig(configPath(host), (document) => document.setIn(['aliases', name], line));
        note(`"halo ${name}" is "halo ${line}" from now on.`);
      }),
  );
  const list = alias.command('list').summary('list them').description('List the short names.');
  addSharedOptions(list.addHelpText('after', '\nExample:\n  halo alias list')).action((_options: unknown, running: Command) =>
    withContext(running, host, async ({ printer }) => {
      const { aliases } = await readConfigFile(configPath(host));
      await printer.rows(
        Object.entries(aliases).map(([name, line]) => ({ name, line: `halo ${line}` })),
        ['name', 'line'],
      );
    }),
  );
  const remove = alias.command('remove').summary('remove one').description('Remove a short name.').argument('<name>', 'one word');
  addSharedOptions(remove.addHelpText('after', '\nExample:\n  halo alias remove mine')).action(
    (name: string, _options: unknown, running: Command) =>
      withContext(running, host, async ({ note }) => {
        const { aliases } = await readConfigFile(configPath(host));
        if (!Object.hasOwn(aliases, name))
          throw new UsageError(`There is no alias "${name}".`, { nextStep: '"halo alias list" shows them.' });
        await editConfig(configPath(host), (document) => document.deleteIn(['aliases', name]));
        note(`Removed the alias ${name}.`);
      }),
  );
}

function refuseTaken(name: string, line: string, { commands }: Cli): void {
  if (!/^[a-z][a-z0-9-]*$/.test(name))
    throw new UsageError(`The name "${name}" has to be one word of small letters, digits and dashes. Nothing was saved.`);
  if (commands.some((command) => command.name === name) || findResource(toCamel(name))) {
    throw new UsageError(`"${name}" is a command of halo already. Nothing was saved.`, { nextStep: 'Choose another name.' });
  }
  if (splitWords(line).length === 0) throw new UsageError('The line is empty. Nothing was saved.');
}
