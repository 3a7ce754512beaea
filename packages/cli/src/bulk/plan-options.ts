import type { ColumnRule, Mapping, ReadOptions, SourceFormat } from 'halopsa-bulk';
import { choice, inGroup, type OptionsFor, option, several } from '../core/inputs.js';
import { UsageError } from '../usage-error.js';
import { wholeNumber } from './inputs.js';

/** What the options of `halo bulk plan` say. */
export interface PlanInput {
  readonly mode: 'update' | 'create' | 'upsert' | 'delete' | undefined;
  readonly match: readonly string[] | undefined;
  readonly allowNear: true | undefined;
  readonly marker: string | undefined;
  readonly offline: true | undefined;
  readonly blind: true | undefined;
  readonly preflight: true | undefined;
  readonly set: readonly string[] | undefined;
  readonly column: readonly string[] | undefined;
  readonly ignore: readonly string[] | undefined;
  readonly ignoreOthers: true | undefined;
  readonly map: string | undefined;
  readonly saveMap: true | string | undefined;
  readonly forms: boolean;
  readonly checkIds: true | undefined;
  readonly values: string | undefined;
  readonly dateFormat: string | undefined;
  readonly decimal: '.' | ',' | undefined;
  readonly null: readonly string[] | undefined;
  readonly literal: readonly string[] | undefined;
  readonly clearEmpty: true | undefined;
  readonly format: SourceFormat | undefined;
  readonly encoding: string | undefined;
  readonly separator: string | undefined;
  readonly quote: string | undefined;
  readonly looseQuotes: true | undefined;
  readonly multilineCells: true | undefined;
  readonly skipLines: number | undefined;
  readonly sheet: string | undefined;
  readonly range: string | undefined;
  readonly numberHeadings: true | undefined;
  readonly fromList: string | undefined;
  readonly fromReport: string | undefined;
  readonly fromSql: string | undefined;
  readonly html: string | undefined;
}

/** The options of `halo bulk plan`. */
export const planOptions: OptionsFor<PlanInput> = {
  ...inGroup('Matching:', {
    mode: choice(
      '--mode <mode>',
      'update records, create new ones, upsert (update what is there, create the rest) or delete (default: update)',
      ['update', 'create', 'upsert', 'delete'],
    ),
    match: option(
      '--match <field>',
      'field by which rows and records belong together, such as id, name or client_id+name; may be given again',
      {
        parse: several,
      },
    ),
    allowNear: option(
      '--allow-near',
      'create records even if their key is nearly that of another one',
    ),
    marker: option(
      '--marker <field>',
      'text field to write a mark into, by which new records are found again, so that none is made twice',
    ),
    offline: option(
      '--offline',
      'do not ask Halo; records are matched by id only, and cannot be set back later',
    ),
    blind: option('--blind', 'also write over fields whose old values cannot be read'),
    preflight: option(
      '--preflight',
      'have Halo check every row without storing it (tickets, projects and opportunities)',
    ),
  }),
  ...inGroup('Columns and values:', {
    set: option('--set <field=value>', 'the same value for every row; may be given again', {
      parse: several,
    }),
    column: option(
      '--column <heading=field>',
      'the field that a column fills; may be given again',
      { parse: several },
    ),
    ignore: option('--ignore <heading>', 'leave a column out; may be given again', {
      parse: several,
    }),
    ignoreOthers: option(
      '--ignore-others',
      'leave out every column whose heading is not the name of a field; of rows from Halo, every column that is not named',
    ),
    map: option('--map <file>', 'map file (YAML) that says what the columns mean'),
    saveMap: option(
      '--save-map [file]',
      'keep what each column became, for later plans (default: TOPIC.map.yaml beside the file)',
    ),
    forms: option('--no-forms', 'do not check rows against the form of their ticket type'),
    checkIds: option(
      '--check-ids',
      'look up every id of other records, however many requests that takes',
    ),
    values: option(
      '--values <file>',
      'file of names and their ids, which an earlier plan has written for you to fill in',
    ),
    dateFormat: option(
      '--date-format <format>',
      'how dates are written, for example d/M/yyyy H:mm or M/d/yyyy h:mm a',
    ),
    decimal: choice('--decimal <sign>', 'decimal sign of the numbers in the file', ['.', ',']),
    null: option(
      '--null <text>',
      'a text that stands for an empty cell, such as N/A; may be given again',
      { parse: several },
    ),
    literal: option(
      '--literal <text>',
      'a text that is a value although it looks like an empty cell, such as None or -',
      {
        parse: several,
      },
    ),
    clearEmpty: option(
      '--clear-empty',
      'empty cells empty their field; without this they leave it as it is',
    ),
  }),
  ...inGroup('Reading the file:', {
    format: choice('--format <format>', 'format of the file', ['csv', 'json', 'ndjson', 'xlsx']),
    encoding: option('--encoding <name>', 'encoding, for example windows-1252'),
    separator: option('--separator <sign>', 'character between cells; "tab" for a tab'),
    quote: option('--quote <sign>', 'character around cells; "none" if there is none'),
    looseQuotes: option('--loose-quotes', 'read quotes that look misplaced as ordinary characters'),
    multilineCells: option(
      '--multiline-cells',
      'accept quoted cells whose lines look like rows of the table',
    ),
    skipLines: option('--skip-lines <count>', 'lines or rows above the heading', {
      parse: wholeNumber,
    }),
    sheet: option('--sheet <name>', 'sheet of a workbook, by name or number'),
    range: option('--range <cells>', 'cells of a sheet or a CSV file, for example B3:F200'),
    numberHeadings: option(
      '--number-headings',
      'give headings that are empty, or that stand twice, a number',
    ),
    fromList: option(
      '--from-list <line>',
      'take the rows from a list in Halo, for example "tickets --open-only"',
    ),
    fromReport: option('--from-report <id>', 'take the rows from a report in Halo'),
    fromSql: option('--from-sql <query>', 'take the rows from an SQL query in Halo'),
  }),
  ...inGroup('Output options:', {
    html: option('--html <file>', 'also write a web page for a colleague to review'),
  }),
};

