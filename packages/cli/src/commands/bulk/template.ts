import { commandWord } from 'halopsa-ground';
import { writePrivate } from 'halopsa-ground/node';
import { wholeNumber } from '../../bulk/inputs.js';
import { openTenant } from '../../bulk/tenant.js';
import type { Context } from '../../context.js';
import { type CommandSpec, defineCommand } from '../../core/define-command.js';
import { argument, choice, type InputOf, option } from '../../core/inputs.js';
import { UsageError } from '../../usage-error.js';

const options = {
  type: option('--type <id>', 'number of the type, for example of the ticket type', {
    parse: wholeNumber,
    required: true,
  }),
  format: choice('--format <format>', 'format of the spreadsheet', ['csv', 'xlsx'], {
    default: 'csv',
  }),
  sample: option('--sample <count>', 'number of sample rows, made of values that Halo takes', {
    parse: wholeNumber,
    default: 0,
  }),
  rules: option('--rules <file>', 'also write the rules of the columns (JSON)'),
  lookups: option(
    '--lookups <folder>',
    'also write a CSV file with the allowed values of each column',
  ),
};

/** `halo bulk template`: an empty spreadsheet that fits, with sample rows, rules and lists of values. */
export const command: CommandSpec = defineCommand({
  description:
    'Write a spreadsheet for new tickets of one type, with the fields of its form. On request it has sample rows, and the rules and allowed values are written to files.',
  arguments: { topic: argument('<topic>', 'what the rows are, for example tickets') },
  options,
  example:
    'halo bulk template tickets --type 24 --format csv --sample 20 --rules rules.json --lookups lookups/',
  ownOut: true,
  run: ({ topic, ...given }, context) => writeAll(topic, given, context),
});

type Options = InputOf<typeof options>;

async function writeAll(topic: string, options: Options, context: Context): Promise<void> {
  const { exportLookups, generateSample, generateTemplate, validationRules, writeTemplate } =
    await import('halopsa-bulk');
  const { type, format, sample, rules, lookups } = options;
  const path = context.out ?? `${topic}-${type}.${format}`;
  const tenant = await openTenant(context);
  const template = await generateTemplate({ resource: topic, type, tenant });
  const rows = sample > 0 ? await generateSample(template, { tenant, count: sample }) : [];
  await writeTemplate(template, { path, format, rows });
  if (rules !== undefined)
    await writePrivate(rules, `${JSON.stringify(validationRules(template), undefined, 2)}\n`).catch(
      (error: Error) => {
        throw new UsageError(`The rules cannot be written: ${error.message}`, {
          nextStep: 'Choose another --rules.',
        });
      },
    );
  const files =
    lookups === undefined ? [] : await exportLookups(template, { tenant, folder: lookups });
  if (context.globals.json)
    await context.printer.value({
      path,
      columns: template.columns.map(({ heading }) => heading),
      rows: rows.length,
      lookups: files,
    });
  else {
    context.note(
      `${path}: ${template.columns.length} columns for ${template.form.name}, ${rows.length} sample rows.`,
    );
    context.note(
      `Once filled in, plan it with: halo bulk plan ${topic} ${commandWord(path)} --mode create`,
    );
  }
}
