import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from 'halopsa-ground/node';
import { type CommandSpec, defineCommand } from '../core/define-command.js';
import { argument, choice, option } from '../core/inputs.js';

/** `halo reference`: the manual of all commands, as Markdown or as man pages. */
export const command: CommandSpec = defineCommand({
  description:
    'Write the manual of the commands and of the common topics into a folder; with topics, of those.',
  arguments: { topics: argument('[topics...]', 'topics, in place of the common ones') },
  options: {
    format: choice('--format <format>', 'form of the pages', ['markdown', 'man'], {
      default: 'markdown',
    }),
    folder: option('--folder <folder>', 'where to write them', { default: 'halo-manual' }),
  },
  example: 'halo reference --format man --folder halo-manual',
  async run({ topics = [], format, folder }, { host, note }, cli) {
    const { referencePages } = await import('../reference/reference-pages.js');
    makeFolder(folder);
    const pages = await referencePages({ topics, format }, host, cli);
    for (const { file, text } of pages) await writeFile(join(folder, file), text);
    note(`Wrote ${pages.length} pages into ${folder}.`);
  },
});
