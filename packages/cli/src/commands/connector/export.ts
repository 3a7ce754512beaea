import { type Command, Option } from 'commander';
import { withContext } from '../../context.js';
import type { Host } from '../../host.js';
import { ownVersion } from '../../own-version.js';
import { addSharedOptions } from '../../shared-options.js';
import { UsageError } from '../../usage-error.js';

interface ExportOptions {
  readonly curated?: true;
  readonly force?: true;
}

/** `halo connector export`: a connector as files. */
export function addExport(connector: Command, host: Host): void {
  const command = connector
    .command('export')
    .summary('write a connector for a platform')
    .description('Write the files of a connector into the folder that --out names. Nothing is asked of the server.')
    .argument('<target>', 'swimlane or postman')
    .addOption(new Option('--curated', 'the curated actions alone (swimlane)'))
    .option('--force', 'also into a folder that is not empty')
    .addHelpText('after', '\nExample:\n  halo connector export postman --out halo-postman');
  addSharedOptions(command).action((target: string, options: ExportOptions, running: Command) => {
    const folder = running.optsWithGlobals<{ out?: string }>().out;
    return withContext(
      running,
      host,
      async ({ note }) => {
        if (folder === undefined) throw new UsageError('--out is missing: it names the folder to write to.');
        const { ActionRegistry, exportPostman, exportSwimlane, writeExport } = await import('halopsa-connector');
        const exports = {
          postman: () => exportPostman(),
          swimlane: () => exportSwimlane({ registry: new ActionRegistry(), version: ownVersion(), curatedOnly: options.curated === true }),
        };
        if (!Object.hasOwn(exports, target))
          throw new UsageError(`There is no target "${target}".`, { nextStep: 'There are: swimlane, postman.' });
        const files = exports[target as keyof typeof exports]();
        note(`${await writeExport(folder, files, { force: options.force === true })} files written to ${folder}.`);
      },
      { ownOut: true },
    );
  });
}
