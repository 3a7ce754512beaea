/** A heading and the field that it fills. */
interface Column {
  readonly heading: string;
  readonly field: string;
}

/** A text of a file as an encoding reads it. */
interface Reading {
  readonly encoding: string;
  readonly sample: string;
}

/** A record by the word of the command line and its id. */
interface RecordName {
  readonly topic: string;
  readonly id: number | string;
}

/** What the remedy of each code needs to be put into words. */
export interface RemedyValues {
  // For every face the same.
  step: { readonly step: string };

  // Reading the file.
  'check-rows': object;
  'choose-encoding': { readonly readings: readonly Reading[] };
  'choose-sheet': { readonly sheets?: string | undefined };
  'close-quote': object;
  'correct-or-name-format': object;
  'export-or-name-encoding': object;
  'keep-lines-in-cell': object;
  'name-encoding': { readonly encoding?: string | undefined };
  'name-format': object;
  'name-quote': object;
  'name-range': object;
  'name-separator': object;
  'number-headings': { readonly range?: boolean | undefined };
  'quote-cell': object;
  'rename-heading': { readonly second: string };
  'skip-lines': { readonly lines: number };
  'split-or-name-separator': object;
  'unpack-file': object;

  // Columns and values.
  'choose-label': Column & { readonly fields: readonly string[] };
  'clear-empty': object;
  'declare-date': { readonly text: string; readonly formats: readonly string[] };
  'ignore-heading': { readonly heading: string };
  'ignore-one-of': { readonly headings: readonly string[] };
  'map-heading': {
    readonly heading: string;
    readonly near: readonly string[];
    readonly notes?: readonly Note[] | undefined;
  };
  'map-headings': { readonly notes?: readonly Note[] | undefined };
  'name-decimal': { readonly taken?: '.' | ',' | undefined };
  'name-zone': object;
  'say-if-nothing': { readonly text: string };
  'correct-formula': { readonly text: string };
  'use-instead': Column;

  // Matching.
  'allow-near': object;
  'check-ids': object;
  'create-only': object;
  'ignore-id': object;
  'map-key': { readonly columns: readonly string[]; readonly field: string };
  'mark-otherwise': object;
  'match-by-id': object;
  'match-by-marker': { readonly field: string };
  'match-id-too': object;
  'match-or-mark': object;
  'name-key': object;
  'set-something': object;
  'write-blind': object;

  // Planning.
  'ask-halo': object;
  'choose-out': { readonly instead?: string | undefined };
  'list-reasons': { readonly plan: string; readonly more: number };
  'list-resources': object;
  'name-plan': object;
  'plan-anew': object;
  'plan-online': object;
  'skip-preflight': {
    readonly delete?: RecordName | undefined;
    readonly before?: string | undefined;
  };

  // Applying, resuming, and taking back.
  'apply-plan': { readonly plan: string; readonly first?: string | undefined };
  'force-copy': object;
  'force-changed': object;
  'force-changed-import': object;
  'import-again': {
    readonly retry?: string | undefined;
    readonly unknown?: UnknownRows | undefined;
  };
  'look-up-unknown': UnknownRows;
  'raise-limit': { readonly limit: 'maxRows' | 'maxDeletes' };
  'resume-plan': { readonly plan?: string | undefined; readonly why: ResumeReason };
  'skip-errors': { readonly of: 'plan' | 'import' };
  'undo-import': { readonly folder: string };
}

/** Rows of a plan of which it is not known whether they took effect, and whether a key can find them. */
export interface UnknownRows {
  readonly plan: string;
  readonly hasKey: boolean;
}

/** Why a plan is resumed. */
export type ResumeReason =
  | 'begun'
  | 'elsewhere'
  | 'locked'
  | 'stopped'
  | 'not-begun'
  | 'unfinished';

/** The code of a remedy: what to do about an error of bulk work. Stable, while its words are those of each face. */
export type RemedyCode = keyof RemedyValues;

/** A remedy with the values that its words need. */
export type Remedy<Code extends RemedyCode = RemedyCode> = {
  readonly [One in Code]: { readonly code: One } & RemedyValues[One];
}[Code];

/** Something to know, as one sentence or more, and what can be done about it. */
export interface Advice {
  readonly message: string;
  readonly remedy: Remedy;
}

/** Something to know, with a remedy where there is one. */
export type Note = string | Advice;

/**
 * How a face calls the options and steps of bulk work: the command line by flags and commands, the client by options and
 * functions, assistants by inputs. An option is named alone, or with a value where one is given.
 */
export interface Vocabulary {
  readonly allowNear: string;
  readonly blind: string;
  readonly checkIds: string;
  readonly clearEmpty: string;
  readonly column: (heading: string, field: string) => string;
  readonly dateFormat: (format?: string) => string;
  readonly decimal: (sign?: string) => string;
  readonly encoding: (name?: string) => string;
  readonly force: string;
  readonly format: string;
  readonly ignore: (heading?: string) => string;
  readonly ignoreOthers: string;
  readonly literal: (text: string) => string;
  readonly looseQuotes: string;
  readonly marker: string;
  readonly match: (field?: string) => string;
  readonly maxDeletes: string;
  readonly maxRows: string;
  readonly mode: (mode: string) => string;
  readonly multilineCells: string;
  readonly null: (text: string) => string;
  readonly numberHeadings: string;
  readonly out: string;
  readonly preflight: string;
  readonly quote: string;
  readonly range: string;
  readonly separator: string;
  readonly set: (field: string, value: string) => string;
  readonly sheet: string;
  readonly skipErrors: string;
  readonly skipLines: (lines?: number) => string;
  readonly zone: string;
  /** How a plan is made that asks Halo, as an order: `leave --offline out`. */
  readonly online: string;
  readonly apply: (plan: string) => string;
  readonly exportUnknown: (plan: string) => string;
  readonly plan: string;
  readonly listReasons: (plan: string) => string;
  readonly listResources: string;
  readonly resume: (plan?: string) => string;
  readonly retry: (plan: string) => string;
  readonly status: (plan?: string) => string;
  readonly undoImport: (folder: string) => string;
  readonly deleteRecord: (topic: string, id: number | string) => string;
  /** How a compressed file is read without unpacking it first. */
  readonly pipe: string;
}
