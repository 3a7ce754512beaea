import type { Command } from 'commander';
import type { CommandSetting } from '../core/cli.js';
import type { Host } from '../host.js';

/** `halo __complete -- <words>`: what the completion scripts ask. It never fails and never speaks to the person. */
export function addCompleteCommand(program: Command, host: Host, { cli }: CommandSetting): void {
  program
    .command('__complete', { hidden: true })
    .argument('[words...]', 'the words so far; the last one may be empty')
    .action(async (words: string[]) => {
      const { candidatesFor } = await import('../completion/candidates.js');
      const typed = words.map((word) => (word === '""' ? '' : word));
      const candidates = await candidatesFor(typed, host, cli).catch(() => []);
      host.stdout.write(candidates.map(({ word, about }) => `${word}\t${about}\n`).join(''));
    });
}
