import { type Command, Option } from 'commander';
import type { Operation } from 'halopsa-catalogue';
import type { FlagGroup } from '../core/inputs.js';
import type { WordsForHelp } from '../core/words-for-help.js';
import { assignFlags, kebab } from './flag-name.js';
import { type FlagValue, flagParser, isFlagType } from './flag-value.js';
import { momentOfField, momentsIn, momentsOfQuery, type Zoned } from './moments.js';

/** Where a value goes: into the query, or into the record that is sent. */
export type WirePart = 'query' | 'field';

/** A wire name of an operation of a resource, with its type. */
export interface Wire {
  readonly part: WirePart;
  readonly resource: string;
  readonly name: string;
  readonly type: string;
  /** Its place among the flags that people use, from 0; undefined for all others. */
  readonly rank?: number | undefined;
  /** Whether there is something to say of it besides its name. */
  readonly isDescribed: boolean;
}

/** An option that carries one wire name; its value is kept under that name, so that no two spellings ever meet. */
class WireOption extends Option {
  readonly wire: Wire;

  constructor(flags: string, wire: Wire, description?: string) {
    super(flags, description);
    this.wire = wire;
  }

  override attributeName(): string {
    return `${this.wire.part}:${this.wire.name}`;
  }
}

/** What an option carries. Asked of its shape and not of its class: a part that was loaded by itself has classes of its own. */
export const wireOf = (option: Option): Wire | undefined =>
  'wire' in option ? (option as WireOption).wire : undefined;

/** What the flags of one command are made from. */
export interface WireFlags {
  readonly part: WirePart;
  /** The attribute of the resource whose operation takes them. */
  readonly resource: string;
  /** Wire names with their catalogue types, in the order in which help shows them. */
  readonly types: Readonly<Record<string, string>>;
  /** Flags (without dashes) that the command or the program has already. */
  readonly ours: ReadonlySet<string>;
  /** Other names for wire names. */
  readonly aliases?: Readonly<Record<string, string>> | undefined;
  /** Wire names without which nothing is sent. */
  readonly required?: readonly string[] | undefined;
  /** Wire names that work and are not shown, because an option of ours stands for them. */
  readonly hidden?: readonly string[] | undefined;
  /** Heading above them in the help. */
  readonly heading: string;
}

/** Adds a flag for every wire name of a scalar type: `--x <value>`, and `--x` with `--no-x` for a yes-or-no. */
export function addWireOptions(command: Command, flags: WireFlags, words?: WordsForHelp): void {
  const { types, aliases = {}, required = [], hidden = [] } = flags;
  const names = Object.keys(types).filter((name) => isFlagType(types[name]!));
  const spelling = assignFlags(names, flags.ours);
  const { sentenceOf, common } = describedBy(words, flags);
  const rankOf = (name: string): number | undefined => {
    const at = common.indexOf(name);
    return at < 0 ? undefined : at;
  };
  const named = (name: string): Wire => ({
    part: flags.part,
    resource: flags.resource,
    name,
    type: types[name]!,
    rank: rankOf(name),
    isDescribed: sentenceOf(name) !== undefined,
  });
  for (const wire of names) {
    const flag = spelling.get(wire)!;
    const meaning = asPhrase(sentenceOf(wire)) ?? spelled(flag, wire);
    const [option, negative] = optionsFor(flag, named(wire), meaning);
    command.addOption(option.helpGroup(flags.heading).hideHelp(hidden.includes(wire)));
    if (negative) command.addOption(negative);
    if (required.includes(wire)) option.makeOptionMandatory();
  }
  for (const [alias, wire] of Object.entries(aliases)) {
    // The aliases of an operation are those of its query and of its fields together.
    if (!(wire in types)) continue;
    for (const option of optionsFor(kebab(alias), named(wire), ''))
      command.addOption(option.hideHelp());
  }
}

interface Descriptions {
  readonly sentenceOf: (name: string) => string | undefined;
  /** The wire names that people use, the most used first. */
  readonly common: readonly string[];
}

function describedBy(words: WordsForHelp, { part, resource }: WireFlags): Descriptions {
  if (!words) return { sentenceOf: () => undefined, common: [] };
  return part === 'query'
    ? {
        sentenceOf: (name) => words.wordsOfParameter(resource, name),
        common: words.commonParameters(resource),
      }
    : {
        sentenceOf: (name) => words.wordsOfField(resource, name),
        common: words.commonFields(resource),
      };
}

function optionsFor(flag: string, wire: Wire, meaning: string): [WireOption, ...WireOption[]] {
  if (wire.type === 'bool') {
    // The negative is added second: commander gives a lone --no-x the default true.
    return [
      new WireOption(`--${flag}`, wire, meaning),
      new WireOption(`--no-${flag}`, wire).hideHelp(),
    ];
  }
  const parser = flagParser(wire.type)!;
  return [
    new WireOption(`--${flag} <${parser.placeholder}>`, wire, meaning).argParser(parser.parse),
  ];
}

/** A sentence as descriptions of options are written: without its full stop. */
const asPhrase = (sentence: string | undefined): string | undefined => sentence?.replace(/\.$/, '');

/** The wire name is worth saying only where the flag does not already spell it. */
const spelled = (flag: string, wire: string): string =>
  flag.replaceAll('-', '_') === wire ? flag.replaceAll('-', ' ') : wire;

/** The values of flags, by wire name. */
export type WireValues = Readonly<Record<string, FlagValue>>;

/** Flags for wire names, as a command declares them. */
export interface WireGroup extends FlagGroup<WireValues> {
  readonly types: WireFlags['types'];
}

/** Declares flags for wire names. */
export const wireGroup = (flags: WireFlags): WireGroup => ({
  types: flags.types,
  addTo: (command, words) => addWireOptions(command, flags, words),
  valuesOf: (command) => wireValues(command, flags.part),
});

/** The query parameters of an operation, their dates as moments. */
export const queryValues = (
  given: WireValues,
  { id }: Operation,
  globals: Zoned,
): Record<string, FlagValue> => momentsOfQuery(id, given, momentsIn(globals));

/** The fields of a record, their times as moments. */
export function fieldValues(
  given: WireValues,
  types: WireFlags['types'],
  globals: Zoned,
): Record<string, FlagValue> {
  const moments = momentsIn(globals);
  const pairs = Object.entries(given).map(([name, value]): [string, FlagValue] => [
    name,
    types[name] === 'datetime' ? momentOfField(String(value), moments) : value,
  ]);
  return Object.fromEntries(pairs);
}

/** The values of the flags of a part that were given, by wire name. */
export function wireValues(command: Command, part: WirePart): Record<string, FlagValue> {
  const prefix = `${part}:`;
  const given = Object.entries(command.opts<Record<string, FlagValue | undefined>>()).filter(
    ([name]) => name.startsWith(prefix),
  );
  return Object.fromEntries(
    given.flatMap(([name, value]) =>
      value === undefined ? [] : [[name.slice(prefix.length), value]],
    ),
  );
}
