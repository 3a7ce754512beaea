import type { Source, SourceResource } from './source.js';
import { type SourceWords, units } from './words.js';

const longest = 160;

/** Checks that every sentence is about something that exists, reads as a sentence, and says more than the name. */
export function checkWords(source: Source, problems: string[]): void {
  const { shared, resources } = source.words;
  for (const words of resources) {
    const resource = source.resources.find(({ topic }) => topic === words.topic);
    const found = resource
      ? [...missing(words, resource, source), ...badTables(words)]
      : ['no resource has this topic'];
    problems.push(...found.map((problem) => `words/${words.topic}.yaml: ${problem}`));
  }
  const taken = new Set(
    source.resources.flatMap(({ operations }) =>
      Object.values(operations).flatMap(({ query = {} }) => Object.keys(query)),
    ),
  );
  for (const name of shared.common ?? [])
    if (!taken.has(name)) problems.push(`words/shared.yaml: there is no parameter ${name}`);
  const found = [...badSentences('parameters', shared), ...badSentences('fields', shared)];
  problems.push(...found.map((problem) => `words/shared.yaml: ${problem}`));
}

/** The fields that a resource's record and the rows of its lists have. */
export function fieldNamesOf({ schema, list }: SourceResource, { schemas }: Source): Set<string> {
  const named = [schema, list?.row, list?.view];
  const records = schemas.filter(({ name }) => named.includes(name));
  return new Set(records.flatMap(({ fields = {} }) => Object.keys(fields)));
}

function missing(words: SourceWords, resource: SourceResource, source: Source): string[] {
  const fields = fieldNamesOf(resource, source);
  const operations = Object.values(resource.operations);
  const parameters = new Set(operations.flatMap(({ query = {} }) => Object.keys(query)));
  const { operations: verbs = {}, common = [], units: measured = {}, origins = {} } = words;
  const lacking = (kind: string, names: readonly string[], known: Set<string>): string[] =>
    names.filter((name) => !known.has(name)).map((name) => `there is no ${kind} ${name}`);
  const sources = [...(origins.document ?? []), ...(origins.observed ?? [])];
  return [
    ...lacking('operation', Object.keys(verbs), new Set(Object.keys(resource.operations))),
    ...lacking('parameter', Object.keys(words.parameters ?? {}), parameters),
    ...lacking('field', Object.keys(words.fields ?? {}), fields),
    ...lacking('common field', common, fields),
    ...lacking('measured field', Object.keys(measured), fields),
    ...lacking('field or parameter of an origin', sources, new Set([...fields, ...parameters])),
    ...Object.entries(measured)
      .filter(([, unit]) => !units.includes(unit))
      .map(([name, unit]) => `${name} has the unknown unit ${unit}`),
    ...common
      .filter((name, at) => common.indexOf(name) !== at)
      .map((name) => `${name} is common twice`),
  ];
}

const badTables = (words: SourceWords): string[] =>
  (['operations', 'parameters', 'fields'] as const).flatMap((kind) => badSentences(kind, words));

function badSentences(
  kind: 'operations' | 'parameters' | 'fields',
  words: Pick<SourceWords, typeof kind>,
): string[] {
  const seen = new Map<string, string>();
  return Object.entries(words[kind] ?? {}).flatMap(([name, sentence]) => {
    const fault = faultOf(name, sentence) ?? twin(seen.get(sentence));
    seen.set(sentence, name);
    return fault === undefined ? [] : [`${kind}.${name} ${fault}`];
  });
}

const twin = (other: string | undefined): string | undefined =>
  other === undefined ? undefined : `has the words of ${other}`;

function faultOf(name: string, sentence: string): string | undefined {
  if (sentence.length > longest) return `is longer than ${longest} characters`;
  if (!/^[A-Z0-9]/.test(sentence)) return 'does not begin with a capital letter';
  if (!/[^.]\.$/.test(sentence)) return 'does not end with a full stop';
  if (addedWords(name, sentence).length === 0) return 'says no more than the name';
  return undefined;
}

const fillers = new Set(
  'a an and are as at be by for from has have in is it its of on only or that the this to was which with'.split(
    ' ',
  ),
);

/** The words of a sentence that its name does not hold. */
export function addedWords(name: string, sentence: string): string[] {
  const plain = name.toLowerCase().replace(/[^a-z0-9]/g, '');
  const words = sentence.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return words.filter((word) => !fillers.has(word) && !plain.includes(word.replace(/s$/, '')));
}
