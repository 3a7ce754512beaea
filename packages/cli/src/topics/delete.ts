import type { Resource } from 'halopsa-catalogue';
import { about } from '../about.js';
import { confirm } from '../confirm.js';
import type { Context } from '../context.js';
import { type CommandSpec, defineCommand } from '../core/define-command.js';
import { argument, option } from '../core/inputs.js';
import type { FlagValue } from '../flags/flag-value.js';
import { queryValues } from '../flags/wire-options.js';
import type { Row } from '../output/printer.js';
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
import { queryFlags } from './query-flags.js';
import { parseIds } from './record-id.js';
import type { VerbSetting } from './verb.js';
import { verbBasics } from './verb-basics.js';

/** `halo <topic> delete <id...>`: asks first unless `--yes`. */
export function deleteCommand(setting: VerbSetting): CommandSpec {
  const { resource, verb } = setting;
  const { idKind, singular } = resource;
  return defineCommand({
    ...verbBasics(setting),
    arguments: { texts: argument('<id...>', `${idKind} id of the ${singular}`) },
    options: { yes: option('--yes', 'do not ask'), ifUnchanged: ifUnchangedOption },
    flags: { query: queryFlags(verb.operation, resource) },
    async run({ texts, yes = false, ifUnchanged, query: given }, context) {
      const ids = parseIds(texts, idType(verb.operation, resource), `id of the ${singular}`);
      const expected = ifUnchanged && (await readExpected(ifUnchanged));
      const query = queryValues(given, verb.operation, context.globals);
      await deleteAll({ resource, ids, query, expected }, yes, context);
    },
  });
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
