import type { Command } from 'commander';

/** One command with its words, as a page tells of it. */
export interface Entry {
  /** Without `halo`, for example `tickets list`; empty for the program. */
  readonly words: string;
  readonly command: Command;
  /** Lines that run as they are. */
  readonly examples: readonly string[];
}

/** What a page says of a command. */
export interface CommandFacts {
  readonly usage: string;
  readonly description: string;
  readonly commands: readonly { readonly name: string; readonly summary: string }[];
  readonly arguments: readonly { readonly name: string; readonly help: string }[];
  /** Options by the heading that they stand under. */
  readonly groups: Readonly<
    Record<string, readonly { readonly flags: string; readonly help: string }[]>
  >;
  readonly example: string | undefined;
}

/** Reads the facts off a command, in the order in which its help shows them. */
export function commandFacts({ command, examples: [example] }: Entry): CommandFacts {
  const groups: Record<string, { flags: string; help: string }[]> = {};
  for (const option of command.options.filter(({ hidden }) => !hidden)) {
    const heading = option.helpGroupHeading ?? 'Options:';
    groups[heading] = [
      ...(groups[heading] ?? []),
      { flags: option.flags, help: option.description },
    ];
  }
  return {
    usage: command.createHelp().commandUsage(command),
    description: command.description(),
    commands: command.commands
      .filter((inner) => inner.name() !== '__complete')
      .map((inner) => ({ name: inner.name(), summary: inner.summary() })),
    arguments: command.registeredArguments.map((argument) => ({
      name: argument.name(),
      help: argument.description,
    })),
    groups,
    example,
  };
}
