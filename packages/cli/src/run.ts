import { ownCommands } from './commands/index.js';
import type { Cli } from './core/cli.js';
import { fillCommand } from './core/own-command.js';
import { type ExitCode, exitCode } from './exit-code.js';
import type { Host } from './host.js';
import { writeError } from './output/error-block.js';
import { buildProgram } from './program.js';
import { judge } from './report-error.js';
import type { UsageError } from './usage-error.js';
import { expandHelp, leadingWords } from './words.js';

/** The command line, put together. */
export const cli: Cli = {
  commands: ownCommands,
  build: (words, host, line) => buildProgram(words, { host, cli, line }),
  fill: fillCommand,
  run: (argv, host) => run(argv, host),
};

/** Runs one command line (without `node` and the script), once what comes `first` is done, and returns its exit code; everything it says goes to the host's streams. */
export async function run(
  argv: readonly string[],
  host: Host,
  first?: () => Promise<void>,
): Promise<ExitCode> {
  const line = expandHelp(argv, ownCommands);
  try {
    await first?.();
    await runLine(line, host);
    return exitCode.ok;
  } catch (error) {
    const { report, exit } = judge(error, host.signal);
    // The line itself may be what is wrong, so the two switches are read off it and not out of the parsed command.
    if (report)
      writeError(report, host, { json: wantsJson(line), color: !line.includes('--no-color') });
    return exit;
  }
}

async function runLine(line: readonly string[], host: Host): Promise<void> {
  try {
    const program = await cli.build(leadingWords(line), host, line);
    await program.parseAsync(line, { from: 'user' });
  } catch (error) {
    const expanded = (error as Partial<UsageError>).unknownWord
      ? await writtenOut(line, host)
      : undefined;
    if (!expanded) throw error;
    const program = await cli.build(leadingWords(expanded), host, expanded);
    await program.parseAsync(expanded, { from: 'user' });
  }
}

/** Only a word that is no command is looked up among the aliases, so that no alias can change what a command does. */
async function writtenOut(line: readonly string[], host: Host): Promise<string[] | undefined> {
  const [{ configPath, readConfigFile }, { expandAlias }] = await Promise.all([
    import('./config/config-file.js'),
    import('./aliases.js'),
  ]);
  return expandAlias(line, (await readConfigFile(configPath(host))).aliases);
}

const wantsJson = (line: readonly string[]): boolean =>
  line.includes('--json') ||
  line.some(
    (word, at) =>
      /^--output(=|$)/.test(word) &&
      /^(--output=)?(nd)?json$/.test(word.includes('=') ? word : (line[at + 1] ?? '')),
  );
