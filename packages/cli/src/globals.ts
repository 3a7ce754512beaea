import type { Command } from 'commander';
import { type Settings, settingNames } from './config/settings.js';
import type { OutputFormat } from './shared-options.js';
import { UsageError } from './usage-error.js';

/** What the options of the whole program say, wherever on the line they stood. */
export interface Globals {
  readonly output: OutputFormat;
  /** True where results are for programs, so that errors are too. */
  readonly json: boolean;
  readonly color: boolean;
  readonly headers: boolean;
  readonly rawCells: boolean;
  readonly pager: boolean;
  readonly hyperlinks: boolean;
  readonly columns: readonly string[] | undefined;
  readonly sort: string | undefined;
  readonly query: string | undefined;
  readonly template: string | undefined;
  readonly out: string | undefined;
  /** The zone that times are shown in, or undefined for the computer's own. */
  readonly zone: string | undefined;
  readonly dryRun: boolean;
  readonly curl: boolean;
  /** Milliseconds that one wait may take, or undefined for the usual ten minutes. */
  readonly maxWait: number | undefined;
  readonly verbose: boolean;
  readonly debug: boolean;
  readonly profile: string | undefined;
  readonly sandbox: boolean;
  readonly settings: Settings;
}

/** The settings that were given as flags of this very command. */
export function settingFlags(command: Command): Settings {
  const options = command.opts<Record<string, string | undefined>>();
  const camel = (name: string): string =>
    name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return Object.fromEntries(
    settingNames.flatMap((name) => (options[camel(name)] ? [[name, options[camel(name)]]] : [])),
  );
}

const endings: ReadonlyMap<string, OutputFormat> = new Map([
  ['json', 'json'],
  ['ndjson', 'ndjson'],
  ['jsonl', 'ndjson'],
  ['csv', 'csv'],
  ['xlsx', 'xlsx'],
  ['yaml', 'yaml'],
  ['yml', 'yaml'],
  ['md', 'markdown'],
]);

/** Reads the global options off a command and all that stand above it; the nearest to the end of the line wins. `format` is that of a line that asks for none. */
export function readGlobals(command: Command, format: OutputFormat = 'table'): Globals {
  const chain: Command[] = [];
  let top = command;
  for (let current: Command | null = command; current; current = current.parent) {
    chain.push(current);
    top = current;
  }
  const text = (name: string): string | undefined =>
    chain
      .map((link) => link.getOptionValue(name) as unknown)
      .find((value): value is string => typeof value === 'string');
  const said = (name: string): boolean => chain.some((link) => link.getOptionValue(name) === true);
  const notDenied = (name: string): boolean =>
    chain.every((link) => link.getOptionValue(name) !== false);
  const out = text('out');
  const ending = endings.get(out?.split('.').at(-1)?.toLowerCase() ?? '');
  const asked = said('json') ? 'json' : ((text('output') as OutputFormat | undefined) ?? ending);
  return {
    output: asked ?? format,
    json: asked === 'json' || asked === 'ndjson',
    color: notDenied('color'),
    headers: notDenied('headers'),
    rawCells: said('rawCells'),
    pager: notDenied('pager'),
    hyperlinks: notDenied('hyperlinks'),
    columns: namesIn(text('columns')),
    sort: text('sort'),
    query: text('query'),
    template: text('template'),
    out,
    zone: said('utc') ? 'UTC' : text('tz'),
    dryRun: said('dryRun'),
    curl: said('curl'),
    maxWait: durationOf(text('maxWait')),
    verbose: said('verbose'),
    debug: said('debug'),
    profile: text('profile'),
    sandbox: said('sandbox'),
    settings: settingFlags(top),
  };
}

const unitsOfTime: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
  '': 1_000,
};

function durationOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const [, number, unit = ''] = /^(\d{1,9}(?:\.\d{1,3})?)(ms|s|min|m|h)?$/.exec(text) ?? [];
  const factor = unitsOfTime[unit];
  if (number !== undefined && factor !== undefined) return Number(number) * factor;
  throw new UsageError(
    `--max-wait takes a number of seconds, or one with a unit such as 90s, 10m or 2h, and not "${text}". Nothing was sent.`,
  );
}

function namesIn(columns: string | undefined): string[] | undefined {
  const names = columns
    ?.split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  if (names?.length === 0)
    throw new UsageError('--columns names no field. Nothing was sent.', {
      nextStep: 'Name some, for example id,summary.',
    });
  return names;
}
