import type { Operation, Resource } from 'halopsa-catalogue';
import { detailsOf } from 'halopsa-catalogue/details';
import { confirm } from '../confirm.js';
import type { Context } from '../context.js';
import { type CommandSpec, defineCommand } from '../core/define-command.js';
import { option } from '../core/inputs.js';
import { fieldTypes } from '../flags/field-types.js';
import { readRecords } from '../flags/record-data.js';
import { fieldValues } from '../flags/wire-options.js';
import { rowOf } from '../output/answered.js';
import { isRow, isRows, type Row } from '../output/printer.js';
import { UsageError } from '../usage-error.js';
import { logWrite, mayBeMade, pick } from '../writes/audit-log.js';
import { mergeCustomFields } from '../writes/custom-fields.js';
import {
  readBackOption,
  readExtraFields,
  recordFlags,
  refuseComputedFlags,
} from './record-flags.js';
import type { VerbSetting } from './verb.js';
import { verbBasics } from './verb-basics.js';

/** `halo <topic> create`: one record from `--data` and flags, sent at once; several from an array, after a question. */
export async function createCommand(setting: VerbSetting): Promise<CommandSpec> {
  const { resource, verb } = setting;
  const { options, fields } = await recordFlags(verb.operation);
  return defineCommand({
    ...verbBasics(setting),
    options: {
      ...options,
      readBack: readBackOption,
      yes: option('--yes', 'do not ask before several are made'),
    },
    flags: { fields },
    async run({ fields: given, ...input }, context) {
      const flags = fieldValues(given, fields.types, context.globals);
      await refuseComputedFlags(flags, verb.operation);
      await create({ resource, operation: verb.operation, flags, input }, context);
    },
  });
}

interface CreateInput {
  readonly data: readonly string[] | undefined;
  readonly customField?: Readonly<Record<string, string>> | undefined;
  readonly extraField: readonly string[] | undefined;
  readonly readBack: true | undefined;
  readonly yes: true | undefined;
}

interface Creating {
  readonly resource: Resource;
  readonly operation: Operation;
  readonly flags: Row;
  readonly input: CreateInput;
}

async function create(
  { resource, operation, flags, input }: Creating,
  context: Context,
): Promise<void> {
  const { data, customField, extraField, readBack = false, yes = false } = input;
  const extraFields = readExtraFields(extraField);
  const given = await readRecords(data, context.host, await fieldTypes(operation));
  const named = given.map((record) => completed({ ...record, ...flags }, customField));
  if (!extraFields) refuseNothing(named, resource);
  const rows = (await context.client()).resource(resource.attribute);
  await rows.check(named);
  const records = (await rows.withIds(named, { signal: context.host.signal })).map(rowOf);
  const question = `Create ${records.length} ${resource.topic}?`;
  const asks = records.length > 1 && !context.globals.dryRun;
  if (asks && !(await confirm(question, yes, context))) return context.note('Nothing was created.');
  await createAll(records, resource, { extraFields, readBack }, context);
}

const completed = (record: Row, custom: Readonly<Record<string, string>> | undefined): Row =>
  custom ? { ...record, customfields: mergeCustomFields([record], custom) } : record;

function refuseNothing(records: readonly Row[], { singular, topic }: Resource): void {
  if (records.length > 0 && records.every((record) => Object.keys(record).length > 0)) return;
  throw new UsageError(`There is nothing to create the ${singular} from. Nothing was sent.`, {
    nextStep: `Give its fields as flags or as --data; "halo ${topic} create --help" lists them.`,
  });
}

interface Wanted {
  readonly extraFields: Row | undefined;
  readonly readBack: boolean;
}

/** Makes the records and logs each of them. */
export async function createAll(
  records: readonly Row[],
  resource: Resource,
  wanted: Wanted,
  context: Context,
): Promise<void> {
  const rows = (await context.client()).resource(resource.attribute);
  const options = {
    signal: context.host.signal,
    extraFields: wanted.extraFields,
    ...(wanted.readBack && { readBack: 'warn' as const }),
  };
  const [first = {}] = records;
  const created: Row[] = [];
  // What one command made is taken back together.
  const together = records.length > 1 ? crypto.randomUUID() : undefined;
  try {
    if (records.length > 1)
      await rows.batchCreate(records, {
        ...options,
        onBatch: (batch) => void created.push(...batch.records.map(rowOf)),
      });
    else created.push(rowOf(await rows.create(first, options)));
  } catch (error) {
    await logFailed({ records, created, resource, together }, error, context);
    throw error;
  }
  await logCreated({ records, created, resource, together }, context);
  context.note(
    `Created ${records.length > 1 ? resource.topic : resource.singular} ${idsOf(created)}.`,
  );
  const [made] = created;
  if (records.length > 1 && isRows(created))
    await context.printer.rows(created, detailsOf(resource.attribute).columns);
  else if (isRow(made)) await context.printer.record(made, detailsOf(resource.attribute).columns);
  else await context.printer.value(made);
}

interface Creation {
  readonly records: readonly Row[];
  readonly created: readonly Row[];
  readonly resource: Resource;
  readonly together: string | undefined;
}

async function logFailed(creation: Creation, error: unknown, context: Context): Promise<void> {
  const { records, created, resource, together } = creation;
  await logCreated(creation, context);
  if (created.length > 0) context.note(`Created before that: ${idsOf(created)}.`);
  if (!mayBeMade(error, context)) return;
  const unknown = (error as { readonly unknown?: readonly number[] }).unknown ?? [];
  const action = {
    action: 'create',
    resource: resource.attribute,
    together,
    outcome: 'unknown',
  } as const;
  for (const at of unknown.length > 0 ? unknown : [0])
    await logWrite({ ...action, sent: records[at] }, context);
}

const idsOf = (created: readonly Row[]): string =>
  created
    .map((record) =>
      isRow(record) ? String(record['id'] ?? '(Halo gave no id)') : '(Halo gave no record)',
    )
    .join(', ');

async function logCreated(
  { records, created, resource, together }: Creation,
  context: Context,
): Promise<void> {
  for (const [at, record] of created.entries()) {
    const sent = records[at] ?? {};
    const made = isRow(record)
      ? { id: record['id'] as number | string, after: pick(record, Object.keys(sent)) }
      : {};
    await logWrite(
      { action: 'create', resource: resource.attribute, together, sent, ...made },
      context,
    );
  }
}
