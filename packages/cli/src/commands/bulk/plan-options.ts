import { type Command, Option } from 'commander';
import type { ColumnRule, Mapping, ReadOptions, SourceFormat } from 'halopsa-bulk';
import { UsageError } from '../../usage-error.js';
import { wholeNumber } from './option-values.js';

/** What the options of `halo bulk plan` say. */
export interface PlanOptions {
  readonly out?: string;
  readonly mode?: 'update' | 'create' | 'upsert' | 'delete';
  readonly match: readonly string[];
  readonly set: readonly string[];
  readonly column: readonly string[];
  readonly ignore: readonly string[];
  readonly null: readonly string[];
  readonly literal: readonly string[];
  readonly map?: string;
  readonly values?: string;
  readonly marker?: string;
  readonly allowNear?: true;
  readonly dateFormat?: string;
  readonly decimal?: '.' | ',';
  readonly clearEmpty?: true;
  readonly ignoreOthers?: true;
  readonly format?: SourceFormat;
  readonly encoding?: string;
  readonly separator?: string;
  readonly quote?: string;
  readonly looseQuotes?: true;
  readonly multilineCells?: true;
  readonly skipLines?: number;
  readonly sheet?: string;
  readonly range?: string;
  readonly numberHeadings?: true;
  readonly fromList?: string;
  readonly fromReport?: string;
  readonly fromSql?: string;
  readonly html?: string;
  readonly saveMap?: true | string;
  readonly forms: boolean;
  readonly offline?: true;
  readonly blind?: true;
  readonly preflight?: true;
}

const several = (value: string, before: readonly string[] = []): string[] => [...before, value];

/** What options that may be given several times hold where they are not given. */
export const noLists: Pick<PlanOptions, 'match' | 'set' | 'column' | 'ignore' | 'null' | 'literal'> = {
  match: [],
  set: [],
  column: [],
  ignore: [],
  null: [],
  literal: [],
};

const option = (flags: string, help: string, group: string): Option => new Option(flags, help).helpGroup(group);

/** The options that say how the file is to be read. */
function readingOptions(): Option[] {
  const reading = 'Reading the file:';
  return [
    option('--format <format>', 'format of the file', reading).choices(['csv', 'json', 'ndjson', 'xlsx']),
    option('--encoding <name>', 'encoding, for example windows-1252', reading),
    option('--separator <sign>', 'character between cells; "tab" for a tab', reading),
    option('--quote <sign>', 'character around cells; "none" if there is none', reading),
    option('--loose-quotes', 'read quotes that look misplaced as ordinary characters', reading),
    option('--multiline-cells', 'accept quoted cells whose lines look like rows of the table', reading),
    option('--skip-lines <count>', 'lines or rows above the heading', reading).argParser(wholeNumber),
    option('--sheet <name>', 'sheet of a workbook, by name or number', reading),
    option('--range <cells>', 'cells of a sheet or a CSV file, for example B3:F200', reading),
    option('--number-headings', 'give headings that are empty, or that stand twice, a number', reading),
    option('--from-list <line>', 'take the rows from a list in Halo, for example "tickets --open-only"', reading),
    option('--from-report <id>', 'take the rows from a report in Halo', reading),
    option('--from-sql <query>', 'take the rows from an SQL query in Halo', reading),
  ];
}

/** Adds the options of `halo bulk plan`. */
export function addPlanOptions(command: Command): Command {
  const matching = 'Matching:';
  const mapping = 'Columns and values:';
  const list = (flags: string, help: string, group: string): Option => option(flags, help, group).argParser(several);
  const options = [
    option(
      '--mode <mode>',
      'update records, create new ones, upsert (update what is there, create the rest) or delete (default: update)',
      matching,
    ).choices(['update', 'create', 'upsert', 'delete']),
    list(
      '--match <field>',
      'field by which rows and records belong together, such as id, name or client_id+name; may be given again',
      matching,
    ),
    option('--allow-near', 'create records even if their key is nearly that of another one', matching),
    option(
      '--marker <field>',
      'text field to write a mark into, by which new records are found again, so that none is made twice',
      matching,
    ),
    option('--offline', 'do not ask Halo; records are matched by id only, and cannot be set back later', matching),
    option('--blind', 'also write over fields whose old values cannot be read', matching),
    option('--preflight', 'have Halo check every row without storing it (tickets, projects and opportunities)', matching),
    list('--set <field=value>', 'the same value for every row; may be given again', mapping),
    list('--column <heading=field>', 'the field that a column fills; may be given again', mapping),
    list('--ignore <heading>', 'leave a column out; may be given again', mapping),
    option(
      '--ignore-others',
      'leave out every column whose heading is not the name of a field; of rows from Halo, every column that is not named',
      mapping,
    ),
    option('--map <file>', 'map file (YAML) that says what the columns mean', mapping),
    option('--save-map [file]', 'keep what each column became, for later plans (default: TOPIC.map.yaml beside the file)', mapping),
    option('--no-forms', 'do not check rows against the form of their ticket type', mapping),
    option('--values <file>', 'file of names and their ids, which an earlier plan has written for you to fill in', mapping),
    option('--date-format <format>', 'how dates are written, for example d/M/yyyy H:mm or M/d/yyyy h:mm a', mapping),
    option('--decimal <sign>', 'decimal sign of the numbers in the file', mapping).choices(['.', ',']),
    list('--null <text>', 'a text that stands for an empty cell, such as N/A; may be given again', mapping),
    list('--literal <text>', 'a text that is a value although it looks like an empty cell, such as None or -', mapping),
    option('--clear-empty', 'empty cells empty their field; without this they leave it as it is', mapping),
    ...readingOptions(),
    option('--html <file>', 'also write a web page for a colleague to review', 'Output options:'),
  ];
  for (const one of options) command.addOption(one);
  return command;
}

/** How the file is to be read. */
export const readOptions = (options: PlanOptions): ReadOptions => ({
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
export function mappingOf(options: PlanOptions, { isNamedOnly }: { isNamedOnly: boolean }): Mapping {
  const columns = Object.fromEntries<string | ColumnRule | null>([
    ...options.ignore.map((heading): [string, null] => [heading, null]),
    ...options.column.map((text) => pair(text, '--column')),
  ]);
  return {
    columns,
    set: Object.fromEntries(options.set.map((text) => pair(text, '--set'))),
    ...(options.null.length > 0 ? { nulls: options.null } : {}),
    ...(options.literal.length > 0 ? { literals: options.literal } : {}),
    ...(options.dateFormat === undefined ? {} : { date: options.dateFormat }),
    ...(options.decimal === undefined ? {} : { decimal: options.decimal }),
    ...(options.ignoreOthers ? { others: isNamedOnly ? ('ignore' as const) : ('ignore-unknown' as const) } : {}),
    ...(options.clearEmpty ? { empty: 'clear' as const } : {}),
  };
}

function pair(text: string, flag: string): [string, string] {
  const at = flag === '--column' ? text.lastIndexOf('=') : text.indexOf('=');
  if (at <= 0) throw new UsageError(`${flag} "${text}" has no "=". Nothing was sent.`, { nextStep: `Write it like ${flag} "name=value".` });
  return [text.slice(0, at).trim(), text.slice(at + 1).trim()];
}
