import type { Command } from 'commander';
import { withContext } from '../context.js';
import type { Host } from '../host.js';
import { addSharedOptions } from '../shared-options.js';

/** `halo resources`: every topic of the command line with its verbs. */
export function addResourcesCommand(program: Command, host: Host): void {
  const command = program
    .command('resources')
    .summary('list all topics')
    .description('List every topic with its verbs; a text keeps the topics and titles that hold it.')
    .argument('[text]', 'part of a topic or title');
  addSharedOptions(command).addHelpText('after', '\nExample:\n  halo resources invoice');
  command.action((text: string | undefined, _options: unknown, running: Command) =>
    withContext(running, host, async ({ printer }) => {
      const [{ allResources }, { verbsOf }] = await Promise.all([import('halopsa-catalogue'), import('../topics/verbs.js')]);
      const wanted = (text ?? '').toLowerCase();
      const rows = allResources()
        .filter(({ topic, title }) => topic.includes(wanted) || title.toLowerCase().includes(wanted))
        .map((resource) => ({
          topic: resource.topic,
          title: resource.title,
          path: resource.path,
          verbs: verbsOf(resource).map(({ name }) => name),
        }));
      await printer.rows(rows, ['topic', 'title', 'verbs']);
    }),
  );
}
