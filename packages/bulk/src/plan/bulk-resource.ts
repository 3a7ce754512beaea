import { findResource, type Resource, resourceNames, toCamel } from 'halopsa-catalogue';
import { BulkInputError } from '../input-error.js';
import { isNamedById } from '../matching/match-key.js';
import type { Mode } from './plan-file.js';

/** The resource by its attribute or topic, where it can do what the mode asks. */
export function findBulkResource(name: string, mode: Mode): Resource {
  const resource = findResource(name) ?? findResource(toCamel(name));
  if (!resource) {
    const begun = name.slice(0, 5).toLowerCase();
    const near = resourceNames.filter((other) => other.toLowerCase().includes(begun)).slice(0, 3);
    throw new BulkInputError(
      `unknown resource "${name}"`,
      near.length > 0 ? `Is it ${near.join(' or ')}?` : { code: 'list-resources' },
    );
  }
  const verb = mode === 'delete' ? 'delete' : 'upsert';
  if (!resource.operations[verb])
    throw new BulkInputError(
      `Halo has no way to ${mode} ${resource.title.toLowerCase()}`,
      'Choose another resource.',
    );
  if (mode !== 'create' && !isNamedById(resource))
    throw new BulkInputError(
      `an id alone does not name a record of ${resource.title.toLowerCase()}`,
      { code: 'create-only' },
    );
  return resource;
}

/** The keys that rows are matched by if none are given. */
export function defaultMatch(mode: Mode, resource: Resource): string[] {
  if (mode === 'update' || mode === 'delete') return ['id'];
  return resource.naturalKeys.length > 0 && mode === 'upsert'
    ? [resource.naturalKeys.join('+')]
    : [];
}
