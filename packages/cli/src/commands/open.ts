import { openInBrowser } from '../browser.js';
import { findSettings } from '../config/resolve-settings.js';
import { type CommandSpec, defineCommand } from '../core/define-command.js';
import { argument } from '../core/inputs.js';
import { parseId } from '../topics/record-id.js';
import { resourceOfTopic } from '../topics/resource-of-topic.js';
import { UsageError } from '../usage-error.js';
import { pageOf, resourcesWithPages } from '../web-page.js';

/** `halo open <topic> <id>`: opens a record in the browser. */
export const command: CommandSpec = defineCommand({
  description: 'Open a record of the tenant in the browser; with --json only print its address.',
  arguments: {
    topic: argument('<topic>', 'for example ticket or clients'),
    text: argument('<id>', 'id of the record'),
  },
  example: 'halo open ticket 1234 --json',
  async run({ topic, text }, { globals, host, printer, note }) {
    const resource = resourceOfTopic(topic);
    const id = parseId(text, resource.idKind, `id of the ${resource.singular}`);
    const { tenant_url: tenant } = (await findSettings(globals, host)).settings;
    if (tenant === undefined)
      throw new UsageError('No tenant url is configured.', { nextStep: 'Run "halo configure".' });
    const url = pageOf(resource.attribute, id, tenant);
    if (url === undefined) {
      throw new UsageError(
        `Halo has no page of one ${resource.singular} that halo knows the address of.`,
        {
          nextStep: `It knows those of ${resourcesWithPages().join(', ')}.`,
        },
      );
    }
    if (globals.json) return void (await printer.value({ url }));
    note(url);
    await openInBrowser(url, host);
  },
});
