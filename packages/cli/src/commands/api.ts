import { allOperations, findOperation, findResource } from 'halopsa-catalogue';
import { type CommandSpec, defineCommand } from '../core/define-command.js';
import { nearest } from '../nearest.js';
import { addSharedOptions } from '../shared-options.js';
import { addOperation } from '../topics/operation.js';
import { UsageError } from '../usage-error.js';

/** `halo api <resource.verb>` calls any operation of the catalogue, with typed flags and its answer as it came; only the one named gets its flags. */
export const command: CommandSpec = defineCommand({
  usage: '<resource.verb> [arguments] [options]',
  description:
    'Call any operation by its id, for example tickets.list, and print its answer as it came. "halo find <text>" finds ids.',
  example: 'halo api agents.me --json',
  async addCommand(parent, id, host) {
    const operation = findOperation(id);
    if (!operation) throw unknownOperation(id);
    const command = addSharedOptions(
      parent.command(id).description(`${operation.method} ${operation.path}`),
    );
    const verb = { name: id, kind: 'operation' as const, operation, summary: operation.path };
    await addOperation({ command, resource: findResource(operation.resource)!, verb, host });
  },
});

function unknownOperation(id: string): UsageError {
  const meant = nearest(
    id,
    allOperations().map((operation) => operation.id),
  );
  return new UsageError(`Unknown operation "${id}".${meant ? ` Did you mean "${meant}"?` : ''}`, {
    nextStep:
      'An id is a resource and a verb, for example tickets.list; "halo find <text>" finds them.',
  });
}
