import { Argument, type Command, Option } from 'commander';
import type { WordsForHelp } from './words-for-help.js';

/** An argument of a command; `T` is what the command gets of it. */
export interface ArgumentSpec<T> {
  /** As help shows it: `<plan>`, `[file]` or `<file...>`. */
  readonly term: string;
  readonly help: string;
  readonly choices?: readonly string[] | undefined;
  readonly default?: T | undefined;
  /** For the compiler alone. */
  readonly gives?: { readonly value: T };
}

/** An option of a command; `T` is what the command gets of it. */
export interface OptionSpec<T> {
  /** As help shows it: `--limit <int>`. */
  readonly flags: string;
  readonly help: string;
  /** Reads the text; `before` is what earlier ones of the same name gave. Throws commander's InvalidArgumentError. */
  readonly parse?: ((text: string, before: never) => unknown) | undefined;
  readonly choices?: readonly string[] | undefined;
  readonly default?: T | undefined;
  /** True where the command does not run without it. */
  readonly required?: boolean | undefined;
  /** The variable that it comes from where the line does not say it. */
  readonly env?: string | undefined;
  /** Heading above it in the help. */
  readonly group?: string | undefined;
  /** Another option, by its long flag without dashes, that cannot be given with it. */
  readonly conflicts?: string | undefined;
  /** For the compiler alone. */
  readonly gives?: { readonly value: T };
}

/** Many options that are made from the catalogue, such as the filters of a list; `T` is what the command gets of them together. */
export interface FlagGroup<T> {
  /** Loads what the flags of this line need; all of it where there is no line. */
  prepare?(line: readonly string[] | undefined): Promise<void>;
  /** Adds the flags, described where the line asks for help. */
  addTo(command: Command, words?: WordsForHelp): void;
  valuesOf(command: Command): T;
  /** For the compiler alone. */
  readonly gives?: { readonly value: T };
}

/** Arguments by the names under which a command gets their values, whatever those are. */
export type ArgumentSpecs = Readonly<Record<string, ArgumentSpec<unknown>>>;

/** The same of options. */
export type OptionSpecs = Readonly<Record<string, OptionSpec<unknown>>>;

/** The same of flags from the catalogue. */
export type FlagGroups = Readonly<Record<string, FlagGroup<unknown>>>;

type ValueOf<Spec> = Spec extends ArgumentSpec<infer T> | OptionSpec<infer T> | FlagGroup<infer T>
  ? T
  : never;

/** The values that arguments or options give, by name. */
export type InputOf<Specs> = { readonly [Name in keyof Specs]: ValueOf<Specs[Name]> };

/** The options that give these values. */
export type OptionsFor<Values> = { readonly [Name in keyof Values]-?: OptionSpec<Values[Name]> };

type OfTerm<Term extends string, Text extends string> = Term extends `${string}...${string}`
  ? readonly Text[]
  : Term extends `<${string}`
    ? Text
    : Text | undefined;

type OfFlags<Flags extends string> = Flags extends `${string}<${string}`
  ? string | undefined
  : Flags extends `${string}[${string}`
    ? string | true | undefined
    : Flags extends `--no-${string}`
      ? boolean
      : true | undefined;

/** An argument; one in square brackets may be left out. */
export function argument<const Term extends string>(
  term: Term,
  help: string,
): ArgumentSpec<OfTerm<Term, string>>;
export function argument<const Term extends string, const Choice extends string>(
  term: Term,
  help: string,
  rule: { readonly choices: readonly Choice[] },
): ArgumentSpec<OfTerm<Term, Choice>>;
export function argument(
  term: string,
  help: string,
  rule: { readonly default: string },
): ArgumentSpec<string>;
export function argument(term: string, help: string, rule: object = {}): ArgumentSpec<unknown> {
  return { term, help, ...rule };
}

/** How the text of an option becomes a value. */
type Parse<T> = (text: string, before: T | undefined) => T;

/** An option: a switch, or one with a value as it is typed, or as `parse` reads it. */
export function option<const Flags extends string>(
  flags: Flags,
  help: string,
  rule?: { readonly env?: string; readonly group?: string; readonly conflicts?: string },
): OptionSpec<OfFlags<Flags>>;
export function option<T>(
  flags: string,
  help: string,
  rule: { readonly parse?: Parse<T>; readonly default: T },
): OptionSpec<T>;
export function option(
  flags: string,
  help: string,
  rule: { readonly required: true },
): OptionSpec<string>;
export function option<T>(
  flags: string,
  help: string,
  rule: { readonly parse: Parse<T>; readonly required: true },
): OptionSpec<T>;
export function option<T>(
  flags: string,
  help: string,
  rule: { readonly parse: Parse<T>; readonly group?: string; readonly conflicts?: string },
): OptionSpec<T | undefined>;
export function option(flags: string, help: string, rule: object = {}): OptionSpec<unknown> {
  return { flags, help, ...rule };
}

/** An option that takes one of some words. */
export function choice<const Choice extends string>(
  flags: string,
  help: string,
  choices: readonly Choice[],
  rule: { readonly default: NoInfer<Choice> },
): OptionSpec<Choice>;
export function choice<const Choice extends string>(
  flags: string,
  help: string,
  choices: readonly Choice[],
): OptionSpec<Choice | undefined>;
export function choice(
  flags: string,
  help: string,
  choices: readonly string[],
  rule: object = {},
): OptionSpec<unknown> {
  return { flags, help, choices, ...rule };
}

/** The same options under a heading of their own. */
export const inGroup = <Options extends OptionSpecs>(group: string, options: Options): Options =>
  Object.fromEntries(
    Object.entries(options).map(([name, spec]) => [name, { ...spec, group }]),
  ) as unknown as Options;

/** Gathers the values of an option that may be given several times. */
export const several = (text: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  text,
];

/** Commander's argument. */
export function toArgument({
  term,
  help,
  choices,
  default: value,
}: ArgumentSpec<unknown>): Argument {
  const made = new Argument(term, help);
  if (choices) made.choices(choices);
  return value === undefined ? made : made.default(value);
}

const isNone = (value: unknown): boolean => Array.isArray(value) && value.length === 0;

/** Commander's option. */
export function toOption(spec: OptionSpec<unknown>): Option {
  const made = new Option(spec.flags, spec.help).makeOptionMandatory(spec.required === true);
  if (spec.parse) made.argParser(spec.parse as (text: string, before: unknown) => unknown);
  if (spec.choices) made.choices(spec.choices);
  if (spec.env !== undefined) made.env(spec.env);
  if (spec.conflicts !== undefined) made.conflicts(spec.conflicts);
  // Help has nothing to show for an empty list; the command gets it all the same.
  if (spec.default !== undefined && !isNone(spec.default)) made.default(spec.default);
  return spec.group === undefined ? made : made.helpGroup(spec.group);
}
