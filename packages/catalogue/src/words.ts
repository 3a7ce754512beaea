import { words as texts } from './generated/words.js';

/** What a field measures where its type does not say it. */
export type Unit =
  | 'moment'
  | 'date'
  | 'days'
  | 'hours'
  | 'minutes'
  | 'seconds'
  | 'percent'
  | 'money';

type Sentences = Readonly<Record<string, string>>;

interface Words {
  /** The resource whose words about parameters and fields hold here as well, since both have one schema. */
  readonly like?: string;
  readonly operations?: Sentences;
  readonly parameters?: Sentences;
  readonly fields?: Sentences;
  readonly common?: readonly string[];
  readonly units?: Readonly<Record<string, Unit>>;
}

const decoded = new Map<string, Words>();

/** The words of a resource, parsed when they are first asked for. */
function wordsOf(name: string): Words {
  const known = decoded.get(name);
  if (known) return known;
  const words = JSON.parse(own(texts, name) ?? '{}') as Words;
  decoded.set(name, words);
  return words;
}

const own = <T>(table: Readonly<Record<string, T>> | undefined, key: string): T | undefined =>
  table !== undefined && Object.hasOwn(table, key) ? table[key] : undefined;

const shared = 'shared';
const schemas = JSON.parse(own(texts, 'schemas') ?? '{}') as Sentences;

/** What an operation does, in one sentence, or undefined where no words are known. */
export const wordsOfOperation = (resource: string, verb: string): string | undefined =>
  own(wordsOf(resource).operations, verb);

/** What a query parameter of a resource does, in one sentence, or undefined where no words are known. */
export function wordsOfParameter(resource: string, name: string): string | undefined {
  const words = wordsOf(resource);
  return (
    own(words.parameters, name) ??
    own(wordsOf(words.like ?? '').parameters, name) ??
    own(wordsOf(shared).parameters, name)
  );
}

/** What a field of a resource's records holds, in one sentence, or undefined where nothing is known that its name does not say. */
export function wordsOfField(resource: string, name: string): string | undefined {
  const words = wordsOf(resource);
  return (
    own(words.fields, name) ??
    own(wordsOf(words.like ?? '').fields, name) ??
    own(wordsOf(shared).fields, name)
  );
}

/** What a field of a schema holds, as the resource with such records says it; undefined where none has words. */
export function wordsOfSchemaField(schema: string, name: string): string | undefined {
  const resource = own(schemas, schema);
  return resource === undefined ? undefined : wordsOfField(resource, name);
}

/** What the value of a field measures, or undefined where its type says it. */
export const unitOf = (resource: string, name: string): Unit | undefined =>
  own(wordsOf(resource).units, name) ?? own(wordsOf(wordsOf(resource).like ?? '').units, name);

/** The fields that people set on a new record and read in lists, the most used first; empty where no words are known. */
export const commonFields = (resource: string): readonly string[] => wordsOf(resource).common ?? [];

/** The query parameters that people use, the most used first: those of any list, and filters by the common fields of the resource. */
export const commonParameters = (resource: string): readonly string[] => [
  ...new Set([...(wordsOf(shared).common ?? []), ...commonFields(resource)]),
];
