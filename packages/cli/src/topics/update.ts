import type { Resource } from 'halopsa-catalogue';
import { detailsOf } from 'halopsa-catalogue/details';
import { confirm } from '../confirm.js';
import type { Context } from '../context.js';
import { type CommandSpec, defineCommand } from '../core/define-command.js';
import { argument, option } from '../core/inputs.js';
import { fieldTypes } from '../flags/field-types.js';
import { readRecord } from '../flags/record-data.js';
import { fieldValues } from '../flags/wire-options.js';
import { rowOf } from '../output/answered.js';
import { isRow, isRows, type Row } from '../output/printer.js';
import { UsageError } from '../usage-error.js';
import { guardedUpdate } from '../writes/guarded-update.js';
import { ifUnchangedOption, readExpected } from '../writes/if-unchanged.js';
import { oneByOne } from '../writes/one-by-one.js';
import {
  readBackOption,
  readExtraFields,
  recordFlags,
  refuseComputedFlags,
} from './record-flags.js';
import { parseIds } from './record-id.js';
import type { VerbSetting } from './verb.js';
import { verbBasics } from './verb-basics.js';

interface UpdateInput {
  readonly customField?: Readonly<Record<string, string>> | undefined;
  readonly ifUnchanged: readonly string[] | undefined;
  readonly extraField: readonly string[] | undefined;
  readonly readBack: true | undefined;
  readonly yes: true | undefined;
}

/** `halo <topic> update <id...>`: changes the fields given; all others stay as they are. One record at once, several after a question. */
export async function updateCommand(setting: VerbSetting): Promise<CommandSpec> {
  const { resource, verb } = setting;
  const { idKind, singular } = resource;
  const { options, fields } = await recordFlags(verb.operation);
  return defineCommand({
    ...verbBasics(setting),
    arguments: {
      texts: argument('<id...>', `${idKind} id of the ${singular}; several are asked about`),
    },
    options: {
      ...options,
      ifUnchanged: ifUnchangedOption,
      readBack: readBackOption,
      yes: option('--yes', 'do not ask before several are changed'),
    },
    flags: { fields },
    async run({ texts, fields: flags, ...input }, context) {
      const ids = parseIds(texts, idKind, `id of the ${singular}`);
      const given = await readRecord(input.data, context.host, await fieldTypes(verb.operation));
      const values = fieldValues(flags, fields.types, context.globals);
      await refuseComputedFlags(values, verb.operation);
      await update({ resource, ids, patch: { ...given, ...values }, input }, context);
    },
  });
}

/** Changes records, several after a question, and logs each. */
export async function update(updating: Updating, context: Context): Promise<void> {
  const { resource, ids, patch, input } = updating;
  const extraFields = readExtraFields(input.extraField);
  const isEmpty = !input.customField && !extraFields;
  for (const id of ids)
    refuseDoubtfulPatch({ patch, id, isEmpty, command: `${resource.topic} update` });
  const rows = (await context.client()).resource(resource.attribute);
  await rows.check({ ...patch, id: ids[0] });
  const named = await rows.withIds(
    ids.map((id) => ({ ...patch, id })),
    { signal: context.host.signal },
  );
  const sent = sameForAll(named.map(rowOf), ids);
  const question = `Update ${ids.length} ${resource.topic}: ${ids.join(', ')}?`;
  const asks = ids.length > 1 && !context.globals.dryRun;
  if (asks && !(await confirm(question, input.yes === true, context)))
    return context.note('Nothing was changed.');
  await updateAll({ ...updating, patch: sent, extraFields }, context);
}

/** What is sent of every record: a name that means another record for each, such as a site within its client, is refused. */
function sameForAll(patches: readonly Row[], ids: readonly (number | string)[]): Row {
  const [{ id: _, ...first } = {} as Row, ...others] = patches;
  for (const [at, { id: __, ...other }] of others.entries())
    for (const [field, value] of Object.entries(other))
      if (value !== first[field])
        throw new UsageError(
          `The name stands for ${field} ${String(first[field])} of record ${String(ids[0])}, and for ${String(value)} of record ${String(ids[at + 1])}. Nothing was sent.`,
          { nextStep: 'Give the id, or update these records one by one.' },
        );
  return first;
}

/** Records to change, and how. */
export interface Updating {
  readonly resource: Resource;
  readonly ids: readonly (number | string)[];
  readonly patch: Row;
  readonly input: UpdateInput;
}

async function updateAll(
  { resource, ids, patch, input, extraFields }: Updating & { extraFields: Row | undefined },
  context: Context,
): Promise<void> {
  const expected = input.ifUnchanged && (await readExpected(input.ifUnchanged));
  const common = {
    resource,
    patch,
    customFields: input.customField,
    expected,
    extraFields,
    readBack: input.readBack === true,
  };
  // What one command changed is taken back together.
  const together = ids.length > 1 ? crypto.randomUUID() : undefined;
  const updated = await oneByOne(
    ids,
    (id) => guardedUpdate({ ...common, id, together }, context),
    async ({ error, at, done, notSent }) => {
      await tellOutcomes(error, ids, at);
      return `Updated before that: ${done}. Not sent: ${notSent}.`;
    },
    context,
  );
  context.note(`Updated ${ids.length > 1 ? resource.topic : resource.singular} ${ids.join(', ')}.`);
  const [first] = updated;
  if (ids.length > 1 && isRows(updated))
    await context.printer.rows(updated, detailsOf(resource.attribute).columns);
  else if (isRow(first)) await context.printer.record(first, detailsOf(resource.attribute).columns);
  else await context.printer.value(first);
}

/** Says in the error of one record what became of those before it and after it. */
async function tellOutcomes(
  error: unknown,
  ids: readonly (number | string)[],
  at: number,
): Promise<void> {
  const { HaloError, noteOutcomes, outcomeOf } = await import('halopsa');
  if (!(error instanceof HaloError) || error.records) return;
  const failed = outcomeOf({ error, records: [ids[at]], uncertain: false });
  noteOutcomes(
    error,
    ids.map((id, index) => ({
      index,
      id,
      outcome: index < at ? 'done' : index === at ? failed : 'not-sent',
    })),
  );
}

function refuseDoubtfulPatch({
  patch,
  id,
  isEmpty,
  command,
}: {
  patch: Row;
  id: number | string;
  isEmpty: boolean;
  command: string;
}): void {
  if (patch['id'] !== undefined && String(patch['id']) !== String(id)) {
    throw new UsageError(
      `The id ${id} on the line and the id ${String(patch['id'])} in --data are not the same. Nothing was sent.`,
    );
  }
  if (isEmpty && Object.keys(patch).every((name) => name === 'id')) {
    throw new UsageError('There is nothing to change. Nothing was sent.', {
      nextStep: `"halo ${command} --help" lists the fields.`,
    });
  }
}
