import type { Operation, Resource } from 'halopsa-catalogue';
import { detailsOf } from 'halopsa-catalogue/details';
import { about } from '../about.js';
import { type CommandSpec, defineCommand } from '../core/define-command.js';
import { argument } from '../core/inputs.js';
import { queryValues } from '../flags/wire-options.js';
import { rowOf } from '../output/answered.js';
import { queryFlags } from './query-flags.js';
import { parseId } from './record-id.js';
import type { VerbSetting } from './verb.js';
import { verbBasics } from './verb-basics.js';

/** `halo <topic> get <id>`: one whole record. A resource without an item route is searched by the client in its list. */
export function getCommand(setting: VerbSetting): CommandSpec {
  const { resource, verb } = setting;
  const { attribute, singular } = resource;
  const type = idType(verb.operation, resource);
  const shownType = verb.operation.verb === 'list' ? resource.idKind : type;
  return defineCommand({
    ...verbBasics(setting),
    arguments: { text: argument('<id>', `${shownType} id of the ${singular}`) },
    flags: { query: queryFlags(verb.operation, resource) },
    records: attribute,
    async run({ text, query: given }, { client, printer, globals, host }) {
      const id = parseId(text, type, `id of the ${singular}`);
      const query = {
        ...detailsOf(attribute).detailQuery,
        ...queryValues(given, verb.operation, globals),
      };
      const rows = (await client()).resource(attribute);
      const work = rows.get(id, query, { signal: host.signal });
      await printer.value(rowOf(await about(`${singular} ${id}`, work)));
    },
  });
}

/** The type of the path's one parameter; a list has none, and there the resource says it. */
export const idType = (operation: Operation, resource: Resource): string =>
  Object.values(operation.params)[0] ?? resource.idKind;
