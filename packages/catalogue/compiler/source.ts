import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import type { SourceReferences } from './source-references.js';
import { type AllWords, readWords } from './words.js';

/** The folder of the hand-kept source, beside this compiler. */
export const sourceFolder: string = join(import.meta.dirname, '..', 'source');

/** One operation as its resource's file states it. */
export interface SourceOperation {
  route: string;
  tag?: string;
  since?: string;
  legacy?: boolean;
  partial?: boolean;
  contentType?: string;
  note?: string;
  safety?: 'read' | 'idempotent' | 'unsafe';
  description?: string;
  /** The status that was all the answer on the tenants that were looked at. */
  recorded?: number;
  params?: Record<string, string>;
  body?: string;
  query?: Record<string, string>;
}

/** How the records of a resource are keyed, named and distinguished, in fields of the rows of its list. */
export interface SourceNaming {
  /** What other records refer to them by; `id` unless stated. */
  keys?: string[];
  /** What names a record, the usual one first; `name` unless stated. */
  names?: string[];
  /** What shows which record it is, where nothing names it. */
  label?: string;
  /** True where the plain search of the list looks into all of the names. */
  isSearched?: boolean;
  within?: string[];
  apart?: string[];
  path?: string[];
  origin: string;
}

/** What a record of set-up starts with, and the list inside it whose members the server numbers. */
export interface SourceSetUp {
  firstValues?: Record<string, unknown>;
  /** The list, and the field of its members that leads back to the record. */
  members?: { list: string; parent: string };
  origin: string;
}

/** How the record of a type narrows the values of a field: to those on a list of its own, or by a filter of their list. */
export type SourceNarrowing =
  | { list: string; by: string; unless: string }
  | { filter: string; from: string };

/** A verb about records of another resource that belong to one of this: it lists them, or makes one. */
export interface SourceRelated {
  verb: string;
  lists?: string;
  creates?: string;
  /** The filter or field that takes the id. */
  by: string;
  summary?: string;
}

/** How a document of sales or purchasing consists of lines, by the names of fields. */
export interface SourceDocument {
  /** The field of a line that holds the document's id. */
  parent: string;
  date: string;
  user: string;
  site: string;
  fromSupplier?: boolean;
  linesOnRequest?: boolean;
  line: Record<string, string>;
}

/** One file of `source/resources`. */
export interface SourceResource {
  path: string;
  attribute: string;
  topic: string;
  singular: string;
  title: string;
  description?: string;
  schema?: string;
  id: { kind: 'int' | 'string' | 'uuid'; origin: string; key?: string[]; keyOrigin?: string };
  list?: {
    key?: string;
    shape?: 'array' | 'object';
    row?: string;
    view?: string;
    origin: string;
    status?: number | string;
    note?: string;
  };
  paging?: {
    style: 'page-number' | 'none' | 'ignored' | 'undeclared' | 'cursor';
    parameter?: string;
    field?: string;
    rows?: number;
    note?: string;
  };
  needs?: { list?: string[]; get?: string[]; delete?: string[]; origin: string };
  naturalKeys?: { fields: string[]; origin: string };
  naming?: SourceNaming;
  /** What a person wants to see first, of the resources that people use every day. */
  columns?: string[];
  /** The fields that automation and assistants see of a row and of a record, and those that they write. */
  selection?: { row?: string[]; record: string[]; write?: string[] };
  /** Where a record's page is in the agents' web application. Halo publishes no list of them: it is the address that the application shows. */
  page?: string;
  /** Where a row says how far its record is: it ended, or it is due by a moment; `by` is the field of its status. */
  progress?: { by: string; ended: string; due?: string; origin: string };
  /** What is asked for with one record: without it Halo sends the file of an attachment in the place of its record. */
  detailQuery?: Record<string, boolean>;
  related?: SourceRelated[];
  setUp?: SourceSetUp;
  /** Where the form of a record's type is found, and what a new record has besides. */
  typeForm?: {
    field: string;
    basics: string[];
    narrows?: Record<string, SourceNarrowing>;
  };
  /** A field of text for the example of a write, where it is not `name`. */
  exampleField?: string;
  /** Fields whose values go to fields of a record of another resource, which `by` names. */
  sets?: { of: string; by?: string; fields: Record<string, string> };
  /** Other names that fields have where one record is read. */
  detailNames?: Record<string, string>;
  /** What a create lacks where none of the fields holds anything, and the behaviour that says so. */
  demands?: { fields: string[]; message: string; behaviour: string };
  document?: SourceDocument;
  cursor?: { field: string; origin: string };
  scope: { read: string; write: string; origin: string };
  since?: string;
  legacy?: boolean;
  operations: Record<string, SourceOperation>;
}

/** Who sets a field: Halo itself, the caller when the record is made, or the caller without ever seeing it again. */
export type SourceSet = 'computed' | 'createOnly' | 'writeOnly';

/** What there is to say of a field besides its type. */
export interface SourceMark {
  /** The field's type, where the contract lacks the field; it then needs an origin. */
  type?: string;
  /** Absent: anybody may write it and read it. */
  set?: SourceSet;
  /** The field to write in its place. */
  instead?: string;
  /** The number that stands for none in answers, where it is not 0 or -1. */
  none?: number;
  /** True for a moment of which Halo keeps the day alone. */
  day?: boolean;
  /** True for an id that may be another one after an update. */
  renewed?: boolean;
  origin?: string;
}

