import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Command, Option } from 'commander';
import { makeFolder } from 'halopsa-ground/node';
import { withContext } from '../context.js';
import type { CommandSetting } from '../core/cli.js';
import type { Host } from '../host.js';
import { addSharedOptions } from '../shared-options.js';

interface ReferenceOptions {
  readonly format: 'markdown' | 'man';
  readonly folder: string;
}

/** `halo reference`: the manual of all commands, as Markdown or as man pages. */
export function addReferenceCommand(program: Command, host: Host, { cli }: CommandSetting): void {
  const command = program
    .command('reference')
    .summary('write the manual as Markdown or man pages')
    .description('Write the manual of the commands and of the topics of every day into a folder; with topics, of those.')
    .argument('[topics...]', 'topics, in place of those of every day')
    .addOption(new Option('--format <format>', 'form of the pages').choices(['markdown', 'man']).default('markdown'))
    .option('--folder <folder>', 'where to write them', 'halo-manual')
    .addHelpText('after', '\nExample:\n  halo reference --format man --folder halo-manual');
  addSharedOptions(command).action((topics: string[], { format, folder }: ReferenceOptions, running: Command) =>
    withContext(running, host, async ({ note }) => {
      const { referencePages } = await import('../reference/reference-pages.js');
      makeFolder(folder);
      const pages = await referencePages({ topics, format }, host, cli);
      for (const { file, text } of pages) await writeFile(join(folder, file), text);
      note(`Wrote ${pages.length} pages into ${folder}.`);
    }),
  );
}
