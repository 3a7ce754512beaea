import { readFile } from 'node:fs/promises';
import { parseDocument } from 'yaml';
import { type Fields, type FieldValue, isObject } from '../fields.js';
import { BulkInputError } from '../input-error.js';
import { own } from './own.js';

/** What happens to one column. */
export interface ColumnRule {
  readonly field: string;
  /** Format of its dates, where it is not that of the whole file. */
  readonly date?: string | undefined;
  readonly decimal?: '.' | ',' | undefined;
  /** The zone of its times, where it is not that of the whole file. */
  readonly zone?: string | undefined;
  /** Field of the record referred to by which it is named; then the cell is never an id. */
  readonly lookup?: string | undefined;
  /** Text that separates the elements of a list. */
  readonly split?: string | undefined;
  /** Values by the texts that stand for them; a text that is not named is converted as ever. */
  readonly values?: Fields | undefined;
  readonly transforms?: readonly Transform[] | undefined;
  /** Why a text that `values` does not name is refused; without this it is converted as ever. */
  readonly unlisted?: string | undefined;
}

/**
 * What is done to a text before it becomes a value; `shown` and `value` say which of the two a field takes where the cell of a
 * sheet shows something else than it holds.
 */
export type Transform = 'trim' | 'upper' | 'lower' | 'keep-blanks' | 'category' | 'shown' | 'value';

/** How the columns of a source become the fields of a record: what a map file holds. */
export interface Mapping {
  /** A field, a rule, or null for a column that is left out, by heading. */
  readonly columns?: Readonly<Record<string, string | ColumnRule | null>> | undefined;
  /** Fields that have the same value in every row. */
  readonly set?: Fields | undefined;
  /** Fields put together from columns: `Incident {{number}}`. */
  readonly templates?: Readonly<Record<string, string>> | undefined;
  /** Names of no record, by field, with the ids that they are to have: what is filled in by hand. */
  readonly values?: Readonly<Record<string, Fields>> | undefined;
  /** Texts that stand for nothing, besides the empty one. */
  readonly nulls?: readonly string[] | undefined;
  /** Texts that are values although programs write them for nothing, such as `None` or `-`. */
  readonly literals?: readonly string[] | undefined;
  readonly date?: string | undefined;
  readonly decimal?: '.' | ',' | undefined;
  /** What an empty cell does: leaves the field as it is, or empties it. */
  readonly empty?: 'keep' | 'clear' | undefined;
  /** What becomes of columns that the map does not name: `ignore` leaves all of them out, `ignore-unknown` those whose heading is not the name of a field; by default the latter are refused. */
  readonly others?: 'refuse' | 'ignore' | 'ignore-unknown' | undefined;
  /** Of neighbouring rows with the same `by`, only the one with the highest number in `highest` is taken. */
  readonly latest?: { readonly by: string; readonly highest: string } | undefined;
}

const known: Readonly<Record<keyof Mapping, string>> = {
  columns: 'object',
  set: 'object',
  templates: 'object',
  values: 'object',
  nulls: 'array',
  literals: 'array',
  date: 'string',
  decimal: 'string',
  empty: 'string',
  others: 'string',
  latest: 'object',
};

const choices: Partial<Readonly<Record<keyof Mapping, readonly string[]>>> = {
  decimal: ['.', ','],
  empty: ['keep', 'clear'],
  others: ['refuse', 'ignore', 'ignore-unknown'],
};

/** Reads a map file; throws BulkInputError, with the line, for what is not understood. */
export async function readMapFile(path: string): Promise<Mapping> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new BulkInputError('the map file does not exist', 'Check the path.', { file: path });
  });
  const document = parseDocument(text);
  const [error] = document.errors;
  if (error) {
    const line = error.linePos?.[0].line;
    throw new BulkInputError(
      `this is not YAML: ${error.message.split('\n')[0]}`,
      'Correct the map file.',
      { file: path, line },
    );
  }
  return toMapping(document.toJS() ?? {}, path);
}

/** What a map file holds, checked; throws BulkInputError for what is not understood. */
export function toMapping(value: FieldValue, path: string): Mapping {
  if (!isObject(value))
    throw new BulkInputError('a map file holds names and values', 'Begin with "columns:".', {
      file: path,
    });
  for (const [name, part] of Object.entries(value)) {
    const kind = Array.isArray(part) ? 'array' : typeof part;
    if (!Object.hasOwn(known, name))
      throw new BulkInputError(
        `a map file has no "${name}"`,
        `It has: ${Object.keys(known).join(', ')}.`,
        { file: path },
      );
    if (part !== null && kind !== known[name as keyof Mapping])
      throw new BulkInputError(
        `"${name}" has to be an ${known[name as keyof Mapping]}`,
        'Correct the map file.',
        { file: path },
      );
    const words = choices[name as keyof Mapping];
    if (words && part !== null && !words.includes(part as string))
      throw new BulkInputError(
        `"${name}" has to be one of ${words.join(', ')}`,
        'Correct the map file.',
        { file: path },
      );
  }
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== null)) as Mapping;
}

/** Joins two mappings: lists and names of both count, and where both say something of one thing, the second wins. */
export const joinMappings = (first: Mapping, second: Mapping): Mapping => ({
  ...first,
  ...second,
  ...joined('nulls', first, second),
  ...joined('literals', first, second),
  columns: { ...first.columns, ...second.columns },
  set: { ...first.set, ...second.set },
  templates: { ...first.templates, ...second.templates },
  values: {
    ...first.values,
    ...Object.fromEntries(
      Object.entries(second.values ?? {}).map(([field, values]) => [
        field,
        { ...own(first.values, field), ...answered(values) },
      ]),
    ),
  },
});

/** What was not filled in yet answers nothing. */
const answered = (values: Fields): Fields =>
  Object.fromEntries(Object.entries(values ?? {}).filter(([, value]) => value !== null));

const joined = (name: 'nulls' | 'literals', first: Mapping, second: Mapping): Mapping =>
  first[name] && second[name] ? { [name]: [...first[name], ...second[name]] } : {};
