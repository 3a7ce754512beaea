import type { Context, Habits } from '../context.js';
import type { Host } from '../host.js';
import type { Cli, CommandName } from './cli.js';
import type { ArgumentSpecs, FlagGroups, InputOf, OptionSpecs } from './inputs.js';

/** What a command declares; help, completion, the reference and the tests are made from it. Its name and summary stand in the list of commands. */
export interface CommandSpec<Input = Readonly<Record<string, unknown>>> extends Habits {
  /** What it does, in a sentence or a few. */
  readonly description: string;
  /** By the name under which `run` gets the value, in the order of the line. */
  readonly arguments?: ArgumentSpecs;
  /** By the name under which `run` gets the value, in the order of the help. */
  readonly options?: OptionSpecs;
  /** Flags that the catalogue gives, by the name under which `run` gets their values; after the options. */
  readonly flags?: FlagGroups;
  /** Options of the command above that this one reads too. */
  readonly above?: OptionSpecs;
  /** Lines that run as they are. */
  readonly example: string | readonly string[];
  /** What help says below the examples. */
  readonly notes?: string;
  /** What follows the command in its usage, where the arguments do not say it. */
  readonly usage?: string;
  /** Where the options that every command has stand among its own; last by default. */
  readonly shared?: 'first' | 'last' | 'none';
  /** What options that every command has mean for this one, by their long flags: `--out`. */
  readonly sharedHelp?: Readonly<Record<string, string>>;
  /** The command below that a word stands for, where the words are too many to list. */
  named?(word: string): CommandEntry;
  /** Does the work; without it the command only has others below it. */
  run?(input: Input, context: Context, cli: Cli): Promise<void> | void;
  /** Does the work of a command that prints no results and talks to no tenant. */
  runBare?(input: Input, host: Host, cli: Cli): Promise<void> | void;
}

/** A command in the list of commands, with what loads its declaration. */
export interface CommandEntry extends CommandName {
  readonly alias?: string;
  /** Heading above it in the help of the program. */
  readonly group?: string;
  readonly commands?: readonly CommandEntry[];
  readonly load: () => Promise<{ readonly command: CommandSpec }>;
}

/** Declares a command; what `run` gets is typed by its arguments, options and flags. */
export const defineCommand = <
  const Arguments extends ArgumentSpecs = Record<never, never>,
  const Options extends OptionSpecs = Record<never, never>,
  const Above extends OptionSpecs = Record<never, never>,
  const Flags extends FlagGroups = Record<never, never>,
>(
  spec: CommandSpec<InputOf<Arguments> & InputOf<Options> & InputOf<Above> & InputOf<Flags>> & {
    readonly arguments?: Arguments;
    readonly options?: Options;
    readonly above?: Above;
    readonly flags?: Flags;
  },
): CommandSpec => spec as CommandSpec;
