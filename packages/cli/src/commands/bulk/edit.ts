import { findResource, toCamel } from 'halopsa-catalogue';
import { commandWord } from 'halopsa-ground';
import { flagsToQuery } from '../../bulk/list-flags.js';
import { openTenant } from '../../bulk/tenant.js';
import { type CommandSpec, defineCommand } from '../../core/define-command.js';
import { argument, option } from '../../core/inputs.js';
import { UsageError } from '../../usage-error.js';

/** `halo bulk edit`: records in a workbook with drop-downs, which comes back through plan. */
export const command: CommandSpec = defineCommand({
  description:
    'Write records to an Excel sheet with drop-down lists of the values that Halo takes, or to a CSV file if --out ends in .csv. Once edited, plan it like any file.',
  arguments: { topic: argument('<topic>', 'what the records are, for example clients') },
  options: {
    filter: option(
      '--filter <flags>',
      'filters of the list, for example "--open-only --client-id 12"',
    ),
  },
  sharedHelp: {
    '--columns': 'fields to write, for example id,name,item_tax_code',
    '--out': 'file to write, .xlsx or .csv (default: TOPIC.xlsx)',
    '--tz':
      'write times in this zone, for example Europe/London (default: UTC); the headings name it',
    '--utc': 'write times in UTC',
  },
  example: 'halo bulk edit clients --columns id,name,item_tax_code --out clients.xlsx',
  ownOut: true,
  ownColumns: true,
  async run({ topic, filter = '' }, context) {
    const { columns, zone } = context.globals;
    if (!columns || columns.length === 0)
      throw new UsageError('No columns are named. Nothing was written.', {
        nextStep: `For example: halo bulk edit ${topic} --columns id,name`,
      });
    const resource = findResource(toCamel(topic));
    const query = resource ? flagsToQuery(filter.split(/\s+/).filter(Boolean), resource) : {};
    const { writeEditSheet } = await import('halopsa-bulk');
    const path = context.out ?? `${topic}.xlsx`;
    const texts = Object.fromEntries(
      Object.entries(query).map(([name, value]) => [name, String(value)]),
    );
    const rows = await writeEditSheet({
      resource: topic,
      columns,
      path,
      tenant: await openTenant(context),
      query: texts,
      zone,
    });
    if (context.globals.json) await context.printer.value({ path, rows });
    else
      context.note(
        `${path}: ${rows} records. Once edited, plan it with: halo bulk plan ${topic} ${commandWord(path)}`,
      );
  },
});
