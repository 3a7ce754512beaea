import { type Operation, type Resource, type Safety, usualPartners } from 'halopsa-catalogue';
import { leadsAstray } from 'halopsa-ground';
import type { CallInput, RawCall } from '../core/call.js';
import { HaloUsageError } from '../errors/usage-error.js';
import { demandArguments } from './arguments.js';
import { checkQuery, demandValue } from './check-query.js';
import { fillPath } from './path.js';
import { encodePairs, type Query } from './query.js';

/** Path and query of an operation, below `/api`, both held against the catalogue. */
export function addressOf(
  operation: Operation,
  resource: Resource,
  { params, query, extraQuery }: CallInput,
): string {
  const path = fillPath(operation.path, params ?? {}, operation.params, operation.id);
  const whole = { ...query, ...usualPartners(operation, query ?? {}) };
  checkQuery(operation, resource, whole);
  return joined(path, checkedPairs({ ...whole, ...extraQuery }));
}

/** A call to a path that need not be in the catalogue, as it goes out: its name in messages, its address, and whether it may be repeated. */
export function rawCallOf(call: RawCall): {
  operation: string;
  address: string;
  input: CallInput & { safety: Safety };
} {
  const { method, path, ...input } = call;
  const [bare] = path.split('?') as [string];
  const operation = `${method} ${bare}`;
  demandArguments(`${method} ${path}`, 'options', [call]);
  if (leadsAstray(bare)) {
    throw new HaloUsageError(
      `the path ${JSON.stringify(path)} leads to another one than it says`,
      'Leave out "." and "..", backslashes, control characters and "#", encoded or not. Nothing was sent.',
    );
  }
  const address = joined(path, checkedPairs({ ...input.query, ...input.extraQuery }));
  const safety =
    input.safety ?? (method === 'GET' ? 'read' : method === 'DELETE' ? 'idempotent' : 'unsafe');
  return { operation, address, input: { ...input, safety } };
}

function checkedPairs(query: Query): string {
  for (const [name, value] of Object.entries(query)) demandValue(name, value);
  return encodePairs(query);
}

const joined = (path: string, query: string): string =>
  path + (query && (path.includes('?') ? '&' : '?') + query);
