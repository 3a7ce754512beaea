import type { Command } from 'commander';
import type { Resource } from 'halopsa-catalogue';
import { about } from '../about.js';
import { confirm } from '../confirm.js';
import type { Context } from '../context.js';
import type { FlagValue } from '../flags/flag-value.js';
import { queryValues } from '../flags/wire-options.js';
import type { Row } from '../output/printer.js';
import { withContext } from '../with-context.js';
import { logWrite, watched } from '../writes/audit-log.js';
import { readBefore } from '../writes/guarded-update.js';
import {
  demandUnchanged,
  ifUnchangedOption,
  readExpected,
  refuseUnknownFields,
} from '../writes/if-unchanged.js';
import { oneByOne } from '../writes/one-by-one.js';
import { idType } from './get.js';
import { addQueryFlags } from './query-flags.js';
import { parseIds } from './record-id.js';
import type { VerbSetting } from './verb.js';

interface DeleteOptions {
  readonly yes?: true;
  readonly ifUnchanged?: string[];
}

/** `halo <topic> delete <id...>`: asks first unless `--yes`. */
export function addDelete({ command, resource, verb, host }: VerbSetting): void {
  command
    .argument('<id...>', `${resource.idKind} id of the ${resource.singular}`)
    .option('--yes', 'do not ask')
    .addOption(ifUnchangedOption());
  addQueryFlags(command, verb.operation, resource);
  command.action((texts: string[], options: DeleteOptions, running: Command) =>
    withContext(running, host, async (context) => {
      const ids = parseIds(
        texts,
        idType(verb.operation, resource),
        `id of the ${resource.singular}`,
      );
      const expected =
        options.ifUnchanged === undefined ? undefined : await readExpected(options.ifUnchanged);
      await deleteAll(
        { resource, ids, query: queryValues(running, verb.operation, context.globals), expected },
        options.yes === true,
        context,
      );
    }),
  );
}

interface Wanted extends Omit<Deletion, 'id'> {
  readonly ids: readonly (number | string)[];
}

async function deleteAll(
  { ids, ...wanted }: Wanted,
  yes: boolean,
  context: Context,
): Promise<void> {
  const { topic, singular } = wanted.resource;
  const what = `${ids.length > 1 ? topic : singular} ${ids.join(', ')}`;
  // Wrong settings are told before a question is asked.
  await context.client();
  const question =
    ids.length > 1 ? `Delete ${ids.length} ${topic}: ${ids.join(', ')}?` : `Delete ${what}?`;
  if (!context.globals.dryRun && !(await confirm(question, yes, context)))
    return context.note('Nothing was deleted.');
  await oneByOne(
    ids,
    (id) => deleteOne({ ...wanted, id }, context),
    ({ done, notSent }) => `Deleted before that: ${done}. Not sent: ${notSent}.`,
    context,
  );
  const results = ids.map((id) => ({ id, deleted: true }));
  if (context.globals.json) await context.printer.value(results.length > 1 ? results : results[0]);
  else context.note(`Deleted ${what}.`);
}

interface Deletion {
  readonly resource: Resource;
  readonly id: number | string;
  readonly query: Readonly<Record<string, FlagValue>>;
  readonly expected: Row | undefined;
}

async function deleteOne(
  { resource, id, query, expected }: Deletion,
  context: Context,
): Promise<void> {
  const what = `${resource.singular} ${id}`;
  const client = await context.client();
  const before = await readBefore({ resource, id, isNeeded: expected !== undefined }, context);
  if (expected && before) {
    await refuseUnknownFields(expected, before, resource);
    demandUnchanged(before, expected, what.charAt(0).toUpperCase() + what.slice(1));
  }
  const entry = { action: 'delete', resource: resource.attribute, id, before } as const;
  await watched(
    entry,
    about(
      what,
      client.resource(resource.attribute).delete(id, query, { signal: context.host.signal }),
    ),
    context,
  );
  await logWrite(entry, context);
}
