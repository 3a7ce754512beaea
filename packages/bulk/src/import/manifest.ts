import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { importOrder } from 'halopsa-catalogue/details';
import type { Json } from 'halopsa-catalogue/types';
import { parseDocument } from 'yaml';
import { type FieldValue, isList, isObject } from '../fields.js';
import { BulkInputError } from '../input-error.js';
import { type Mapping, readMapFile, toMapping } from '../mapping/map-file.js';
import { findBulkResource } from '../plan/bulk-resource.js';
import type { Mode } from '../plan/plan-file.js';
import type { ReadOptions } from '../reading/source.js';

/** The name of the file that says how the files of a folder belong together. */
export const manifestName = 'import.yaml';

/** One file of an import. */
export interface ImportFile {
  /** Its name in the folder. */
  readonly file: string;
  /** Attribute of the resource. */
  readonly resource: string;
  readonly mode: Mode;
  readonly match: readonly string[] | undefined;
  readonly marker: string | undefined;
  /** The column whose cells name the rows for other files. */
  readonly alias: string | undefined;
  /** The files whose aliases a column holds, by heading. */
  readonly references: Readonly<Record<string, string>>;
  readonly mapping: Mapping;
  /** How it is read, where that is not found out. */
  readonly read: ReadOptions;
}

/** The name of a file's plan in the folder. */
export const planName = (file: string): string => `${file.replace(/\.\w+$/, '')}.plan`;

const modes: readonly string[] = ['update', 'create', 'upsert'];
const known: readonly string[] = [
  'file',
  'resource',
  'mode',
  'match',
  'marker',
  'alias',
  'references',
  'map',
  'read',
];
const readWords: Readonly<Record<keyof ReadOptions, string>> = {
  name: 'none',
  format: 'string',
  encoding: 'string',
  separator: 'string',
  quote: 'string',
  looseQuotes: 'boolean',
  multilineCells: 'boolean',
  skipLines: 'number',
  comment: 'string',
  sheet: 'string',
  range: 'string',
  duplicateHeadings: 'string',
};

/** Reads the manifest of a folder and gives its files in the order in which they need each other. Throws BulkInputError for what does not fit. */
export async function readManifest(folder: string): Promise<readonly ImportFile[]> {
  const path = join(folder, manifestName);
  const text = await readFile(path, 'utf8').catch(() => {
    throw new BulkInputError(
      'the manifest does not exist',
      'Write one that lists the files: "files: [{ file: clients.csv, resource: clients }]".',
      {
        file: path,
      },
    );
  });
  const document = parseDocument(text);
  const [error] = document.errors;
  if (error)
    throw new BulkInputError(
      `this is not YAML: ${error.message.split('\n')[0]}`,
      'Correct the manifest.',
      {
        file: path,
        line: error.linePos?.[0].line,
      },
    );
  // YAML that is read by the core schema holds what JSON does.
  const read = document.toJS() as FieldValue;
  const listed = isObject(read) ? read['files'] : undefined;
  if (!isList(listed) || listed.length === 0)
    throw new BulkInputError(
      'a manifest lists files',
      'Begin with "files:" and an entry for each.',
      { file: path },
    );
  const files: ImportFile[] = [];
  for (const entry of listed) files.push(await readEntry(entry, folder, path));
  checkReferences(files, path);
  return inOrder(files, path);
}

async function readEntry(entry: Json, folder: string, path: string): Promise<ImportFile> {
  const refuse = (problem: string, nextStep = `An entry has: ${known.join(', ')}.`): never => {
    throw new BulkInputError(problem, nextStep, { file: path });
  };
  const raw = isObject(entry) ? entry : refuse('an entry of "files" holds names and values');
  const unknown = Object.keys(raw).find((name) => !known.includes(name));
  if (unknown !== undefined) refuse(`an entry of "files" has no "${unknown}"`);
  const text = (name: string): string | undefined => {
    const value = raw[name];
    return value === undefined || value === null || typeof value === 'string'
      ? (value ?? undefined)
      : refuse(`"${name}" has to be a text`);
  };
  const file = text('file') ?? refuse('an entry of "files" names no file');
  if (basename(file) !== file)
    refuse(
      `"${file}" is not in the folder of the manifest`,
      'Put it there, and name it without a path.',
    );
  const mode = text('mode') ?? 'upsert';
  if (!modes.includes(mode))
    refuse(`${file} has the mode "${mode}"`, `It is one of ${modes.join(', ')}.`);
  const resource = findBulkResource(
    text('resource') ?? refuse(`${file} names no resource`),
    mode as Mode,
  ).attribute;
  const { match, map } = raw;
  return {
    file,
    resource,
    mode: mode as Mode,
    match: match === undefined ? undefined : [match].flat().map(String),
    marker: text('marker'),
    alias: text('alias'),
    references: (raw['references'] ?? {}) as Readonly<Record<string, string>>,
    read: readOptions(raw['read'], refuse),
    mapping:
      typeof map === 'string' ? await readMapFile(join(folder, map)) : toMapping(map ?? {}, path),
  };
}

