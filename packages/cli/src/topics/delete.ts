import type { Command } from 'commander';
import { about } from '../about.js';
import { confirm } from '../confirm.js';
import { withContext } from '../context.js';
import { wireValues } from '../flags/wire-options.js';
import { idType } from './get.js';
import { addQueryFlags } from './query-flags.js';
import { parseId } from './record-id.js';
import type { VerbSetting } from './topic.js';

/** `halo <topic> delete <id>`: asks first unless `--yes`. */
export function addDelete({ command, resource, verb, host }: VerbSetting): void {
  command.argument('<id>', `${resource.idKind} id of the ${resource.singular}`).option('--yes', 'do not ask');
  addQueryFlags(command, verb.operation, resource);
  command.action((text: string, options: { yes?: true }, running: Command) =>
    withContext(running, host, async (context) => {
      const id = parseId(text, idType(verb.operation, resource), `id of the ${resource.singular}`);
      const client = await context.client();
      if (!(await confirm(`Delete ${resource.singular} ${id}?`, options.yes === true, context))) {
        context.note('Nothing was deleted.');
        return;
      }
      await about(
        `${resource.singular} ${id}`,
        client.resource(resource.attribute).delete(id, wireValues(running), { signal: host.signal }),
      );
      if (context.globals.json) await context.printer.value({ id, deleted: true });
      else context.note(`Deleted ${resource.singular} ${id}.`);
    }),
  );
}
