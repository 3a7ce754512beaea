import { type Command, Option } from 'commander';
import { commandWord } from 'halopsa-ground';
import { writePrivate } from 'halopsa-ground/node';
import { type Context, withContext } from '../../context.js';
import type { Host } from '../../host.js';
import { addSharedOptions } from '../../shared-options.js';
import { UsageError } from '../../usage-error.js';
import { wholeNumber } from './option-values.js';
import { openTenant } from './tenant.js';

interface Options {
  readonly type: number;
  readonly format: 'csv' | 'xlsx';
  readonly sample: number;
  readonly out?: string;
  readonly rules?: string;
  readonly lookups?: string;
}

/** `halo bulk template`: an empty spreadsheet that fits, with sample rows, rules and lists of values. */
export function addTemplate(bulk: Command, host: Host): void {
  const command = bulk
    .command('template')
    .summary('write a spreadsheet to fill in')
    .description(
      'Write a spreadsheet for new tickets of one type, with the fields of its form. On request it has sample rows, and the rules and allowed values are written to files.',
    )
    .argument('<topic>', 'what the rows are, for example tickets')
    .addOption(new Option('--type <id>', 'number of the type, for example of the ticket type').argParser(wholeNumber).makeOptionMandatory())
    .addOption(new Option('--format <format>', 'format of the spreadsheet').choices(['csv', 'xlsx']).default('csv'))
    .addOption(new Option('--sample <count>', 'number of sample rows, made of values that Halo takes').argParser(wholeNumber).default(0))
    .option('--rules <file>', 'also write the rules of the columns (JSON)')
    .option('--lookups <folder>', 'also write a CSV file with the allowed values of each column')
    .addHelpText(
      'after',
      '\nExample:\n  halo bulk template tickets --type 24 --format csv --sample 20 --rules rules.json --lookups lookups/',
    );
  addSharedOptions(command).action((topic: string, options: Options, running: Command) =>
    withContext(running, host, (context) => writeAll(topic, options, context), { ownOut: true }),
  );
}

async function writeAll(topic: string, options: Options, context: Context): Promise<void> {
  const { exportLookups, generateSample, generateTemplate, validationRules, writeTemplate } = await import('halopsa-bulk');
  const { type, format, sample, rules, lookups } = options;
  const path = options.out ?? `${topic}-${type}.${format}`;
  const tenant = await openTenant(context);
  const template = await generateTemplate({ resource: topic, type, tenant });
  const rows = sample > 0 ? await generateSample(template, { tenant, count: sample }) : [];
  await writeTemplate(template, { path, format, rows });
  if (rules !== undefined)
    await writePrivate(rules, `${JSON.stringify(validationRules(template), undefined, 2)}\n`).catch((error: Error) => {
      throw new UsageError(`The rules cannot be written: ${error.message}`, { nextStep: 'Choose another --rules.' });
    });
  const files = lookups === undefined ? [] : await exportLookups(template, { tenant, folder: lookups });
  if (context.globals.json)
    await context.printer.value({ path, columns: template.columns.map(({ heading }) => heading), rows: rows.length, lookups: files });
  else {
    context.note(`${path}: ${template.columns.length} columns for ${template.form.name}, ${rows.length} sample rows.`);
    context.note(`Once filled in, plan it with: halo bulk plan ${topic} ${commandWord(path)} --mode create`);
  }
}