function readOptions(
  value: FieldValue,
  refuse: (problem: string, nextStep?: string) => never,
): ReadOptions {
  if (value === undefined || value === null) return {};
  const words = Object.keys(readWords).filter((name) => name !== 'name');
  if (typeof value !== 'object' || Array.isArray(value))
    return refuse('"read" holds names and values', `It has: ${words.join(', ')}.`);
  for (const [name, part] of Object.entries(value))
    if (!words.includes(name) || typeof part !== readWords[name as keyof ReadOptions])
      refuse(`"read" has no "${name}" of this kind`, `It has: ${words.join(', ')}.`);
  return value as ReadOptions;
}

function checkReferences(files: readonly ImportFile[], path: string): void {
  refuseListedTwice(files, path);
  refuseSamePlan(files, path);
  for (const { file, references } of files)
    for (const [column, parent] of Object.entries(references))
      refuseUnknownParent({ file, column, parent }, files, path);
}

function refuseListedTwice(files: readonly ImportFile[], path: string): void {
  const names = files.map(({ file }) => file);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined)
    throw new BulkInputError(`${twice} is listed twice`, 'List each file once.', { file: path });
}

/** What a file's plan is called without what undo and retry add to its name. */
const stemOf = (file: string): string => planName(file).replace(/(?:\.(?:undo|retry))*\.plan$/, '');

/** Refuses files whose plans, or the plans that take those back or try them again, would have the same name. */
function refuseSamePlan(files: readonly ImportFile[], path: string): void {
  for (const [at, { file }] of files.entries()) {
    const other = files.slice(0, at).find((one) => stemOf(one.file) === stemOf(file));
    if (other && planName(other.file) !== planName(file))
      throw new BulkInputError(
        `${other.file} and ${file} would share plans: those that undo and retry make bear such names`,
        'Rename one of them.',
        { file: path },
      );
    if (other)
      throw new BulkInputError(
        `${other.file} and ${file} differ by their extension alone`,
        'Rename one of them: their plans bear their names.',
        {
          file: path,
        },
      );
  }
}

/** A column of a file that holds aliases of a parent. */
interface ParentColumn {
  readonly file: string;
  readonly column: string;
  readonly parent: string;
}

/** Refuses a parent that is not listed, or whose rows have no alias. */
function refuseUnknownParent(
  { file, column, parent: name }: ParentColumn,
  files: readonly ImportFile[],
  path: string,
): void {
  const parent = files.find((one) => one.file === name);
  const place = { file: path, column };
  if (name === file)
    throw new BulkInputError(
      `${file} refers to itself, and none of its rows is there when it is planned`,
      'Put the rows that others refer to into a file of their own.',
      place,
    );
  if (!parent)
    throw new BulkInputError(
      `${file} refers to ${String(name)}, which is not listed`,
      `The files are: ${files.map((one) => one.file).join(', ')}.`,
      place,
    );
  if (parent.alias === undefined)
    throw new BulkInputError(
      `${file} refers to ${name}, whose rows have no alias`,
      `Name the column by "alias:" of ${name}.`,
      place,
    );
}

/** Parents before children: by what they refer to, and by what such records refer to as a rule; otherwise as listed. */
function inOrder(files: readonly ImportFile[], path: string): readonly ImportFile[] {
  const rank = ({ resource }: ImportFile): number => importOrder.indexOf(resource);
  const waitsFor = (file: ImportFile, other: ImportFile): boolean =>
    Object.values(file.references).includes(other.file) ||
    (rank(other) >= 0 && rank(other) < rank(file) && !refersTo(other, file));
  const waiting = [...files];
  const ordered: ImportFile[] = [];
  while (waiting.length > 0) {
    const at = waiting.findIndex(
      (file) => !waiting.some((other) => other !== file && waitsFor(file, other)),
    );
    if (at < 0)
      throw new BulkInputError(
        `${waiting.map(({ file }) => file).join(' and ')} wait for each other`,
        'Take one of their references out.',
        { file: path },
      );
    ordered.push(...waiting.splice(at, 1));
  }
  return ordered;
}

const refersTo = ({ references }: ImportFile, { file }: ImportFile): boolean =>
  Object.values(references).includes(file);
