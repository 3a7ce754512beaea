import type { Command } from 'commander';
import type { Resource } from 'halopsa-catalogue';
import { confirm } from '../confirm.js';
import { type Context, withContext } from '../context.js';
import { namedColumns } from '../data/columns.js';
import { fieldTypes } from '../flags/field-types.js';
import { readRecords } from '../flags/record-data.js';
import { wireValues } from '../flags/wire-options.js';
import { isRow, isRows, type Row } from '../output/printer.js';
import { UsageError } from '../usage-error.js';
import { logWrite, mayBeMade, pick } from '../writes/audit-log.js';
import { mergeCustomFields } from '../writes/custom-fields.js';
import { addRecordFlags } from './record-flags.js';
import type { VerbSetting } from './topic.js';

interface CreateOptions {
  readonly data?: string[];
  readonly customField?: Record<string, string>;
  readonly yes?: true;
}

/** `halo <topic> create`: one record from `--data` and flags, sent at once; several from an array, after a question. */
export async function addCreate({ command, resource, verb, host }: VerbSetting): Promise<void> {
  await addRecordFlags(command, verb.operation);
  command.option('--yes', 'do not ask before several are made');
  command.action((options: CreateOptions, running: Command) =>
    withContext(running, host, async (context) => {
      const flags = wireValues(running, 'field');
      const given = await readRecords(options.data, host, await fieldTypes(verb.operation));
      const records = given.map((record) => completed({ ...record, ...flags }, options.customField));
      refuseNothing(records, resource);
      const question = `Create ${records.length} ${resource.topic}?`;
      if (records.length > 1 && !context.globals.dryRun && !(await confirm(question, options.yes === true, context))) {
        context.note('Nothing was created.');
        return;
      }
      await createAll(records, resource, context);
    }),
  );
}

const completed = (record: Row, custom: Readonly<Record<string, string>> | undefined): Row =>
  custom ? { ...record, customfields: mergeCustomFields([record], custom) } : record;

function refuseNothing(records: readonly Row[], { singular, topic }: Resource): void {
  if (records.length > 0 && records.every((record) => Object.keys(record).length > 0)) return;
  throw new UsageError(`There is nothing to create the ${singular} from. Nothing was sent.`, {
    nextStep: `Give its fields as flags or as --data; "halo ${topic} create --help" lists them.`,
  });
}

/** Makes the records and logs each of them. */
export async function createAll(records: readonly Row[], resource: Resource, context: Context): Promise<void> {
  const rows = (await context.client()).resource(resource.attribute);
  const { signal } = context.host;
  const [first = {}] = records;
  const created: unknown[] = [];
  try {
    if (records.length > 1) await rows.batchCreate(records, { signal, onBatch: (batch) => void created.push(...batch.records) });
    else created.push(await rows.create(first, { signal }));
  } catch (error) {
    await logCreated(records, created, resource, context);
    if (created.length > 0) context.note(`Created before that: ${idsOf(created)}.`);
    if (mayBeMade(error, context)) {
      const unknown = (error as { readonly unknown?: readonly number[] }).unknown ?? [];
      const action = { action: 'create', resource: resource.attribute, outcome: 'unknown' } as const;
      for (const at of unknown.length > 0 ? unknown : [0]) await logWrite({ ...action, sent: records[at] }, context);
    }
    throw error;
  }
  await logCreated(records, created, resource, context);
  context.note(`Created ${records.length > 1 ? resource.topic : resource.singular} ${idsOf(created)}.`);
  const [made] = created;
  if (records.length > 1 && isRows(created)) await context.printer.rows(created, namedColumns[resource.attribute]);
  else if (isRow(made)) await context.printer.record(made, namedColumns[resource.attribute]);
  else await context.printer.value(made);
}

const idsOf = (created: readonly unknown[]): string =>
  created.map((record) => (isRow(record) ? String(record['id'] ?? '(Halo gave no id)') : '(Halo gave no record)')).join(', ');

async function logCreated(records: readonly Row[], created: readonly unknown[], resource: Resource, context: Context): Promise<void> {
  for (const [at, record] of created.entries()) {
    const sent = records[at] ?? {};
    const made = isRow(record) ? { id: record['id'] as number | string, after: pick(record, Object.keys(sent)) } : {};
    await logWrite({ action: 'create', resource: resource.attribute, sent, ...made }, context);
  }
}
