import { findResource, type Resource, resourceNames, toCamel, toKebab } from 'halopsa-catalogue';
import { nearest } from '../nearest.js';
import { UsageError } from '../usage-error.js';

/** The resource of a topic; its singular is understood too. Throws a UsageError that names the nearest. */
export function resourceOfTopic(topic: string): Resource {
  const found =
    findResource(toCamel(topic)) ??
    resourceNames
      .map(findResource)
      .find((resource) => resource?.singular.replaceAll(' ', '-') === topic);
  if (found) return found;
  const meant = nearest(topic, resourceNames.map(toKebab));
  throw new UsageError(`Unknown topic "${topic}".${meant ? ` Did you mean "${meant}"?` : ''}`, {
    nextStep: '"halo resources" lists them all.',
  });
}
