import { type Command, Help, type Option } from 'commander';
import { wireOf } from '../flags/wire-options.js';
import { isShared } from '../shared-options.js';

/** Flags of wire names that help shows of a resource without common ones. */
const mostUnranked = 30;

/**
 * The help of a command: the common flags, the most used first, and then its other options. `--help --all` shows every flag that has a
 * description, `--help --all --rare` the others too; `halo help output` has the options that all commands share.
 */
export const formatHelp: Help['formatHelp'] = (command, help) => {
  // Only the page is short: a misspelt flag is held against all of them.
  const { shown } = split(usual(command), command);
  const short: Help = Object.assign(Object.create(help) as Help, {
    visibleOptions: () => shown,
    groupItems: ((_, visible, groupOf) =>
      help.groupItems(visible, visible, groupOf)) satisfies Help['groupItems'],
  });
  return Help.prototype.formatHelp.call(short, command, short);
};

const usual = (command: Command): Option[] => new Help().visibleOptions(command);

/** The line below the help that says what it leaves out, or nothing. */
export function leftOut(command: Command): string {
  const { described, bare } = split(usual(command), command);
  const line = `halo ${wordsOf(command)} --help --all`;
  const flags = (count: number): string => `${count} more flag${count === 1 ? '' : 's'}`;
  const more = [
    ...(described > 0 ? [`${flags(described)}: ${line}`] : []),
    ...(bare > 0 && described === 0
      ? [`${flags(bare)} without a description: ${line} --rare`]
      : []),
    ...(command.name() === shownInFull
      ? []
      : ['Formats, columns, --dry-run, --tz, --profile and the like: halo help output']),
  ];
  return more.length > 0 ? `\n${more.join('\n')}` : '';
}

/** The command whose options are those that all commands share. */
const shownInFull = 'output';

interface Split {
  readonly shown: Option[];
  /** Flags left out that have a description, and those that have none. */
  readonly described: number;
  readonly bare: number;
}

function split(options: readonly Option[], command: Command): Split {
  const { all, rare } = askedFor(command);
  const isFull = command.name() === shownInFull;
  const own = options.filter((option) => !wireOf(option));
  const wires = options.filter((option) => wireOf(option));
  const common = wires
    .filter((option) => rankOf(option) >= 0 || option.mandatory)
    .sort((one, other) => rankOf(one) - rankOf(other));
  const first = new Set(common.length > 0 ? common : wires.slice(0, mostUnranked));
  const described = new Set(wires.filter((option) => wireOf(option)?.isDescribed === true));
  const shown = rare
    ? new Set([...first, ...wires])
    : all
      ? new Set([...first, ...described])
      : first;
  const rest = wires.filter((option) => !shown.has(option));
  const bare = rest.filter((option) => !described.has(option)).length;
  return {
    shown: [...shown, ...own.filter((option) => isFull || !isShared(option))],
    described: rest.length - bare,
    bare,
  };
}

/** The place of a flag among those that people use; -1 for all others. */
const rankOf = (option: Option): number => wireOf(option)?.rank ?? -1;

/** Read off the line itself: the help is shown before the words around it are parsed. */
function askedFor(command: Command): { all: boolean; rare: boolean } {
  const root = [...ancestors(command)].at(-1) ?? command;
  const words = (root as Command & { readonly rawArgs?: readonly string[] }).rawArgs ?? [];
  const all = words.includes('--all');
  return { all, rare: all && words.includes('--rare') };
}

function* ancestors(command: Command): Generator<Command> {
  for (let at: Command | null = command; at; at = at.parent) yield at;
}

/** The words of a command after `halo`. */
const wordsOf = (command: Command): string =>
  [...ancestors(command)]
    .map((one) => one.name())
    .reverse()
    .slice(1)
    .join(' ');
