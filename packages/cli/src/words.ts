const withValue = new Set(['--tenant-url', '--client-id', '--client-secret', '--scope', '--tenant']);

/** `halo help tickets list` is `halo tickets list --help`. */
export const expandHelp = (argv: readonly string[]): readonly string[] => (argv[0] === 'help' ? [...argv.slice(1), '--help'] : argv);

/** The topic and the verb of a command line: its first two words that are neither a global option nor the value of one. */
export function leadingWords(argv: readonly string[]): string[] {
  const words: string[] = [];
  for (let at = 0; at < argv.length && words.length < 2; at += 1) {
    const word = argv[at]!;
    if (word === '--') break;
    if (!word.startsWith('-')) words.push(word);
    // Before the topic the credentials take a value; between topic and verb there are only switches.
    else if (words.length === 0 && withValue.has(word)) at += 1;
  }
  return words;
}
