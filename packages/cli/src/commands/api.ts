import { allOperations, findOperation, resourceNamed } from 'halopsa-catalogue';
import { type CommandSpec, defineCommand } from '../core/define-command.js';
import { nearest } from '../nearest.js';
import { exampleWith } from '../topics/examples.js';
import { operationCommand } from '../topics/operation.js';
import { UsageError } from '../usage-error.js';

/** `halo api <resource.verb>` calls any operation of the catalogue, with typed flags and its answer as it came; only the one named gets its flags. */
export const command: CommandSpec = defineCommand({
  usage: '<resource.verb> [arguments] [options]',
  description:
    'Call any operation by its id, for example tickets.list, and print its answer as it came. "halo find <text>" finds ids.',
  example: 'halo api agents.me --json',
  named(id) {
    const operation = findOperation(id);
    if (!operation) throw unknownOperation(id);
    const summary = `${operation.method} ${operation.path}`;
    const verb = { name: id, kind: 'operation' as const, operation, summary };
    const setting = { resource: resourceNamed(operation.resource), verb };
    const command = async (): Promise<CommandSpec> => ({
      ...(await operationCommand(setting)),
      example: exampleWith(['halo', 'api', id], setting),
    });
    return { ...verb, load: async () => ({ command: await command() }) };
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
