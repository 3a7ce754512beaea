import type { NameKeys } from 'halopsa-catalogue/names';
import type { Reference } from 'halopsa-catalogue/references';
import type { WordsForHelp } from '../core/words-for-help.js';
import { assignFlags } from './flag-name.js';
import { isFlagType } from './flag-value.js';

/** Where a value goes: into the query, or into the record that is sent. */
export type WirePart = 'query' | 'field';

/** A wire name of an operation of a resource, with its type. */
export interface Wire {
  readonly part: WirePart;
  readonly resource: string;
  readonly name: string;
  readonly type: string;
  /** What it refers to, where it takes names of records. */
  readonly reference?: Reference | undefined;
  /** Its place among the flags that people use, from 0; undefined for all others. */
  readonly rank?: number | undefined;
  /** Whether there is something to say of it besides its name. */
  readonly isDescribed: boolean;
}

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
  /** Loads the words under which names of records are taken in place of ids. */
  readonly names?: (() => Promise<NameKeys>) | undefined;
  /** Wire names without which nothing is sent. */
  readonly required?: readonly string[] | undefined;
  /** Wire names that work and are not shown, because an option of ours stands for them. */
  readonly hidden?: readonly string[] | undefined;
  /** Heading above them in the help. */
  readonly heading: string;
}

/** A wire name with what help says of it. */
export interface DescribedWire extends Wire {
  readonly meaning: string | undefined;
  /** The flag that takes a name in place of this id. */
  readonly nameFlag?: string | undefined;
}

/** The wire names that are flags, by their flags; words for names come behind, so that none of them takes the flag of a wire name. */
export function wiresOf(
  flags: WireFlags,
  descriptions: Descriptions,
  all: NameKeys = new Map(),
): Map<string, DescribedWire> {
  const names = new Map([...all].filter(([, { field }]) => field in flags.types));
  const types = { ...flags.types, ...nameTypes(names) };
  const scalars = Object.keys(types).filter((name) => isFlagType(types[name] ?? ''));
  const spelling = assignFlags(scalars, flags.ours);
  return new Map(
    scalars.map((name) => {
      const word = wordFor(name, names);
      const wire: DescribedWire = {
        part: flags.part,
        resource: flags.resource,
        name,
        type: types[name] ?? 'string',
        reference: names.get(name)?.reference,
        ...described(name, names, descriptions),
        // People give the name: the id stands behind the flags that are common.
        ...(word !== undefined && { rank: undefined, nameFlag: spelling.get(word) }),
      };
      return [spelling.get(name) ?? name, wire];
    }),
  );
}

/** The word under which a name is taken in place of an id: `client` for `client_id`, `agent` for `agent_id`. */
function wordFor(name: string, names: NameKeys): string | undefined {
  const word = name.replace(/_id$/, '');
  return word !== name && names.has(word) ? word : undefined;
}

function described(
  name: string,
  names: NameKeys,
  { sentenceOf, common }: Descriptions,
): Pick<DescribedWire, 'rank' | 'isDescribed' | 'meaning'> {
  const field = names.get(name)?.field ?? name;
  const ranks = [name, field, ...(names.has(name) ? [`${name}_id`] : [])]
    .map((one) => common.indexOf(one))
    .filter((at) => at >= 0);
  const sentence = asPhrase(sentenceOf(field));
  const isDescribed = sentence !== undefined;
  return {
    rank: ranks[0],
    isDescribed,
    meaning: isDescribed && names.has(name) ? `${sentence} (name or id)` : sentence,
  };
}

/** A sentence as descriptions of options are written: without its full stop. */
const asPhrase = (sentence: string | undefined): string | undefined => sentence?.replace(/\.$/, '');

const nameType = (isWire: boolean, takesSeveral: boolean): string => {
  if (takesSeveral) return 'name[]';
  return isWire ? 'name or id' : 'name';
};

/** The types of words for names: a wire name that takes several ids takes several names. */
const nameTypes = (names: NameKeys): Record<string, string> =>
  Object.fromEntries(
    [...names.values()].map(({ key, field, takesSeveral }) => [
      key,
      nameType(key === field, takesSeveral),
    ]),
  );

/** What help says of wire names. */
export interface Descriptions {
  readonly sentenceOf: (name: string) => string | undefined;
  /** The wire names that people use, the most used first. */
  readonly common: readonly string[];
}

export function describedBy(words: WordsForHelp, { part, resource }: WireFlags): Descriptions {
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
