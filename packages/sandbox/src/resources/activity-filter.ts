import type { Operation } from 'halopsa-catalogue';
import type { Query } from '../http/query.js';
import type { Test } from '../store/port.js';
import type { ResourceModel } from './contract.js';

/** The test of `includeinactive`, `includeactive` and `activeinactive`; lists that know them hide inactive records. */
export function activityPredicate(
  operation: Operation,
  query: Query,
  model: ResourceModel,
): Test | undefined {
  if (!model.schema?.fields.has('inactive')) return undefined;
  const declared = ['includeinactive', 'activeinactive', 'includeactive'].some(
    (name) => operation.query[name] !== undefined,
  );
  if (!declared) return undefined;
  const [pairActive, pairInactive] = query
    .list('activeinactive')
    .map((part) => part.toLowerCase() === 'true');
  const inactive = pairInactive ?? query.flag('includeinactive') ?? false;
  const active = pairActive ?? query.flag('includeactive') ?? true;
  if (active && inactive) return undefined;
  return { field: 'inactive', accepts: (value) => (value === true ? inactive : active) };
}
