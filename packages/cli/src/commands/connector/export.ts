import { type CommandSpec, defineCommand } from '../../core/define-command.js';
import { argument, option } from '../../core/inputs.js';
import { ownVersion } from '../../own-version.js';
import { UsageError } from '../../usage-error.js';

/** `halo connector export`: a connector as files. */
export const command: CommandSpec = defineCommand({
  description:
    'Write the files of a connector into the folder that --out names. Nothing is asked of the server.',
  arguments: { target: argument('<target>', 'swimlane, postman, openapi2, n8n or insightconnect') },
  options: {
    curated: option('--curated', 'the curated actions alone (swimlane)'),
    url: option('--url <url>', 'where "halo connector serve" is reached (openapi2)', {
      default: 'http://127.0.0.1:4400',
    }),
    force: option('--force', 'also into a folder that is not empty'),
  },
  example: 'halo connector export postman --out halo-postman',
  ownOut: true,
  async run({ target, curated = false, url, force = false }, { note, out: folder }) {
    if (folder === undefined)
      throw new UsageError('--out is missing: it names the folder to write to.');
    const connector = await import('halopsa-connector');
    // Exports stand on the connector's own actions: those that the command line adds need the command line.
    const registry = new connector.ActionRegistry();
    const write = connector.exporters.get(target);
    if (!write)
      throw new UsageError(`Unknown target "${target}".`, {
        nextStep: `There are: ${[...connector.exporters.keys()].join(', ')}.`,
      });
    const files = write({ registry, version: ownVersion(), curatedOnly: curated, url });
    note(`${await connector.writeExport(folder, files, { force })} files written to ${folder}.`);
  },
});
