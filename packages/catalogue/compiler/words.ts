import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';

/** What a field measures where its type does not say it. */
export const units = [
  'moment',
  'date',
  'days',
  'hours',
  'minutes',
  'seconds',
  'percent',
  'money',
] as const;

/** Sentences for people: one for each operation, parameter and field that there is something true to say about. */
export interface SourceWords {
  /** The resource, by its topic; the file's name. */
  topic: string;
  operations?: Record<string, string>;
  parameters?: Record<string, string>;
  /** Fields of the record and of the rows of its list. */
  fields?: Record<string, string>;
  /** What people set on a new record and read in lists, the most used first. */
  common?: string[];
  units?: Record<string, (typeof units)[number]>;
  /** Fields and parameters whose sentence a document states or a server showed; the others are inferred. */
  origins?: { document?: string[]; observed?: string[] };
}

/** `source/words/shared.yaml`: sentences that hold on every resource, unless its own file says otherwise. */
export type SharedWords = Pick<SourceWords, 'parameters' | 'fields' | 'common'>;

/** All of `source/words`. */
export interface AllWords {
  shared: SharedWords;
  resources: SourceWords[];
}

/** Reads a folder of words; one that does not exist has none. */
export function readWords(folder: string): AllWords {
  const files = existsSync(folder)
    ? readdirSync(folder).filter((file) => /\.yaml$/.test(file))
    : [];
  const read = (file: string): SharedWords =>
    (parse(readFileSync(join(folder, file), 'utf8')) ?? {}) as SharedWords;
  const isShared = (file: string): boolean => file === 'shared.yaml';
  return {
    shared: files.some(isShared) ? read('shared.yaml') : {},
    resources: files
      .filter((file) => !isShared(file))
      .sort()
      .map((file) => ({ ...read(file), topic: basename(file, '.yaml') })),
  };
}