/** How the file is to be read. */
export const readOptions = (options: PlanInput): ReadOptions => ({
  format: options.format,
  encoding: options.encoding,
  separator: options.separator === 'tab' ? '\t' : options.separator,
  quote: options.quote === 'none' ? '' : options.quote,
  looseQuotes: options.looseQuotes,
  multilineCells: options.multilineCells,
  skipLines: options.skipLines,
  sheet: options.sheet,
  range: options.range,
  duplicateHeadings: options.numberHeadings ? 'number' : undefined,
});

/** The mapping that the options say; what the line says wins over the map file. Rows that carry every field, or a map that names what it means, are taken by what is named alone. */
export function mappingOf(options: PlanInput, { isNamedOnly }: { isNamedOnly: boolean }): Mapping {
  const columns = Object.fromEntries<string | ColumnRule | null>([
    ...(options.ignore ?? []).map((heading): [string, null] => [heading, null]),
    ...(options.column ?? []).map((text) => pair(text, '--column')),
  ]);
  return {
    columns,
    set: Object.fromEntries((options.set ?? []).map((text) => pair(text, '--set'))),
    ...(options.null ? { nulls: options.null } : {}),
    ...(options.literal ? { literals: options.literal } : {}),
    ...(options.dateFormat === undefined ? {} : { date: options.dateFormat }),
    ...(options.decimal === undefined ? {} : { decimal: options.decimal }),
    ...(options.ignoreOthers
      ? { others: isNamedOnly ? ('ignore' as const) : ('ignore-unknown' as const) }
      : {}),
    ...(options.clearEmpty ? { empty: 'clear' as const } : {}),
  };
}

function pair(text: string, flag: string): [string, string] {
  const at = flag === '--column' ? text.lastIndexOf('=') : text.indexOf('=');
  if (at <= 0)
    throw new UsageError(`${flag} "${text}" has no "=". Nothing was sent.`, {
      nextStep: `Write it like ${flag} "name=value".`,
    });
  return [text.slice(0, at).trim(), text.slice(at + 1).trim()];
}
