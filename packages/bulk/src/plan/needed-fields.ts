import type { Resource } from 'halopsa-catalogue';
import { namingOf } from 'halopsa-catalogue/references';
import { typeFormOf } from '../forms/form.js';
import { schemaOf } from '../mapping/find-field.js';

/**
 * Fields of a resource's records that are never emptied: those that the contract demands, what the records are known by, what that lies
 * within, and their type.
 */
export function neededFields(resource: Resource): ReadonlySet<string> {
  const fields = schemaOf(resource)?.fields;
  const { label, within = [] } = namingOf(resource.attribute);
  const demanded = [...(fields?.values() ?? [])].filter(({ required }) => required);
  const needed = [label, ...within, typeFormOf(resource)?.field].filter(
    (field) => field !== undefined && fields?.has(field) === true,
  );
  return new Set([...demanded.map(({ name }) => name), ...needed] as string[]);
}
