import { type Command, InvalidArgumentError, Option } from 'commander';
import type { SettingName } from './config/settings.js';
import { type OptionsFor, option } from './core/inputs.js';

/** An option that every command has, before the topic as well as after the verb. */
interface SharedOption {
  /** As commander reads it, for example `--output <format>`. */
  readonly flags: string;
  readonly help: string;
  readonly group: string;
  readonly choices?: readonly string[];
}

/** The formats of `--output`. */
export const outputFormats = [
  'table',
  'json',
  'ndjson',
  'csv',
  'xlsx',
  'yaml',
  'markdown',
] as const;

/** One of the formats. */
export type OutputFormat = (typeof outputFormats)[number];

const output = 'Output options:';
const sending = 'Request options:';
const global = 'Global options:';

const sharedOptions: readonly SharedOption[] = [
  { flags: '--json', help: 'print JSON instead of a table; errors too', group: output },
  { flags: '--output <format>', help: 'how to print', group: output, choices: outputFormats },
  {
    flags: '--columns <names>',
    help: 'only these fields, for example id,summary,client_name',
    group: output,
  },
  {
    flags: '--sort <field>',
    help: 'sort the rows that are printed; -field sorts downwards',
    group: output,
  },
  {
    flags: '--query <jmespath>',
    help: 'a JMESPath expression over the result, for example "[].summary"',
    group: output,
  },
  {
    flags: '--template <text>',
    help: 'one line per row, for example "{{id}} {{client_name}}"',
    group: output,
  },
  { flags: '--out <file>', help: 'write to this file; its ending says the format', group: output },
  { flags: '--no-headers', help: 'leave out the heading of the columns', group: output },
  {
    flags: '--raw-cells',
    help: 'write cells of CSV as they are, although a spreadsheet may run some as formulas',
    group: output,
  },
  { flags: '--no-pager', help: 'never page a long table', group: output },
  {
    flags: '--tz <zone>',
    help: 'show times in this zone, for example Europe/London',
    group: output,
  },
  { flags: '--utc', help: 'show times in UTC', group: output },
  { flags: '--no-color', help: 'print without colours', group: output },
  { flags: '--no-hyperlinks', help: 'print ids without links to their pages', group: output },
  { flags: '--dry-run', help: 'show the request and send nothing', group: sending },
  {
    flags: '--curl',
    help: 'show each request as a curl command too, without its token',
    group: sending,
  },
  {
    flags: '--max-wait <duration>',
    help: 'how long one wait may take, such as 90s, 10m or 2h',
    group: sending,
  },
  {
    flags: '--verbose',
    help: 'tell each request with its status, time and attempt',
    group: sending,
  },
  { flags: '--debug', help: 'tell headers and bodies too, without secrets', group: sending },
  { flags: '--profile <name>', help: 'use this profile of the configuration', group: global },
  { flags: '--sandbox', help: 'use a throw-away sandbox instead of your tenant', group: global },
];

/** Options that say which tenant to talk to; they stand before the topic only, where a record has no fields of these names. */
export const settingOptions: OptionsFor<
  Record<Exclude<SettingName, 'rate_limit'>, string | undefined>
> = {
  tenant_url: option('--tenant-url <url>', 'Halo tenant, for example https://company.halopsa.com'),
  client_id: option('--client-id <text>', 'client id of the API application'),
  client_secret: option(
    '--client-secret <text>',
    'client secret (other users of this machine may see it; HALO_CLIENT_SECRET hides it)',
  ),
  scope: option('--scope <text>', 'scope of the token (default: all)'),
  tenant: option('--tenant <name>', 'tenant name, where the host name does not tell it'),
};

const wordOf = ({ flags }: Pick<SharedOption, 'flags'>): string => {
  const [word = flags] = flags.split(' ');
  return word;
};
const valued = (options: readonly Pick<SharedOption, 'flags'>[]): string[] =>
  options.filter(({ flags }) => flags.includes('<')).map(wordOf);

/** Shared options that take a value, with their dashes. */
export const valuedOptions: ReadonlySet<string> = new Set(valued(sharedOptions));

/** Options before the topic that take a value, with their dashes. */
export const valuedSettings: ReadonlySet<string> = new Set(valued(Object.values(settingOptions)));

/** Long flags (without dashes) that every command has; a wire name of the same spelling is reached as `--field-<name>`. */
export const sharedFlags: readonly string[] = [
  ...sharedOptions.map((option) => wordOf(option).slice(2)),
  ...['color', 'help', 'yes', 'data', 'custom-field', 'if-unchanged'],
];

/** An empty value, as of a variable that is not set, is neither the usual one nor what was meant. */
function notEmpty(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('It must not be empty.');
  return text;
}

/** Whether an option means for its command what it means for every command. */
export const isShared = ({ flags, description }: Option): boolean =>
  sharedOptions.some((one) => one.flags === flags && one.help === description);

/** Adds the options that work before the topic and after the verb; `texts` say what some mean for this command, by long flags. */
export function addSharedOptions(
  command: Command,
  texts: Readonly<Record<string, string>> = {},
): Command {
  for (const { flags, help, group, choices } of sharedOptions) {
    const option = new Option(flags, texts[wordOf({ flags })] ?? help).helpGroup(group);
    if (choices) option.choices(choices);
    else if (option.required) option.argParser(notEmpty);
    command.addOption(option);
  }
  return command;
}

/** Adds the options that say which tenant to talk to. */
export function addSettingOptions(command: Command): Command {
  for (const { flags, help } of Object.values(settingOptions))
    command.option(flags, help, notEmpty);
  return command;
}
