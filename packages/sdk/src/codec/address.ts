import type { Operation, Resource } from 'halopsa-catalogue';
import { leadsAstray } from 'halopsa-ground';
import type { CallInput, RawCall } from '../call.js';
import { HaloUsageError } from '../errors/usage-error.js';
import { checkQuery, demandValue } from './check-query.js';
import { fillPath } from './path.js';
import { encodePairs, type Query } from './query.js';

/** Path and query of an operation, below `/api`, both held against the catalogue. */
export function addressOf(operation: Operation, resource: Resource, { params, query, extraQuery }: CallInput): string {
  const path = fillPath(operation.path, params ?? {}, operation.params, operation.id);
  checkQuery(operation, resource, query ?? {});
  return joined(path, checkedPairs({ ...query, ...extraQuery }));
}

/** Path and query of a call to a path that need not be in the catalogue. */
export function rawAddressOf({ path, query, extraQuery }: RawCall): string {
  if (leadsAstray(path.split('?')[0]!)) {
    throw new HaloUsageError(
      `the path ${JSON.stringify(path)} leads to another one than it says`,
      'Leave out "." and "..", backslashes, control characters and "#", encoded or not. Nothing was sent.',
    );
  }
  return joined(path, checkedPairs({ ...query, ...extraQuery }));
}

function checkedPairs(query: Query): string {
  for (const [name, value] of Object.entries(query)) demandValue(name, value);
  return encodePairs(query);
}

const joined = (path: string, query: string): string => path + (query && (path.includes('?') ? '&' : '?') + query);