/** One file of `source/schemas`. */
export interface SourceSchema {
  name: string;
  wire?: string;
  since?: string;
  /** True where the newest contract has it no more. */
  legacy?: boolean;
  partial?: boolean;
  note?: string;
  enum?: number[];
  required?: string[];
  readonly?: string[];
  maxLength?: Record<string, number>;
  fields?: Record<string, string>;
  /** Ours, by field; the importer leaves them alone. */
  marks?: Record<string, SourceMark>;
  /** Words that people use for a field, where they are not like its name: `title: name`. */
  hints?: Record<string, string>;
}

/** Names that the faces keep for themselves, by face. */
export interface ReservedNames {
  client: string[];
  command: string[];
  verb: string[];
}

/** How a query parameter acts beyond its type. */
export interface SourceParameterRule {
  with?: string[];
  usual?: string;
  form?: 'date' | 'date-field' | 'field' | 'single' | 'active-inactive' | 'advanced-search';
  also?: string[];
  notBefore?: string;
  notWith?: string[];
  oneOf?: string[];
  most?: number;
  origin: string;
}

/** `source/parameters.yaml`: rules by name for every list that takes the parameter, for single operations on top, and what lists need. */
export interface SourceParameters {
  names: Record<string, SourceParameterRule>;
  operations: Record<string, Record<string, SourceParameterRule>>;
  /** Lists that are empty unless one of these parameters narrows them. */
  scopes: Record<string, { anyOf: string[]; origin: string }>;
}

/** How the real server behaves in one respect, as a file of `source/behaviours` states it under the id. */
export interface SourceBehaviour {
  id: string;
  statement: string;
  confidence: 'confirmed' | 'live' | 'single' | 'document' | 'inferred';
  /** Sections of the fact pages, for example `behaviour.md 2.2`. */
  evidence: string[];
}

/** One table of `source/tables.yaml`: the records that are its rows, and by kind its columns with the fields that they hold. */
export type SourceTable = { records: string[]; members?: { list: string; link: string } } & Record<
  string,
  Record<string, string>
>;

/** `source/orders.yaml`: resources in the order in which help lists them, and in which they are imported. */
export interface SourceOrders {
  everyday: string[];
  imports: string[];
}

/** `source/descriptions.yaml`: other names of parameters and fields by operation, and the parameters of pages. */
export interface SourceDescriptions {
  aliases: Record<string, Record<string, string>>;
  paging: Record<string, string>;
}

/** What a request is sent with to show how it is used. */
export interface SourceExample {
  body?: unknown;
  query?: Record<string, string>;
  path?: Record<string, string>;
  /** Names for members of the answer, which later requests take. */
  keeps?: Record<string, string>;
  alsoNeeds?: string;
}

/** `source/examples.yaml`: examples by operation, and values that are demanded wherever the name stands. */
export interface SourceExamples {
  values: Record<string, string | number>;
  operations: Record<string, SourceExample>;
}

/** Everything under `source/`, in file-name order. */
export interface Source {
  resources: SourceResource[];
  schemas: SourceSchema[];
  reserved: ReservedNames;
  parameters: SourceParameters;
  references: SourceReferences;
  descriptions: SourceDescriptions;
  words: AllWords;
  examples: SourceExamples;
  orders: SourceOrders;
  /** Words that people use for those in names of operations. */
  synonyms: Record<string, string[]>;
  tables: Record<string, SourceTable>;
  behaviours: SourceBehaviour[];
}

/** Every operation of the source with its verb and its resource. */
export function* operationsOf(
  source: Source,
): Generator<[verb: string, operation: SourceOperation, resource: SourceResource]> {
  for (const resource of source.resources) {
    for (const [verb, operation] of Object.entries(resource.operations))
      yield [verb, operation, resource];
  }
}

/** Names of the parameters in a route or path template, in order. */
export const parameterNames = (route: string): string[] =>
  [...route.matchAll(/\{([^}]+)\}/g)].map(([, name = '']) => name);

const readYaml = (file: string): unknown => parse(readFileSync(file, 'utf8'));

const yamlFiles = (folder: string): string[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .sort();

function readFolder<T extends object>(folder: string, nameOf: (item: T) => string): T[] {
  return yamlFiles(folder).map((file) => {
    const item = readYaml(join(folder, file)) as T;
    if (nameOf(item) !== basename(file, '.yaml'))
      throw new Error(
        `${join(folder, file)} names itself ${nameOf(item)}; the file and the name must agree`,
      );
    return item;
  });
}

const readBehaviours = (folder: string): SourceBehaviour[] =>
  yamlFiles(folder).flatMap((file) => {
    const facts = readYaml(join(folder, file)) as Record<string, Omit<SourceBehaviour, 'id'>>;
    return Object.entries(facts).map(([id, fact]) => ({ id, ...fact }));
  });

/** Reads the whole source. */
export function readSource(folder: string = sourceFolder): Source {
  return {
    resources: readFolder<SourceResource>(join(folder, 'resources'), (r) => r.topic),
    schemas: readFolder<SourceSchema>(join(folder, 'schemas'), (s) => s.name),
    reserved: readYaml(join(folder, 'reserved-names.yaml')) as ReservedNames,
    parameters: readYaml(join(folder, 'parameters.yaml')) as SourceParameters,
    tables: readYaml(join(folder, 'tables.yaml')) as Record<string, SourceTable>,
    orders: readYaml(join(folder, 'orders.yaml')) as SourceOrders,
    synonyms: readYaml(join(folder, 'synonyms.yaml')) as Record<string, string[]>,
    references: readYaml(join(folder, 'references.yaml')) as SourceReferences,
    descriptions: readYaml(join(folder, 'descriptions.yaml')) as SourceDescriptions,
    words: readWords(join(folder, 'words')),
    examples: readYaml(join(folder, 'examples.yaml')) as SourceExamples,
    behaviours: readBehaviours(join(folder, 'behaviours')),
  };
}
