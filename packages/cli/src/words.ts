import type { CommandName } from './core/cli.js';
import { valuedOptions, valuedSettings } from './shared-options.js';

/**
 * `halo help tickets list` is `halo tickets list --help`, and so is `halo sandbox help start` of a command with others below it.
 * Global options may stand before the first word.
 */
export function expandHelp(
  argv: readonly string[],
  commands: readonly CommandName[],
): readonly string[] {
  const [at = argv.length] = wordPositions(argv, 1);
  return [...argv.slice(0, at), ...helpAtFront(argv.slice(at), commands)];
}

function helpAtFront(
  words: readonly string[],
  commands: readonly CommandName[],
): readonly string[] {
  const [first = '', ...rest] = words;
  if (first === 'help') return [...rest, '--help'];
  const below = commands.find(({ name }) => name === first)?.commands;
  // An option that stands here may take "help" as its value.
  return below ? [first, ...helpAtFront(rest, below)] : words;
}

/** Where the first words stand that are neither a global option nor the value of one: the topic, the verb, and so on. */
export function wordPositions(argv: readonly string[], most: number): number[] {
  const positions: number[] = [];
  for (let at = 0; at < argv.length && positions.length < most; at += 1) {
    const word = argv[at] ?? '--';
    if (word === '--') break;
    if (!word.startsWith('-')) positions.push(at);
    // Before the topic the credentials take a value; after it their names belong to the record.
    else if (valuedOptions.has(word) || (positions.length === 0 && valuedSettings.has(word)))
      at += 1;
  }
  return positions;
}

/** The topic and the verb of a command line. */
export const leadingWords = (argv: readonly string[]): string[] =>
  wordPositions(argv, 2).flatMap((at) => argv[at] ?? []);
