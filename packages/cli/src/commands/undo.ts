import type { Command } from 'commander';
import { findResource, type Resource } from 'halopsa-catalogue';
import { about } from '../about.js';
import { confirm } from '../confirm.js';
import { origin } from '../connection/state-keys.js';
import { type Context, withContext } from '../context.js';
import type { Host } from '../host.js';
import type { Row } from '../output/printer.js';
import { addSharedOptions } from '../shared-options.js';
import { UsageError } from '../usage-error.js';
import { logWrite, readWrites, type WriteEntry, watched } from '../writes/audit-log.js';
import { demandUnchanged } from '../writes/if-unchanged.js';

/** `halo undo`: takes back the last write of this tenant: an update by the values before it, a create by a delete. */
export function addUndoCommand(program: Command, host: Host): void {
  const command = program
    .command('undo')
    .summary('take back the last write')
    .description('Take back the last create or update that was made from here, if nobody has changed the record since. Asks first.')
    .option('--yes', 'do not ask')
    .addHelpText('after', '\nExample:\n  halo undo --dry-run');
  addSharedOptions(command).action((options: { yes?: true }, running: Command) =>
    withContext(running, host, async (context) => {
      const { settings } = await context.connection();
      const entry = lastOf(await readWrites(host), settings.tenant_url ?? '');
      const plan = planFor(entry);
      if (!context.globals.dryRun && !(await confirm(plan.question, options.yes === true, context))) {
        context.note('Nothing was changed.');
        return;
      }
      await takeBack(plan, context);
    }),
  );
}

interface Plan {
  readonly entry: WriteEntry & { readonly id: number | string };
  readonly resource: Resource;
  readonly question: string;
  /** The values to go back to; undefined where the record goes. */
  readonly patch: Row | undefined;
}

function lastOf(writes: readonly WriteEntry[], tenant: string): WriteEntry {
  const entry = writes.findLast((write) => origin(write.tenant) === origin(tenant));
  if (!entry) throw new UsageError(`Nothing was written to ${tenant} from this computer. Nothing was sent.`);
  return entry;
}

function planFor(entry: WriteEntry): Plan {
  const { action, id, before, at } = entry;
  const refuse = (why: string): UsageError =>
    new UsageError(
      `The last write (${action} of ${entry.resource} ${String(id ?? '')}, ${at}) cannot be taken back: ${why}. Nothing was sent.`,
      {
        nextStep: '"halo writes --json" shows what was there before.',
      },
    );
  if (entry.outcome === 'unknown') throw refuse('its answer was lost, and nobody knows whether it was made');
  const resource = findResource(entry.resource);
  if (!resource || id === undefined) throw refuse(action === 'undo' ? 'it was an undo itself' : 'the API has no way back for it');
  const known = { ...entry, id };
  if (action === 'create') {
    if (!resource.operations['delete']) throw refuse(`the API cannot delete a ${resource.singular}`);
    return { entry: known, resource, patch: undefined, question: `Delete ${resource.singular} ${id}, which was made ${at}?` };
  }
  if (action !== 'update') throw refuse(action === 'delete' ? 'the API has no way to bring it back' : 'it was an undo itself');
  if (!before) throw refuse('what was there before could not be read');
  const patch = Object.fromEntries(Object.entries(before).filter(([name]) => name !== 'id'));
  if (JSON.stringify(patch).includes('"***"')) throw refuse('it changed a secret, and secrets are not kept');
  return {
    entry: known,
    resource,
    patch,
    question: `Set ${Object.keys(patch).join(', ')} of ${resource.singular} ${id} back to what it was before ${at}?`,
  };
}

async function takeBack({ entry, resource, patch }: Plan, context: Context): Promise<void> {
  const client = await context.client();
  const rows = client.resource(resource.attribute);
  const { id, after } = entry;
  const what = `${resource.singular} ${id}`;
  const options = { signal: context.host.signal };
  if (after && resource.operations['get'] && !context.globals.dryRun) {
    const { id: _, ...fields } = after;
    const found: Row = await about(what, rows.get(id, {}, options));
    demandUnchanged(found, sameFields(fields, found), what.charAt(0).toUpperCase() + what.slice(1));
  }
  const taken = { action: 'undo', resource: resource.attribute, id, sent: patch } as const;
  await watched(taken, about(what, patch ? rows.update({ ...patch, id }, options) : rows.delete(id, {}, options)), context);
  await logWrite(taken, context);
  context.note(patch ? `Set back ${what}.` : `Deleted ${what} again.`);
  if (context.globals.json) await context.printer.value({ undone: entry.action, resource: resource.attribute, id });
}

/** Fields that a read does not carry, or that hold lists and secrets, prove nothing about what others changed. */
const sameFields = (fields: Row, found: Row): Row =>
  Object.fromEntries(Object.entries(fields).filter(([name, value]) => name in found && typeof value !== 'object' && value !== '***'));
