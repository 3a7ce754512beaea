import { openRegistry } from '../../connector/registry.js';
import { type CommandSpec, defineCommand } from '../../core/define-command.js';
import { choice, option } from '../../core/inputs.js';

/** Where an export goes, and what it was proven with. */
const targets = [
  {
    target: 'swimlane',
    gives: 'connector folder for Swimlane Turbine',
    proven: 'by the local runner; untested on the platform',
  },
  {
    target: 'postman',
    gives: 'collection 2.1, environment, guide',
    proven: 'by Newman against the sandbox',
  },
  {
    target: 'openapi2',
    gives: 'OpenAPI 2.0 of the service, for Power Automate',
    proven: 'by a validator; untested on the platform',
  },
  {
    target: 'n8n',
    gives: 'community node package',
    proven: "by n8n's linter and types, and in n8n's engine against the sandbox",
  },
  {
    target: 'insightconnect',
    gives: 'plugin.spec.yaml for Rapid7 InsightConnect',
    proven: 'by our schema of the format; untested',
  },
];

/** `halo connector list`: the actions, or the targets of exports. */
export const command: CommandSpec = defineCommand({
  description: 'List the curated actions. Nothing is asked of the server.',
  options: {
    toolset: choice('--toolset <name>', 'those of one toolset', [
      'tickets',
      'clients',
      'assets',
      'knowledge',
      'reports',
      'billing',
      'config',
    ]),
    all: option('--all', 'one for every operation as well'),
    targets: option('--targets', 'the platforms that can be exported to, in place of actions'),
  },
  example: 'halo connector list --toolset tickets',
  async run({ toolset: wanted, all, targets: isOfTargets }, { host, printer }) {
    if (isOfTargets) return void (await printer.rows(targets, ['target', 'gives', 'proven']));
    const registry = await openRegistry(host);
    const actions = all ? [...registry.curated(), ...registry.operations()] : registry.curated();
    await printer.rows(
      actions
        .filter(({ toolset }) => wanted === undefined || toolset === wanted)
        .map(({ name, title, toolset, effect, operation = null }) => ({
          name,
          title,
          toolset,
          effect,
          operation,
        })),
      ['name', 'title', 'toolset', 'effect', 'operation'],
    );
  },
});
