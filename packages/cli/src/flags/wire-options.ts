import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Operation } from 'halopsa-catalogue';
import type { NameKeys } from 'halopsa-catalogue/names';
import type { FlagGroup } from '../core/inputs.js';
import { asksForHelp, type WordsForHelp } from '../core/words-for-help.js';
import { kebab } from './flag-name.js';
import { type FlagValue, flagParser, textParser } from './flag-value.js';
import { momentOfField, momentsIn, momentsOfQuery, type Zoned } from './moments.js';
import {
  type DescribedWire,
  describedBy,
  type Wire,
  type WireFlags,
  type WirePart,
  wiresOf,
} from './wires.js';

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

/** Adds a flag for every wire name of a scalar type: `--x <value>`, and `--x` with `--no-x` for a yes-or-no. */
export function addWireOptions(
  command: Command,
  flags: WireFlags,
  { words, names }: { readonly words?: WordsForHelp; readonly names?: NameKeys | undefined } = {},
): void {
  const { required = [], hidden = [] } = flags;
  const wires = [...wiresOf(flags, describedBy(words, flags), names).entries()];
  for (const [flag, wire] of wires) {
    const [option, negative] = optionsFor(flag, wire, wire.meaning ?? spelled(flag, wire.name));
    // A name in place of an object that Halo computes is the person's to give.
    const isHidden = hidden.includes(wire.name) && wire.reference === undefined;
    command.addOption(option.helpGroup(flags.heading).hideHelp(isHidden));
    if (negative) command.addOption(negative);
    if (required.includes(wire.name)) option.makeOptionMandatory();
  }
  addAliases(command, flags, wires);
}

/** The aliases of an operation are those of its query and of its fields together. */
function addAliases(
  command: Command,
  { types, aliases = {} }: WireFlags,
  wires: readonly (readonly [flag: string, wire: DescribedWire])[],
): void {
  for (const [alias, name] of Object.entries(aliases)) {
    const wire = wires.find(([, one]) => one.name === name)?.[1];
    if (!wire || !(name in types) || wires.some(([flag]) => flag === kebab(alias))) continue;
    for (const option of optionsFor(kebab(alias), wire, '')) command.addOption(option.hideHelp());
  }
}

function optionsFor(
  flag: string,
  wire: DescribedWire,
  meaning: string,
): [WireOption, ...WireOption[]] {
  if (wire.type === 'bool') {
    // The negative is added second: commander gives a lone --no-x the default true.
    return [
      new WireOption(`--${flag}`, wire, meaning),
      new WireOption(`--no-${flag}`, wire).hideHelp(),
    ];
  }
  const { parse, placeholder } = flagParser(wire.type) ?? textParser;
  const { nameFlag } = wire;
  return [
    new WireOption(`--${flag} <${placeholder}>`, wire, meaning).argParser((text) =>
      nameFlag === undefined ? parse(text) : orName(() => parse(text), nameFlag),
    ),
  ];
}

/** Says which flag takes a name, where an id was expected. */
function orName(parse: () => FlagValue, nameFlag: string): FlagValue {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof InvalidArgumentError)) throw error;
    throw new InvalidArgumentError(`${error.message} For a name, use --${nameFlag}.`);
  }
}

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
export function wireGroup(flags: WireFlags): WireGroup {
  let names: NameKeys | undefined;
  return {
    types: flags.types,
    prepare: async (line) => {
      if (line === undefined || asksForHelp(line) || mayName(line, flags))
        names = await flags.names?.();
    },
    addTo: (command, words) => addWireOptions(command, flags, { words, names }),
    valuesOf: (command) => wireValues(command, flags.part),
  };
}

/** Whether a line may give a name: the tables that tell are large, and most lines do without. */
function mayName(line: readonly string[], { types, ours }: WireFlags): boolean {
  const plain = new Set(Object.keys(types).map(kebab));
  return line.some((word, at) => {
    const [, flag, given] = /^--(?:no-)?([^=]+)(?:=(.*))?$/.exec(word) ?? [];
    if (flag === undefined || ours.has(flag)) return false;
    return !plain.has(flag) || /[^\d\s,.+-]/.test(given ?? line[at + 1] ?? '');
  });
}

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
