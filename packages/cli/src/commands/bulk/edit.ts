import type { Command } from 'commander';
import { findResource, toCamel } from 'halopsa-catalogue';
import { commandWord } from 'halopsa-ground';
import { withContext } from '../../context.js';
import type { Host } from '../../host.js';
import { addSharedOptions } from '../../shared-options.js';
import { UsageError } from '../../usage-error.js';
import { flagsToQuery } from './list-flags.js';
import { describeOptions } from './option-values.js';
import { openTenant } from './tenant.js';

/** `halo bulk edit`: records in a workbook with drop-downs, which comes back through plan. */
export function addEdit(bulk: Command, host: Host): void {
  const command = bulk
    .command('edit')
    .summary('write records to a sheet for editing')
    .description(
      'Write records to an Excel sheet with drop-down lists of the values that Halo takes, or to a CSV file if --out ends in .csv. Once edited, plan it like any file.',
    )
    .argument('<topic>', 'what the records are, for example clients')
    .option('--filter <flags>', 'filters of the list, for example "--open-only --client-id 12"')
    .addHelpText('after', '\nExample:\n  halo bulk edit clients --columns id,name,item_tax_code --out clients.xlsx');
  describeOptions(addSharedOptions(command), {
    '--columns': 'fields to write, for example id,name,item_tax_code',
    '--out': 'file to write, .xlsx or .csv (default: TOPIC.xlsx)',
    '--tz': 'write times in this zone, for example Europe/London (default: UTC); the headings name it',
    '--utc': 'write times in UTC',
  }).action((topic: string, { filter = '', out }: { filter?: string; out?: string }, running: Command) =>
    withContext(
      running,
      host,
      async (context) => {
        const columns = context.globals.columns;
        if (!columns || columns.length === 0)
          throw new UsageError('No columns are named. Nothing was written.', {
            nextStep: `For example: halo bulk edit ${topic} --columns id,name`,
          });
        const { zone } = context.globals;
        const resource = findResource(toCamel(topic));
        const query = resource ? flagsToQuery(filter.split(/\s+/).filter(Boolean), resource) : {};
        const { writeEditSheet } = await import('halopsa-bulk');
        const path = out ?? `${topic}.xlsx`;
        const texts = Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)]));
        const rows = await writeEditSheet({ resource: topic, columns, path, tenant: await openTenant(context), query: texts, zone });
        if (context.globals.json) await context.printer.value({ path, rows });
        else context.note(`${path}: ${rows} records. Once edited, plan it with: halo bulk plan ${topic} ${commandWord(path)}`);
      },
      { ownOut: true, ownColumns: true },
    ),
  );
}
