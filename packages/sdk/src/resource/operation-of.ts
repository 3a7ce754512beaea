import type { Operation, Resource } from 'halopsa-catalogue';
import { HaloUsageError } from '../errors/usage-error.js';

/** A resource's operation by its verb; refuses a verb that it lacks and names those it has. `asked` is what the caller called it. */
export function operationOf(resource: Resource, verb: string, asked: string = verb): Operation {
  const operation = resource.operations[verb];
  if (operation) return operation;
  const verbs = Object.keys(resource.operations).flatMap((known) =>
    known === 'upsert' ? ['create', 'update'] : [known],
  );
  throw new HaloUsageError(
    `${resource.attribute} has no ${asked}: ${resource.path} can ${verbs.join(', ')}`,
    'Nothing was sent.',
  );
}
