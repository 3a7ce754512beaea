import { type CommandSpec, defineCommand } from '../core/define-command.js';
import { argument } from '../core/inputs.js';

/** `halo __complete -- <words>`: what the completion scripts ask. It never fails and never speaks to the person. */
export const command: CommandSpec = defineCommand({
  description: '',
  arguments: { words: argument('[words...]', 'the words so far; the last one may be empty') },
  shared: 'none',
  example: [],
  async runBare({ words = [] }, host, cli) {
    const { candidatesFor } = await import('../completion/candidates.js');
    const typed = words.map((word) => (word === '""' ? '' : word));
    const candidates = await candidatesFor(typed, host, cli).catch(() => []);
    host.stdout.write(candidates.map(({ word, about }) => `${word}\t${about}\n`).join(''));
  },
});
