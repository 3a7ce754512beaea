import type { Command } from 'commander';
import type { ExitCode } from '../exit-code.js';
import type { Host } from '../host.js';

/** A command of ours as the list of commands names it. */
export interface CommandName {
  readonly name: string;
  readonly summary: string;
  readonly hidden?: true;
  /** The commands below it. */
  readonly commands?: readonly CommandName[];
}

/** The command line as a whole, given to the commands that show or run other commands. */
export interface Cli {
  /** The commands of ours, in the order in which help shows them. */
  readonly commands: readonly CommandName[];
  /** Builds the commands that these words name. Where nothing shows help, their flags need no descriptions. */
  build(words: readonly string[], host: Host, line?: readonly string[]): Promise<Command>;
  /** Loads what a command of ours declares, and gives its worked lines; others have none. */
  fill(command: Command): Promise<readonly string[]>;
  /** Runs a line (without `node` and the script) and returns its exit code. */
  run(argv: readonly string[], host: Host): Promise<ExitCode>;
}
