import { type Command, Option } from 'commander';
import { withContext } from '../../context.js';
import type { Host } from '../../host.js';
import { ownVersion } from '../../own-version.js';
import { addSharedOptions } from '../../shared-options.js';
import { UsageError } from '../../usage-error.js';

interface ExportOptions {
  readonly curated?: true;
  readonly force?: true;
  readonly url: string;
}

/** `halo connector export`: a connector as files. */
export function addExport(connector: Command, host: Host): void {
  const command = connector
    .command('export')
    .summary('write a connector for a platform')
    .description('Write the files of a connector into the folder that --out names. Nothing is asked of the server.')
    .argument('<target>', 'swimlane, postman, openapi2, n8n or insightconnect')
    .addOption(new Option('--curated', 'the curated actions alone (swimlane)'))
    .option('--url <url>', 'where "halo connector serve" is reached (openapi2)', 'http://127.0.0.1:4400')
    .option('--force', 'also into a folder that is not empty')
    .addHelpText('after', '\nExample:\n  halo connector export postman --out halo-postman');
  addSharedOptions(command).action((target: string, options: ExportOptions, running: Command) => {
    const folder = running.optsWithGlobals<{ out?: string }>().out;
    return withContext(
      running,
      host,
      async ({ note }) => {
        if (folder === undefined) throw new UsageError('--out is missing: it names the folder to write to.');
        const connector = await import('halopsa-connector');
        // Exports stand on the connector's own actions: those that the command line adds need the command line.
        const told = { registry: new connector.ActionRegistry(), version: ownVersion() };
        const exports = {
          swimlane: () => connector.exportSwimlane({ ...told, curatedOnly: options.curated === true }),
          postman: () => connector.exportPostman(),
          openapi2: () => connector.exportOpenApi2({ ...told, url: options.url }),
          n8n: () => connector.exportN8n(told),
          insightconnect: () => connector.exportInsightConnect(told),
        };
        if (!Object.hasOwn(exports, target))
          throw new UsageError(`There is no target "${target}".`, { nextStep: `There are: ${Object.keys(exports).join(', ')}.` });
        const files = exports[target as keyof typeof exports]();
        note(`${await connector.writeExport(folder, files, { force: options.force === true })} files written to ${folder}.`);
      },
      { ownOut: true },
    );
  });
}
