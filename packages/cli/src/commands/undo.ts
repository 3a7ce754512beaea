import { about } from '../about.js';
import { confirm } from '../confirm.js';
import type { Context } from '../context.js';
import { type CommandSpec, defineCommand } from '../core/define-command.js';
import { option } from '../core/inputs.js';
import { rowOf } from '../output/answered.js';
import type { Value } from '../output/json-value.js';
import type { Row } from '../output/printer.js';
import { logWrite, readWrites, watched } from '../writes/audit-log.js';
import { demandUnchanged } from '../writes/if-unchanged.js';
import { oneByOne } from '../writes/one-by-one.js';
import { planUndo, type Step, type UndoPlan } from '../writes/undo-plan.js';

/** `halo undo`: takes back the last write of this tenant: an update by the values before it, a create by a delete. */
export const command: CommandSpec = defineCommand({
  description:
    'Take back the last create or update that was made from here, with all of its records, if nobody has changed them since. Shows what it will do, and asks first.',
  options: { yes: option('--yes', 'do not ask') },
  example: 'halo undo --dry-run',
  async run({ yes = false }, context) {
    const { settings } = await context.connection();
    const plan = planUndo(await readWrites(context), settings.tenant_url ?? '');
    const found = context.globals.dryRun ? [] : await checkAll(plan, context);
    show(plan, found, context);
    if (!context.globals.dryRun && !(await confirm(questionFor(plan), yes, context))) {
      context.note('Nothing was changed.');
      return;
    }
    await takeBackAll(plan, context);
  },
});

const mostShown = 20;

/** Says what becomes of each record, before anything is asked or sent. */
function show(
  { resource, steps, unknown }: UndoPlan,
  found: readonly (Row | undefined)[],
  { note }: Context,
): void {
  for (const [at, { entry, patch }] of steps.slice(0, mostShown).entries()) {
    const what = `${resource.singular} ${entry.id}`;
    note(
      patch
        ? `${what}: ${Object.entries(patch)
            .map(([name, value]) => changeOf(name, value, found[at]))
            .join(', ')}`
        : `${what}: is deleted`,
    );
  }
  if (steps.length > mostShown) note(`... and ${steps.length - mostShown} more ${resource.topic}`);
  if (unknown.length > 0)
    note(`Left alone, since nobody knows whether they were written: ${unknown.join(', ')}`);
}

function changeOf(name: string, value: Value, found: Row | undefined): string {
  const now = found && name in found ? ` (now ${brief(found[name])})` : '';
  return `${name} back to ${brief(value)}${now}`;
}

function brief(value: Value): string {
  const text = JSON.stringify(value ?? null);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function questionFor({ resource, steps }: UndoPlan): string {
  const [first] = steps as [Step];
  const what =
    steps.length > 1
      ? `${steps.length} ${resource.topic}`
      : `${resource.singular} ${first.entry.id}`;
  return first.patch
    ? `Set ${what} back to what was there before ${first.entry.at}?`
    : `Delete ${what}, made ${first.entry.at}?`;
}

/** Reads every record, and refuses the undo where one was changed since: nothing is sent before all are known. */
async function checkAll(
  { resource, steps }: UndoPlan,
  context: Context,
): Promise<(Row | undefined)[]> {
  if (!resource.operations['get']) return [];
  const rows = (await context.client()).resource(resource.attribute);
  const found: (Row | undefined)[] = [];
  for (const { entry } of steps) {
    if (!entry.after) {
      found.push(undefined);
      continue;
    }
    const what = `${resource.singular} ${entry.id}`;
    const record = rowOf(
      await about(what, rows.get(entry.id, {}, { signal: context.host.signal })),
    );
    const { id: _, ...fields } = entry.after;
    demandUnchanged(
      record,
      sameFields(fields, record),
      what.charAt(0).toUpperCase() + what.slice(1),
    );
    found.push(record);
  }
  return found;
}

async function takeBackAll({ resource, steps, undoes }: UndoPlan, context: Context): Promise<void> {
  const ids = steps.map(({ entry }) => entry.id);
  await oneByOne(
    ids,
    (_, at) => takeBack(steps[at] as Step, { resource, undoes }, context),
    ({ done, notSent }) =>
      `Taken back before that: ${done}. Not sent: ${notSent}. "halo undo" goes on.`,
    context,
  );
  const [first] = steps as [Step];
  const what = `${steps.length > 1 ? resource.topic : resource.singular} ${ids.join(', ')}`;
  context.note(first.patch ? `Set back ${what}.` : `Deleted ${what} again.`);
  if (!context.globals.json) return;
  const results = ids.map((id) => ({
    undone: first.entry.action,
    resource: resource.attribute,
    id,
  }));
  await context.printer.value(results.length > 1 ? results : results[0]);
}

async function takeBack(
  { entry, patch }: Step,
  { resource, undoes }: Pick<UndoPlan, 'resource' | 'undoes'>,
  context: Context,
): Promise<void> {
  const rows = (await context.client()).resource(resource.attribute);
  const { id } = entry;
  const what = `${resource.singular} ${id}`;
  const options = { signal: context.host.signal };
  const taken = { action: 'undo', resource: resource.attribute, id, undoes, sent: patch } as const;
  await watched(
    taken,
    about(what, patch ? rows.update({ ...patch, id }, options) : rows.delete(id, {}, options)),
    context,
  );
  await logWrite(taken, context);
}

/** Fields that a read does not carry, or that hold lists and secrets, prove nothing about what others changed. */
const sameFields = (fields: Row, found: Row): Row =>
  Object.fromEntries(
    Object.entries(fields).filter(
      ([name, value]) => name in found && typeof value !== 'object' && value !== '***',
    ),
  );
