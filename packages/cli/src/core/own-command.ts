import { Command } from 'commander';
import type { Host } from '../host.js';
import { addSharedOptions } from '../shared-options.js';
import type { Cli } from './cli.js';
import type { CommandEntry, CommandSpec } from './define-command.js';
import { toArgument, toOption } from './inputs.js';
import { asksForHelp, type WordsForHelp, wordsForHelp } from './words-for-help.js';

/** What commands run in. */
export interface Surroundings {
  readonly host: Host;
  readonly cli: Cli;
  /** The line that is run; undefined where none is, and all there is to say of the commands is wanted. */
  readonly line?: readonly string[] | undefined;
}

/** A command of ours: its name and summary are there at once, all else once it is filled. */
export class OwnCommand extends Command {
  readonly #entry: CommandEntry;
  readonly #surroundings: Surroundings;
  #spec: CommandSpec | undefined;

  constructor(parent: Command, entry: CommandEntry, surroundings: Surroundings) {
    super(entry.name);
    this.#entry = entry;
    this.#surroundings = surroundings;
    this.copyInheritedSettings(parent).summary(entry.summary);
    if (entry.alias !== undefined) this.alias(entry.alias);
    if (entry.group !== undefined) this.helpGroup(entry.group);
    parent.addCommand(this, { hidden: entry.hidden === true });
  }

  /** Loads what the command declares, names the commands below it, and gives its worked lines. */
  async fill(): Promise<readonly string[]> {
    if (!this.#spec) {
      const { command: spec } = await this.#entry.load();
      this.#spec = spec;
      const { line } = this.#surroundings;
      const groups = Object.values(spec.flags ?? {});
      for (const group of groups) await group.prepare?.(line);
      const words = await wordsForHelp(groups.length > 0 && asksForHelp(line));
      declare(this, spec, { ...this.#surroundings, words });
      for (const entry of this.#entry.commands ?? [])
        new OwnCommand(this, entry, this.#surroundings);
      this.hook('preSubcommand', async (_, child) => void (await fillCommand(child)));
    }
    return [this.#spec.example].flat();
  }

  /** Adds the command that a word stands for, where the declaration says how. */
  addNamed(word: string): void {
    const entry = this.#spec?.named?.(word);
    if (entry) new OwnCommand(this, entry, this.#surroundings);
  }
}

/** Fills a command if it is one of ours, and gives its worked lines. */
export const fillCommand = async (command: Command): Promise<readonly string[]> =>
  command instanceof OwnCommand ? command.fill() : [];

/** Fills the commands that the words lead to, as far as they lead. */
export async function fillAlong(parent: Command, words: readonly string[]): Promise<void> {
  const [word, ...rest] = words;
  if (word === undefined) return;
  if (parent instanceof OwnCommand) parent.addNamed(word);
  const child = parent.commands.find(
    (command) => command.name() === word || command.aliases().includes(word),
  );
  if (!child) return;
  await fillCommand(child);
  await fillAlong(child, rest);
}

/** Gives a command what its declaration says. */
function declare(
  command: Command,
  spec: CommandSpec,
  { words, ...surroundings }: Surroundings & { readonly words: WordsForHelp },
): void {
  const { shared = 'last', sharedHelp } = spec;
  command.description(spec.description).helpCommand(false);
  if (spec.usage !== undefined) command.usage(spec.usage);
  for (const one of Object.values(spec.arguments ?? {})) command.addArgument(toArgument(one));
  if (shared === 'first') addSharedOptions(command, sharedHelp);
  const names = new Map<string, string>();
  for (const [name, one] of Object.entries(spec.options ?? {})) {
    const option = toOption(one);
    command.addOption(option);
    names.set(name, option.attributeName());
  }
  for (const group of Object.values(spec.flags ?? {})) group.addTo(command, words);
  if (shared === 'last') addSharedOptions(command, sharedHelp);
  command.addHelpText('after', helpAfter(spec));
  setAction(command, { spec, names }, surroundings);
}

interface Declared {
  readonly spec: CommandSpec;
  /** Commander's names of the options, by ours. */
  readonly names: ReadonlyMap<string, string>;
}

function setAction(command: Command, { spec, names }: Declared, { host, cli }: Surroundings): void {
  const above = Object.entries(spec.above ?? {}).map(
    ([name, one]) => [name, toOption(one).attributeName()] as const,
  );
  const input = (): Record<string, unknown> => ({
    ...Object.fromEntries(
      above.map(([name, attribute]) => [name, command.parent?.getOptionValue(attribute)]),
    ),
    ...Object.fromEntries(
      Object.keys(spec.arguments ?? {}).map((name, at) => [name, command.processedArgs[at]]),
    ),
    ...Object.fromEntries(
      [...names].map(([name, attribute]) => [
        name,
        command.getOptionValue(attribute) ?? spec.options?.[name]?.default,
      ]),
    ),
    ...Object.fromEntries(
      Object.entries(spec.flags ?? {}).map(([name, group]) => [name, group.valuesOf(command)]),
    ),
  });
  if (spec.runBare) command.action(async () => spec.runBare?.(input(), host, cli));
  if (spec.run)
    command.action(async () => {
      // The commands are loaded apart from what starts them: both have to see the same classes of errors.
      const { withContext } = await import('../with-context.js');
      await withContext(command, host, async (context) => spec.run?.(input(), context, cli), spec);
    });
}

function helpAfter({ example, notes }: CommandSpec): string {
  const lines = [example].flat();
  const more = notes === undefined ? '' : `\n\n${notes}`;
  return `\n${lines.length > 1 ? 'Examples' : 'Example'}:\n${lines.map((line) => `  ${line}`).join('\n')}${more}`;
}
