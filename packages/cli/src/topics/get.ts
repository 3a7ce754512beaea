import type { Command } from 'commander';
import type { Operation, Resource } from 'halopsa-catalogue';
import { detailsOf } from 'halopsa-catalogue/details';
import { about } from '../about.js';
import { queryValues } from '../flags/wire-options.js';
import { withContext } from '../with-context.js';
import { addQueryFlags } from './query-flags.js';
import { parseId } from './record-id.js';
import type { VerbSetting } from './verb.js';

/** `halo <topic> get <id>`: one whole record. A resource without an item route is searched by the client in its list. */
export function addGet({ command, resource, verb, host }: VerbSetting): void {
  command.argument(
    '<id>',
    `${verb.operation.verb === 'list' ? resource.idKind : idType(verb.operation, resource)} id of the ${resource.singular}`,
  );
  addQueryFlags(command, verb.operation, resource);
  command.action((text: string, _options: unknown, running: Command) =>
    withContext(
      running,
      host,
      async ({ client, printer, globals }) => {
        const id = parseId(
          text,
          idType(verb.operation, resource),
          `id of the ${resource.singular}`,
        );
        const query = {
          ...detailsOf(resource.attribute).detailQuery,
          ...queryValues(running, verb.operation, globals),
        };
        const rows = (await client()).resource(resource.attribute);
        const record = await about(
          `${resource.singular} ${id}`,
          rows.get(id, query, { signal: host.signal }),
        );
        await printer.value(record);
      },
      { records: resource.attribute },
    ),
  );
}

/** The type of the path's one parameter; a list has none, and there the resource says it. */
export const idType = (operation: Operation, resource: Resource): string =>
  Object.values(operation.params)[0] ?? resource.idKind;
