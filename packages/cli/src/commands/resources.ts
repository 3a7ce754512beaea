import { type CommandSpec, defineCommand } from '../core/define-command.js';
import { argument } from '../core/inputs.js';

/** `halo resources`: every topic of the command line with its verbs. */
export const command: CommandSpec = defineCommand({
  description: 'List every topic with its verbs; a text keeps the topics and titles that hold it.',
  arguments: { text: argument('[text]', 'part of a topic or title') },
  example: 'halo resources invoice',
  async run({ text = '' }, { printer }) {
    const [{ allResources }, { verbsOf }] = await Promise.all([
      import('halopsa-catalogue'),
      import('../topics/verbs.js'),
    ]);
    const wanted = text.toLowerCase();
    const rows = allResources()
      .filter(({ topic, title }) => topic.includes(wanted) || title.toLowerCase().includes(wanted))
      .map((resource) => ({
        topic: resource.topic,
        title: resource.title,
        path: resource.path,
        verbs: verbsOf(resource).map(({ name }) => name),
      }));
    await printer.rows(rows, ['topic', 'title', 'verbs']);
  },
});
