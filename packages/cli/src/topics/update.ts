import type { Command } from 'commander';
import { about } from '../about.js';
import { withContext } from '../context.js';
import { namedColumns } from '../data/columns.js';
import { readRecord } from '../flags/record-data.js';
import { wireValues } from '../flags/wire-options.js';
import { isRow, type Row } from '../output/printer.js';
import { UsageError } from '../usage-error.js';
import { addRecordFlags } from './record-flags.js';
import { parseId } from './record-id.js';
import type { VerbSetting } from './topic.js';

/** `halo <topic> update <id>`: changes the fields given, sent at once; all others stay as they are. */
export async function addUpdate({ command, resource, verb, host }: VerbSetting): Promise<void> {
  command.argument('<id>', `${resource.idKind} id of the ${resource.singular}`);
  await addRecordFlags(command, verb.operation);
  command.action((text: string, options: { data?: string }, running: Command) =>
    withContext(running, host, async (context) => {
      const id = parseId(text, resource.idKind, `id of the ${resource.singular}`);
      const patch = { ...(await readRecord(options.data, host)), ...wireValues(running) };
      refuseDoubtfulPatch(patch, id, `${resource.topic} update`);
      const client = await context.client();
      const updated: unknown = await about(
        `${resource.singular} ${id}`,
        client.resource(resource.attribute).update({ ...patch, id }, { signal: host.signal }),
      );
      if (isRow(updated)) {
        context.note(`Updated ${resource.singular} ${id}.`);
        await context.printer.record(updated, namedColumns[resource.attribute]);
      } else await context.printer.value(updated);
    }),
  );
}

function refuseDoubtfulPatch(patch: Row, id: number | string, command: string): void {
  if (patch['id'] !== undefined && String(patch['id']) !== String(id)) {
    throw new UsageError(`The id ${id} on the line and the id ${String(patch['id'])} in --data are not the same. Nothing was sent.`);
  }
  if (Object.keys(patch).every((name) => name === 'id')) {
    throw new UsageError('There is nothing to change. Nothing was sent.', { nextStep: `"halo ${command} --help" lists the fields.` });
  }
}
