import { type Command, Option } from 'commander';
import { withContext } from '../../context.js';
import type { Host } from '../../host.js';
import { addSharedOptions } from '../../shared-options.js';
import { openRegistry } from './registry.js';

interface ListOptions {
  readonly toolset?: string;
  readonly all?: true;
  readonly targets?: true;
}

/** Where an export goes, and what it was proven with. */
const targets = [
  { target: 'swimlane', gives: 'connector folder for Swimlane Turbine', proven: 'by the local runner; untested on the platform' },
  { target: 'postman', gives: 'collection 2.1, environment, guide', proven: 'by Newman against the sandbox' },
  { target: 'openapi2', gives: 'OpenAPI 2.0 of the service, for Power Automate', proven: 'by a validator; untested on the platform' },
  { target: 'n8n', gives: 'community node package', proven: "by n8n's linter and types, and in n8n's engine against the sandbox" },
  { target: 'insightconnect', gives: 'plugin.spec.yaml for Rapid7 InsightConnect', proven: 'by our schema of the format; untested' },
];

/** `halo connector list`: the actions, or the targets of exports. */
export function addList(connector: Command, host: Host): void {
  const command = connector
    .command('list')
    .summary('list actions')
    .description('List the curated actions. Nothing is asked of the server.')
    .addOption(
      new Option('--toolset <name>', 'those of one toolset').choices([
        'tickets',
        'clients',
        'assets',
        'knowledge',
        'reports',
        'billing',
        'config',
      ]),
    )
    .option('--all', 'one for every operation as well')
    .option('--targets', 'the platforms that can be exported to, in place of actions')
    .addHelpText('after', '\nExample:\n  halo connector list --toolset tickets');
  addSharedOptions(command).action((options: ListOptions, running: Command) =>
    withContext(running, host, async ({ printer }) => {
      if (options.targets) {
        await printer.rows(targets, ['target', 'gives', 'proven']);
        return;
      }
      const registry = await openRegistry(host);
      const actions = options.all ? [...registry.curated(), ...registry.operations()] : registry.curated();
      const wanted = actions.filter(({ toolset }) => options.toolset === undefined || toolset === options.toolset);
      await printer.rows(
        wanted.map(({ name, title, toolset, effect, operation = null }) => ({ name, title, toolset, effect, operation })),
        ['name', 'title', 'toolset', 'effect', 'operation'],
      );
    }),
  );
}
