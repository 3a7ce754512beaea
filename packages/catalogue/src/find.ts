import { synonyms as text } from './generated/synonyms.js';

/** Something that can be found by words. */
export interface Findable<Thing> {
  readonly thing: Thing;
  /** Its name, such as `tickets.upsert` or `tickets close`. */
  readonly name: string;
  /** What it does, in a sentence. */
  readonly about: string;
  /** What it is used for: what people need often comes before others as good. */
  readonly use: 'everyday' | 'common' | 'rare';
}

const synonyms = new Map(
  Object.entries(JSON.parse(text) as Readonly<Record<string, readonly string[]>>),
);

/** More words than these are no question. */
const mostWords = 30;

/** Words that every question has. */
const fillers = new Set([
  'am',
  'the',
  'of',
  'to',
  'for',
  'an',
  'in',
  'on',
  'with',
  'and',
  'my',
  'me',
  'do',
  'how',
  'is',
  'by',
  'from',
  'as',
]);

/**
 * The things that words lead to, the best first: those whose names have the words or what the words stand for, before those whose
 * sentences do. Words are compared without case and without the s of a plural. What has none of the words is left out.
 */
export function ranked<Thing>(query: string, things: readonly Findable<Thing>[]): Thing[] {
  const words = wordsOf(query).filter(
    (word, at, all) => !fillers.has(word) && all.indexOf(word) === at,
  );
  const asked = words
    .slice(0, mostWords)
    .map((word) => ({ word, stands: synonyms.get(word) ?? [] }));
  if (asked.length === 0) return [];
  const scored = things.flatMap(({ thing, name, about, use }) => {
    const points = pointsOf(asked, new Set(wordsOf(name)), new Set(wordsOf(about)));
    if (points === 0) return [];
    return [{ thing, points: points + weights[use] - wordsOf(name).length / 50 }];
  });
  return scored.sort((one, other) => other.points - one.points).map(({ thing }) => thing);
}

const weights = { everyday: 2, common: 1.5, rare: 0 } as const;

interface Asked {
  readonly word: string;
  readonly stands: readonly string[];
}

function pointsOf(
  asked: readonly Asked[],
  name: ReadonlySet<string>,
  about: ReadonlySet<string>,
): number {
  const each = asked.map(({ word, stands }) => {
    if (name.has(word)) return 5;
    if (stands.some((one) => name.has(one))) return 4;
    if ([...name].some((one) => word.length > 2 && one.startsWith(word))) return 3;
    if (about.has(word)) return 1.5;
    return stands.some((one) => about.has(one)) ? 1 : 0;
  });
  const sum = each.reduce<number>((total, points) => total + points, 0);
  // What has all of the words is meant before what has one of them often.
  return each.every((points) => points > 0) ? sum + 3 : sum;
}

/** The words of a text or of a name in any spelling, in the singular. */
const wordsOf = (given: string): string[] =>
  given
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 1)
    .map(singular);

const singular = (word: string): string => {
  if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (/(?:ses|xes|ches)$/.test(word)) return word.slice(0, -2);
  return word.length > 3 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word;
};
