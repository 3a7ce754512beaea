import type { Command } from 'commander';
import type { Resource } from 'halopsa-catalogue';
import { detailsOf } from 'halopsa-catalogue/details';
import { confirm } from '../confirm.js';
import type { Context } from '../context.js';
import { toOption } from '../core/inputs.js';
import { fieldTypes } from '../flags/field-types.js';
import { readRecord } from '../flags/record-data.js';
import { fieldValues } from '../flags/wire-options.js';
import { isRow, isRows, type Row } from '../output/printer.js';
import { UsageError } from '../usage-error.js';
import { withContext } from '../with-context.js';
import { guardedUpdate } from '../writes/guarded-update.js';
import { ifUnchangedOption, readExpected } from '../writes/if-unchanged.js';
import { oneByOne } from '../writes/one-by-one.js';
import {
  addRecordFlags,
  readBackOption,
  readExtraFields,
  refuseComputedFlags,
} from './record-flags.js';
import { parseIds } from './record-id.js';
import type { VerbSetting } from './verb.js';

interface UpdateOptions {
  readonly data?: string[];
  readonly customField?: Record<string, string>;
  readonly ifUnchanged?: string[];
  readonly extraField?: string[];
  readonly readBack?: true;
  readonly yes?: true;
}

/** `halo <topic> update <id...>`: changes the fields given; all others stay as they are. One record at once, several after a question. */
export async function addUpdate({ command, resource, verb, host }: VerbSetting): Promise<void> {
  command.argument(
    '<id...>',
    `${resource.idKind} id of the ${resource.singular}; several are asked about`,
  );
  await addRecordFlags(command, verb.operation);
  command
    .addOption(ifUnchangedOption())
    .addOption(toOption(readBackOption))
    .option('--yes', 'do not ask before several are changed');
  command.action((texts: string[], options: UpdateOptions, running: Command) =>
    withContext(running, host, async (context) => {
      const ids = parseIds(texts, resource.idKind, `id of the ${resource.singular}`);
      const given = await readRecord(options.data, host, await fieldTypes(verb.operation));
      const flags = fieldValues(running, context.globals);
      await refuseComputedFlags(flags, verb.operation);
      const patch = { ...given, ...flags };
      const extraFields = readExtraFields(options.extraField);
      const isEmpty = !options.customField && !extraFields;
      for (const id of ids)
        refuseDoubtfulPatch({ patch, id, isEmpty, command: `${resource.topic} update` });
      const client = await context.client();
      await client.resource(resource.attribute).check({ ...patch, id: ids[0] });
      const question = `Update ${ids.length} ${resource.topic}: ${ids.join(', ')}?`;
      if (
        ids.length > 1 &&
        !context.globals.dryRun &&
        !(await confirm(question, options.yes === true, context))
      ) {
        context.note('Nothing was changed.');
        return;
      }
      await updateAll({ resource, ids, patch, options, extraFields }, context);
    }),
  );
}

interface Wanted {
  readonly resource: Resource;
  readonly ids: readonly (number | string)[];
  readonly patch: Row;
  readonly options: UpdateOptions;
  readonly extraFields: Row | undefined;
}

async function updateAll(
  { resource, ids, patch, options, extraFields }: Wanted,
  context: Context,
): Promise<void> {
  const expected =
    options.ifUnchanged === undefined ? undefined : await readExpected(options.ifUnchanged);
  const common = {
    resource,
    patch,
    customFields: options.customField,
    expected,
    extraFields,
    readBack: options.readBack === true,
  };
  // What one command changed is taken back together.
  const together = ids.length > 1 ? crypto.randomUUID() : undefined;
  const updated: unknown[] = await oneByOne(
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
