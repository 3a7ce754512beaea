import type { Command } from 'commander';
import { withContext } from '../context.js';
import { namedColumns } from '../data/columns.js';
import { readRecord } from '../flags/record-data.js';
import { wireValues } from '../flags/wire-options.js';
import { isRow } from '../output/printer.js';
import { UsageError } from '../usage-error.js';
import { addRecordFlags } from './record-flags.js';
import type { VerbSetting } from './topic.js';

/** `halo <topic> create`: one record from `--data` and flags, sent at once. */
export async function addCreate({ command, resource, verb, host }: VerbSetting): Promise<void> {
  await addRecordFlags(command, verb.operation);
  command.action((options: { data?: string }, running: Command) =>
    withContext(running, host, async (context) => {
      const record = { ...(await readRecord(options.data, host)), ...wireValues(running) };
      if (Object.keys(record).length === 0) {
        throw new UsageError(`There is nothing to create the ${resource.singular} from. Nothing was sent.`, {
          nextStep: `Give its fields as flags or as --data; "halo ${resource.topic} create --help" lists them.`,
        });
      }
      const client = await context.client();
      const created: unknown = await client.resource(resource.attribute).create(record, { signal: host.signal });
      if (isRow(created)) {
        context.note(`Created ${resource.singular} ${String(created['id'] ?? '(Halo gave no id)')}.`);
        await context.printer.record(created, namedColumns[resource.attribute]);
      } else await context.printer.value(created);
    }),
  );
}
